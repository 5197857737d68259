namespace Awsnet.Components;

/// <summary>Where one candidate of the epoch in progress stands.</summary>
public sealed record CandidateLine
{
    /// <summary>Index of the candidate, from 0.</summary>
    public required int Candidate { get; init; }

    /// <summary>The state of its last attempt, or null while it is pending.</summary>
    public AttemptState? State { get; init; }

    /// <summary>How many attempts there were, the one at work included.</summary>
    public int Attempts { get; init; }

    /// <summary>What runs it and where, or "" while it is pending.</summary>
    public string Where { get; init; } = "";

    /// <summary>Since when it is in that state.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Part of the epoch that the last attempt has trained, 0 to 1.</summary>
    public double Fraction { get; init; }

    /// <summary>Why the last attempt ended as it did, or null.</summary>
    public string? Reason { get; init; }
}
