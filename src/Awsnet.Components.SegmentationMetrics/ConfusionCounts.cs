using System.Numerics;

namespace Awsnet.Components;

/// <summary>Voxels of a comparison by outcome. Counts add up: those of a whole are the sum of those of its parts.</summary>
/// <param name="TruePositives">Foreground in both.</param>
/// <param name="FalsePositives">Foreground in the prediction only.</param>
/// <param name="FalseNegatives">Foreground in the truth only.</param>
/// <param name="TrueNegatives">Background in both.</param>
public readonly record struct ConfusionCounts(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
    : IAdditionOperators<ConfusionCounts, ConfusionCounts, ConfusionCounts>
{
    /// <summary>Foreground voxels of the prediction, TP + FP.</summary>
    /// <value>At least 0.</value>
    public long Predicted => TruePositives + FalsePositives;

    /// <summary>Foreground voxels of the truth, TP + FN.</summary>
    /// <value>At least 0.</value>
    public long Actual => TruePositives + FalseNegatives;

    /// <summary>All voxels.</summary>
    /// <value>At least 0.</value>
    public long Total => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>Which side has no foreground.</summary>
    /// <value><see cref="Components.EmptyCase.None"/> when both have some.</value>
    public EmptyCase EmptyCase => (Predicted, Actual) switch
    {
        (0, 0) => EmptyCase.BothEmpty,
        (0, _) => EmptyCase.Missed,
        (_, 0) => EmptyCase.Hallucinated,
        _ => EmptyCase.None,
    };

    /// <summary>Adds the counts of two parts.</summary>
    /// <param name="left">One part.</param>
    /// <param name="right">The other part.</param>
    /// <returns>The counts of both.</returns>
    public static ConfusionCounts operator +(ConfusionCounts left, ConfusionCounts right) => new(
        left.TruePositives + right.TruePositives,
        left.FalsePositives + right.FalsePositives,
        left.FalseNegatives + right.FalseNegatives,
        left.TrueNegatives + right.TrueNegatives);
}
