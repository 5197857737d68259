using System.Collections.Immutable;

namespace Awsnet.Components.Myops;

/// <summary>One of the trainings of a run.</summary>
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

    /// <summary>One network for both, in the place of the two ASANs.</summary>
    public const string Both = "asan-both";

    /// <summary>The stage's name for a member of the ensemble, counted from 0; the first one's is the stage's own.</summary>
    public static string OfMember(string stage, int member) => member == 0 ? stage : $"{stage}-{member + 1}";

    /// <summary>Whether a stage trains one of CASN's networks.</summary>
    public static bool IsCoarse(string stage) => stage.StartsWith("casn-", StringComparison.Ordinal);

    /// <summary>The name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>Makes the network.</summary>
    public required Func<SupervisedNetwork> Network { get; init; }

    /// <summary>How many supervision heads it has.</summary>
    public int Heads { get; init; } = 1;

    /// <summary>The structures whose mean Dice is the reward: name, and the classes that make it up.</summary>
    public required IReadOnlyList<(string Name, ImmutableArray<long> Classes)> Targets { get; init; }

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

    /// <summary>Where weights that are trained with the network begin; null for weights that are not trained.</summary>
    public WeightSpace? TrainedWeights { get; init; }
}
