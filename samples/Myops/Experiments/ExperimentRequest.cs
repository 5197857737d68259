namespace Awsnet.Components.Myops;

/// <summary>What the user asked <c>experiment</c> for; null where an option was left out.</summary>
internal sealed record ExperimentRequest
{
    public const int DefaultFolds = 5;

    private const int DefaultMembers = 5;

    /// <summary>A preset as an experiment takes it: the ensemble has more members than one trained for use.</summary>
    public static PipelineOptions WithMembers(PipelineOptions preset) => preset with { Members = DefaultMembers };

    /// <summary>1 to 8.</summary>
    public required int Table { get; init; }

    public required string Output { get; init; }

    public string? Data { get; init; }

    public string? Labels { get; init; }

    public string? Preset { get; init; }

    public int? Folds { get; init; }

    /// <summary>The first seed.</summary>
    public long? Seed { get; init; }

    /// <summary>How many seeds, from the first on.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>What is changed of the preset's options.</summary>
    public Func<PipelineOptions, PipelineOptions> Change { get; init; } = options => options;

    /// <summary>The arms to train; null for all that the table needs.</summary>
    public IReadOnlyList<string>? Arms { get; init; }

    public string? Device { get; init; }

    public string? Compute { get; init; }

    /// <summary>How many folds train at once, each in a process of its own.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>The fold that this process was started for; null for all.</summary>
    public string? Part { get; init; }
}
