using System.Numerics;

namespace Awsnet.Components;

/// <summary>Makes the binary mask of a structure from a label map.</summary>
internal static class LabelMask
{
    public static void Fill<T>(ReadOnlySpan<T> map, IEnumerable<int> labels, Span<byte> mask)
        where T : unmanaged, INumber<T>
    {
        mask.Clear();
        foreach (var label in labels)
        {
            // A label that T cannot hold cannot occur in the map.
            if (!Holds<T>(label)) continue;
            var value = T.CreateTruncating(label);
            for (var i = map.IndexOf(value); i >= 0;)
            {
                // Labels come in runs: find where this one ends, fill it, go to the next.
                var end = RunEnd(map, i);
                mask[i..end].Fill(1);
                var gap = map[end..].IndexOf(value);
                i = gap < 0 ? -1 : end + gap;
            }
        }
    }

    private static bool Holds<T>(int label)
        where T : unmanaged, INumber<T> => int.CreateSaturating(T.CreateSaturating(label)) == label;

    public static void Check<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> truth, LabelScheme scheme)
        where T : unmanaged, INumber<T>
    {
        Check(prediction, scheme, ignored: null, nameof(prediction));
        Check(truth, scheme, scheme.IgnoreLabel, nameof(truth));
    }

    private static void Check<T>(ReadOnlySpan<T> map, LabelScheme scheme, int? ignored, string side)
        where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < map.Length;)
        {
            var value = map[i];
            if (!T.IsFinite(value))
                throw new ArgumentException(
                    FormattableString.Invariant($"The {side} holds {value} at element {i}; label maps must be finite."), side);
            var label = int.CreateSaturating(value);
            if (!T.IsInteger(value) || T.CreateSaturating(label) != value || (label != ignored && !scheme.Knows(label)))
                throw new ArgumentException(
                    FormattableString.Invariant(
                    $"The {side} holds {value} at element {i}; the known labels are [{string.Join(", ", scheme.Labels)}]."), side);
            i = RunEnd(map, i);
        }
    }

    /// <summary>Where a run of one label that starts at a place ends.</summary>
    public static int RunEnd<T>(ReadOnlySpan<T> map, int start)
        where T : unmanaged, INumber<T>
    {
        var run = map[start..].IndexOfAnyExcept(map[start]);
        return run < 0 ? map.Length : start + run;
    }
}
