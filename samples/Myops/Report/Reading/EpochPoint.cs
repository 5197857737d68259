namespace Awsnet.Components.Myops;

/// <summary>One epoch of a stage as its log tells it.</summary>
internal sealed record EpochPoint
{
    /// <summary>From 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>Whether the weights were searched for in it.</summary>
    public required bool IsAuto { get; init; }

    /// <summary>Total loss; NaN where it is not known.</summary>
    public required double Loss { get; init; }

    /// <summary>Loss of each head by name.</summary>
    public required IReadOnlyDictionary<string, double> Losses { get; init; }

    /// <summary>Weight of each head by name.</summary>
    public required IReadOnlyDictionary<string, double> Weights { get; init; }

    /// <summary>What the schedule made of the learning rate.</summary>
    public required double LearningRateFactor { get; init; }

    /// <summary>Validation: the reward and each Dice by name; empty where nothing was measured.</summary>
    public required IReadOnlyDictionary<string, double> Validation { get; init; }

    /// <summary>The reward; NaN where nothing was measured.</summary>
    public required double Reward { get; init; }

    /// <summary>The policy's entropy as a part of the largest; NaN without a policy.</summary>
    public required double PolicyEntropy { get; init; }

    /// <summary>The changes of β that the policy chooses among; empty without a policy.</summary>
    public IReadOnlyList<double> Actions { get; init; } = [];

    /// <summary>The policy's probabilities by loss, in the order of <see cref="Actions"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Probabilities { get; init; } =
        new Dictionary<string, IReadOnlyList<double>>();

    public required double Seconds { get; init; }
}
