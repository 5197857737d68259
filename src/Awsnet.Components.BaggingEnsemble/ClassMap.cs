using System.Numerics;

namespace Awsnet.Components;

/// <summary>The classes of a vote: turns label maps into maps of class indices and back, and says who wins.</summary>
internal sealed class ClassMap
{
    private readonly IReadOnlyList<int> labels;
    private readonly Dictionary<int, byte> classes = [];
    private readonly int[] preferred;

    public ClassMap(int elements, VoteOptions options, string votes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elements, 1);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        labels = options.Labels;
        preferred = options.PreferredClasses();
        if ((long)elements * labels.Count > Array.MaxLength)
            throw new ArgumentException(
                $"{elements} elements x {labels.Count} labels are more {votes} than an array can hold ({Array.MaxLength}); vote on parts.",
                nameof(elements));
        for (var c = 0; c < labels.Count; c++) classes.Add(labels[c], (byte)c);
        IsIdentity = labels.Select((label, c) => label == c).All(same => same);
    }

    /// <summary>Whether label c is class c, so that a byte map needs no translation.</summary>
    public bool IsIdentity { get; }

    /// <summary>Classes from most to least preferred in a tie.</summary>
    public ReadOnlySpan<int> Preferred => preferred;

    public void ToClasses<T>(ReadOnlySpan<T> map, Span<byte> result)
        where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < map.Length;)
        {
            var value = map[i];
            var label = int.CreateSaturating(value);
            if (!T.IsInteger(value) || T.CreateSaturating(label) != value || !classes.TryGetValue(label, out var index))
                throw Unknown(value, i);
            var run = map[i..].IndexOfAnyExcept(value);
            var end = run < 0 ? map.Length : i + run;
            // A value that differs from itself (not a number) was refused above, so a run is never empty.
            result[i..end].Fill(index);
            i = end;
        }
    }

    /// <summary>Refuses a map of class indices that names a class beyond the last.</summary>
    public void Check(ReadOnlySpan<byte> map)
    {
        var bad = map.IndexOfAnyExceptInRange((byte)0, (byte)(labels.Count - 1));
        if (bad >= 0) throw Unknown(map[bad], bad);
    }

    public ArgumentException Unknown<T>(T value, int element) =>
        new(FormattableString.Invariant(
            $"The label map holds {value} at element {element}; the known labels are [{string.Join(", ", labels)}]."));

    public void ToLabels<T>(ReadOnlySpan<byte> map, Span<T> result)
        where T : unmanaged, INumber<T>
    {
        var values = new T[labels.Count];
        for (var c = 0; c < values.Length; c++)
        {
            values[c] = T.CreateSaturating(labels[c]);
            if (int.CreateSaturating(values[c]) != labels[c])
                throw new ArgumentException($"Label {labels[c]} does not fit into {typeof(T).Name}; resolve the vote into a wider type.");
        }

        for (var i = 0; i < map.Length; i++) result[i] = values[map[i]];
    }

    /// <summary>The most preferred class of each element of those with the most votes, which lie class after class.</summary>
    public void Winners(ReadOnlySpan<double> votes, double tie, Span<byte> winners)
    {
        for (var i = 0; i < winners.Length; i++)
        {
            var best = double.NegativeInfinity;
            for (var c = 0; c < preferred.Length; c++) best = Math.Max(best, votes[(c * winners.Length) + i]);
            foreach (var c in preferred)
            {
                if (votes[(c * winners.Length) + i] < best - tie) continue;
                winners[i] = (byte)c;
                break;
            }
        }
    }
}
