namespace Awsnet.Components.Myops;

/// <summary>What <c>run.json</c> holds: everything needed to repeat a run, or to go on with it.</summary>
internal sealed record RunRecord
{
    /// <summary>The form that this version writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The form of the file.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>What tells runs apart.</summary>
    public required string Id { get; init; }

    /// <summary>Preset that the options began as.</summary>
    public required string Preset { get; init; }

    /// <summary>Seed of everything random.</summary>
    public required long Seed { get; init; }

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary><c>fp32</c> or <c>bf16</c>: what the run computes in.</summary>
    public required string Compute { get; init; }

    /// <summary>Why it computes in that.</summary>
    public required string ComputeReason { get; init; }

    /// <summary>Torch's threads.</summary>
    public required int Threads { get; init; }

    /// <summary>Where the images are.</summary>
    public required string Data { get; init; }

    /// <summary>Where the labels are.</summary>
    public required string Labels { get; init; }

    /// <summary>Cases trained on.</summary>
    public required IReadOnlyList<string> TrainingCases { get; init; }

    /// <summary>Cases kept to judge by.</summary>
    public required IReadOnlyList<string> ValidationCases { get; init; }

    /// <summary>Bytes of all files of each case, so that a run does not go on with other data.</summary>
    public required IReadOnlyDictionary<string, long> CaseBytes { get; init; }

    /// <summary>The folder, relative to this run's, of the run whose CASN this one uses; null where it trains its own.</summary>
    public string? CoarseRun { get; init; }

    /// <summary>Whether CASN is all that is trained, for others to use.</summary>
    public bool CoarseOnly { get; init; }

    /// <summary>Networks and their training.</summary>
    public required PipelineOptions Options { get; init; }

    /// <summary>Versions of program, runtime, torch and machine.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }
}
