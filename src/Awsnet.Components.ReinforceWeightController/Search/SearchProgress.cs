namespace Awsnet.Components;

/// <summary>A sign of life of a search, for a live display or for saving in the middle of an epoch.</summary>
public readonly record struct SearchProgress
{
    /// <summary>What this tells about.</summary>
    public required SearchStage Stage { get; init; }

    /// <summary>Index of the epoch, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>Index of the candidate, from 0; of the adopted one (−1 for none) when <see cref="SearchStage.Settled"/>.</summary>
    public required int Candidate { get; init; }

    /// <summary>How many candidates the epoch has.</summary>
    public required int Candidates { get; init; }

    /// <summary>How many candidates of the epoch are done with.</summary>
    public required int Finished { get; init; }

    /// <summary>The candidate's weights; the incumbent's when <see cref="SearchStage.Settled"/>.</summary>
    public required LossWeights Weights { get; init; }

    /// <summary>Part of the epoch that the candidate has trained, 0 to 1.</summary>
    public double Fraction { get; init; }

    /// <summary>The weighted loss of late while training, or NaN.</summary>
    public double Loss { get; init; }

    /// <summary>The candidate's reward once evaluated, the incumbent's when settled; NaN when unknown.</summary>
    public double Reward { get; init; }

    /// <summary>How the candidate ended, once it has.</summary>
    public CandidateStatus Status { get; init; }
}
