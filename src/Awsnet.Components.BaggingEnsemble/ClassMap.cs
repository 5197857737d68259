using System.Numerics;

namespace Awsnet.Components;

/// <summary>Turns label maps into maps of class indices and back.</summary>
internal sealed class ClassMap
{
    private readonly IReadOnlyList<int> labels;
    private readonly Dictionary<int, byte> classes = [];

    public ClassMap(IReadOnlyList<int> labels)
    {
        this.labels = labels;
        for (var c = 0; c < labels.Count; c++) classes.Add(labels[c], (byte)c);
        IsIdentity = labels.Select((label, c) => label == c).All(same => same);
    }

    /// <summary>Whether label c is class c, so that a byte map needs no translation.</summary>
    public bool IsIdentity { get; }

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
}
