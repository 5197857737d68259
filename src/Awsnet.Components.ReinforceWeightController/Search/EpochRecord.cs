using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>One epoch of a search.</summary>
public sealed record EpochRecord
{
    /// <summary>Index of the epoch, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>All its candidates, by index.</summary>
    public required ImmutableArray<CandidateRecord> Candidates { get; init; }

    /// <summary>Index of the candidate that was carried on, or −1 when the incumbent stayed.</summary>
    public required int Adopted { get; init; }

    /// <summary>Whether the rollback guard kept the incumbent.</summary>
    public bool RolledBack { get; init; }

    /// <summary>The incumbent's weights after the epoch.</summary>
    public required LossWeights Weights { get; init; }

    /// <summary>The incumbent's reward after the epoch: the adopted candidate's, or the one from before; NaN while unknown.</summary>
    public required double Reward { get; init; }

    /// <summary>Mean reward of the candidates that ended well; NaN when none did.</summary>
    public required double MeanReward { get; init; }

    /// <summary>The controller's baseline, or NaN.</summary>
    public double Baseline { get; init; } = double.NaN;

    /// <summary>Mean entropy of the controller's policy per loss as a part of the largest possible, or NaN.</summary>
    public double PolicyEntropy { get; init; } = double.NaN;

    /// <summary>Seconds of the whole epoch; of its last part where a search was resumed in the midst of it.</summary>
    public double Seconds { get; init; }
}
