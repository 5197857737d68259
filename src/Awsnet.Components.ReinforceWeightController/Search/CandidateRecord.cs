using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>One candidate in the log of a search.</summary>
public sealed record CandidateRecord
{
    /// <summary>Index of the epoch, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>Index of the candidate within the epoch, from 0.</summary>
    public required int Candidate { get; init; }

    /// <summary>The weights it trained with.</summary>
    public required LossWeights Weights { get; init; }

    /// <summary>The change of each logit against the incumbent.</summary>
    public required ImmutableArray<double> Action { get; init; }

    /// <summary>The seed it trained with.</summary>
    public required long Seed { get; init; }

    /// <summary>Whether it was the control arm.</summary>
    public bool IsControl { get; init; }

    /// <summary>What its evaluation gave; NaN if it failed.</summary>
    public required double Reward { get; init; }

    /// <summary>How it ended.</summary>
    public required CandidateStatus Status { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? Error { get; init; }

    /// <summary>Observed losses in the order of the weights, or empty.</summary>
    public ImmutableArray<double> Losses { get; init; } = [];

    /// <summary>How much of the epoch it trained, in (0, 1].</summary>
    public double Budget { get; init; } = 1;

    /// <summary>Seconds of training and evaluation; 0 where the result was shared.</summary>
    public double Seconds { get; init; }

    /// <summary>The candidate with equal weights and seed whose result this shares, or null when it was trained itself.</summary>
    public int? SharedWith { get; init; }

    /// <summary>Whether it was carried on.</summary>
    public bool Adopted { get; init; }

    internal CandidateResult ToResult() => new() { Index = Candidate, Reward = Reward, Status = Status, Losses = Losses, Budget = Budget };
}
