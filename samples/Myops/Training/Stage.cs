namespace Awsnet.Components.Myops;

/// <summary>One of the four trainings of a run.</summary>
internal sealed record Stage
{
    /// <summary>CASN, first network.</summary>
    public const string Locate = "casn-locate";

    /// <summary>CASN, second network.</summary>
    public const string Segment = "casn-segment";

    /// <summary>ASAN for scar.</summary>
    public const string Scar = "asan-scar";

    /// <summary>ASAN for scar and edema.</summary>
    public const string Pathology = "asan-pathology";

    /// <summary>The name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>What is learned, for the display.</summary>
    public required string Purpose { get; init; }

    /// <summary>Makes the network.</summary>
    public required Func<DeepSupervisedUNet> Network { get; init; }

    /// <summary>The class whose Dice is the reward, and its name.</summary>
    public required (string Name, long Label) Target { get; init; }

    public required SampleSet Training { get; init; }

    public required SampleSet Validation { get; init; }

    public required AugmentationOptions Augmentation { get; init; }

    public required DiceCrossEntropyOptions Loss { get; init; }

    public required int BatchSize { get; init; }

    public required double LearningRate { get; init; }

    /// <summary>Epochs, candidates, seed.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>Makes the controller; null without auto-weighted epochs.</summary>
    public Func<IWeightController>? Controller { get; init; }

    /// <summary>Names of the heads' losses, deepest first.</summary>
    public static IReadOnlyList<string> HeadNames(int heads) => [.. Enumerable.Range(0, heads).Select(i => $"head {heads - i}")];
}
