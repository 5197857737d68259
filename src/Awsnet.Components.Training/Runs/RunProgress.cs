namespace Awsnet.Components;

/// <summary>A sign of life of a run, for a live display or for plain lines. Reported one at a time, from the threads that train.</summary>
public sealed record RunProgress
{
    /// <summary>What this tells of.</summary>
    public required RunEvent Event { get; init; }

    /// <summary>The stage of the run.</summary>
    public required TrainingStage Stage { get; init; }

    /// <summary>Index of the epoch in the whole run, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>How many epochs the whole run has.</summary>
    public required int Epochs { get; init; }

    /// <summary>How far the epoch (or the candidate in it) is.</summary>
    /// <value>0 to 1.</value>
    public double Fraction { get; init; }

    /// <summary>Mean weighted loss of the epoch so far.</summary>
    /// <value>NaN when unknown.</value>
    public double Loss { get; init; } = double.NaN;

    /// <summary>The reward: of the candidate on <see cref="RunEvent.Candidate"/>, else of the last validation.</summary>
    /// <value>NaN when unknown.</value>
    public double Reward { get; init; } = double.NaN;

    /// <summary>The best reward so far.</summary>
    /// <value>NaN before the first validation.</value>
    public double BestReward { get; init; } = double.NaN;

    /// <summary>The weights in use: the candidate's while candidates train, the adopted ones at an epoch's end.</summary>
    public required LossWeights Weights { get; init; }

    /// <summary>Index of the candidate, from 0; null outside auto-weighted epochs.</summary>
    public int? Candidate { get; init; }

    /// <summary>How many candidates the epoch has; 0 with fixed weights.</summary>
    public int Candidates { get; init; }

    /// <summary>The last validation with all its figures, or null before the first.</summary>
    public Evaluation? Evaluation { get; init; }

    /// <summary>An estimate from the epochs so far, or null when there is nothing to estimate from.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>A sentence for the user with <see cref="RunEvent.Warning"/>; else null.</summary>
    public string? Message { get; init; }
}
