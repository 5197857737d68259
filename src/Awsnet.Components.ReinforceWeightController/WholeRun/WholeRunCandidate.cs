using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>What became of one set of weights.</summary>
public sealed record WholeRunCandidate
{
    /// <summary>Which it is, from 0; 0 are equal weights.</summary>
    public required int Index { get; init; }

    /// <summary>The weights.</summary>
    public required LossWeights Weights { get; init; }

    /// <summary>How many epochs each of its runs has trained and been scored at.</summary>
    public required int Epochs { get; init; }

    /// <summary>The scores of its runs there, one a repeat; NaN for a run that failed.</summary>
    public required ImmutableArray<double> Scores { get; init; }

    /// <summary>Their mean; NaN before the first or where one failed.</summary>
    public double MeanScore => Scores.IsEmpty ? double.NaN : Scores.Average();
}
