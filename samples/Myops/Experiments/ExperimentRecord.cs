namespace Awsnet.Components.Myops;

/// <summary>What <c>experiment.json</c> holds: what all tables of a folder have in common, so that they can share arms.</summary>
internal sealed record ExperimentRecord
{
    /// <summary>The form that this version writes and reads.</summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    public required string Preset { get; init; }

    /// <summary>Parts that the patients are dealt into; each part is held out once a seed.</summary>
    public required int Folds { get; init; }

    /// <summary>The first seed; seeds can be added later.</summary>
    public required long Seed { get; init; }

    public required string Device { get; init; }

    public required string Compute { get; init; }

    public required string ComputeReason { get; init; }

    public required int Threads { get; init; }

    public required string Data { get; init; }

    public required string Labels { get; init; }

    /// <summary>Bytes of all files of each case.</summary>
    public required IReadOnlyDictionary<string, long> CaseBytes { get; init; }

    /// <summary>The preset's options, of which each arm changes something.</summary>
    public required PipelineOptions Options { get; init; }

    public required IReadOnlyDictionary<string, string> Versions { get; init; }
}
