using System.Numerics;

namespace Awsnet.Components;

/// <summary>Voxels by true and predicted label, counted over any number of batches in one pass each.</summary>
/// <remarks>The counts of every structure, and of any other grouping of labels, follow from the matrix.</remarks>
public sealed class ConfusionMatrix
{
    private readonly LabelScheme scheme;
    private readonly Dictionary<int, int> places = [];
    private readonly long[] counts;

    /// <summary>An empty matrix.</summary>
    /// <param name="scheme">The known labels and the structures.</param>
    /// <exception cref="ArgumentException">A count for each pair of labels would not fit into an array.</exception>
    public ConfusionMatrix(LabelScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        this.scheme = scheme;
        if ((long)scheme.Labels.Count * scheme.Labels.Count > Array.MaxLength)
            throw new ArgumentException(
                $"{scheme.Labels.Count} x {scheme.Labels.Count} labels are more counts than an array can hold ({Array.MaxLength}); join " +
                "labels before counting.", nameof(scheme));
        for (var i = 0; i < scheme.Labels.Count; i++) places.Add(scheme.Labels[i], i);
        counts = new long[places.Count * places.Count];
    }

    /// <summary>Voxels counted; none of <see cref="LabelScheme.IgnoreLabel"/>.</summary>
    /// <value>At least 0.</value>
    public long Total => counts.Sum();

    /// <summary>Share of voxels whose label is right.</summary>
    /// <value>In [0, 1]; NaN when nothing was counted.</value>
    public double Accuracy => (double)scheme.Labels.Sum(label => this[label, label]) / Total;

    /// <summary>Voxels of a true label that were given a label.</summary>
    /// <param name="trueLabel">The true label.</param>
    /// <param name="predictedLabel">The label given.</param>
    /// <returns>The count.</returns>
    /// <exception cref="ArgumentException">A label is unknown.</exception>
    public long this[int trueLabel, int predictedLabel] => counts[(Place(trueLabel) * places.Count) + Place(predictedLabel)];

    /// <summary>Counts a pair of label maps, for instance a batch.</summary>
    /// <typeparam name="T">Type of a label: any integer type, or a floating-point type holding whole numbers.</typeparam>
    /// <param name="prediction">The predicted labels.</param>
    /// <param name="truth">The true labels, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is no known label; nothing is counted then.</exception>
    public void Update<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> truth)
        where T : unmanaged, INumber<T>
    {
        if (prediction.Length != truth.Length)
            throw new ArgumentException(
                $"The prediction has {prediction.Length} elements but the truth has {truth.Length}; both must lie on the same grid.");
        LabelMask.Check(prediction, truth, scheme);
        int p = 0, t = 0;
        for (var i = 0; i < truth.Length;)
        {
            // Both maps come in runs; a pair of labels is looked up once for as long as both last.
            if (p <= i) p = LabelMask.RunEnd(prediction, i);
            if (t <= i) t = LabelMask.RunEnd(truth, i);
            var end = Math.Min(p, t);
            var trueLabel = int.CreateTruncating(truth[i]);
            if (trueLabel != scheme.IgnoreLabel)
                counts[(places[trueLabel] * places.Count) + places[int.CreateTruncating(prediction[i])]] += end - i;
            i = end;
        }
    }

    /// <summary>Adds the counts of another matrix of the same labels.</summary>
    /// <param name="other">The other matrix.</param>
    /// <exception cref="ArgumentException">Its labels differ.</exception>
    public void Merge(ConfusionMatrix other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!other.scheme.Labels.SequenceEqual(scheme.Labels))
            throw new ArgumentException(
                $"The other matrix has labels [{string.Join(", ", other.scheme.Labels)}], this one " +
                $"[{string.Join(", ", scheme.Labels)}]; they must be the same.", nameof(other));
        for (var i = 0; i < counts.Length; i++) counts[i] += other.counts[i];
    }

    /// <summary>The counts of a structure: its labels against all others.</summary>
    /// <param name="group">Any grouping of known labels.</param>
    /// <returns>The four counts.</returns>
    /// <exception cref="ArgumentException">A label is unknown.</exception>
    public ConfusionCounts Counts(LabelGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var inside = new bool[places.Count];
        foreach (var label in group.Labels) inside[Place(label)] = true;
        long tp = 0, fp = 0, fn = 0, tn = 0;
        for (var t = 0; t < inside.Length; t++)
        {
            for (var p = 0; p < inside.Length; p++)
            {
                var count = counts[(t * inside.Length) + p];
                if (inside[t] && inside[p]) tp += count;
                else if (inside[p]) fp += count;
                else if (inside[t]) fn += count;
                else tn += count;
            }
        }

        return new ConfusionCounts(tp, fp, fn, tn);
    }

    private int Place(int label) => places.TryGetValue(label, out var place)
        ? place
        : throw new ArgumentException($"Label {label} is unknown; the known labels are [{string.Join(", ", scheme.Labels)}].");
}
