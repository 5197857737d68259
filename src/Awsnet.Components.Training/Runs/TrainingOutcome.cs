using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>What a finished run came to. The network itself is <see cref="AutoWeightedTraining{TNetwork, TBatch}.Network"/>.</summary>
public sealed record TrainingOutcome
{
    /// <summary>How many epochs were trained; fewer than planned where a stage ended early.</summary>
    public required int Epochs { get; init; }

    /// <summary>The best validation, or null when every one was not a number or none was made.</summary>
    public required Evaluation? Best { get; init; }

    /// <summary>Index of the epoch after which it was made, or −1.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>The weights at the end: those found, or the fixed ones.</summary>
    public required LossWeights Weights { get; init; }

    /// <summary>The weights of each epoch, in order: the schedule that was found.</summary>
    public required ImmutableArray<LossWeights> WeightsByEpoch { get; init; }

    /// <summary>Whether the run had been finished before, and nothing was trained now.</summary>
    public bool WasFinished { get; init; }

    /// <summary>What was warned of in this process, in order.</summary>
    public required ImmutableArray<string> Warnings { get; init; }
}
