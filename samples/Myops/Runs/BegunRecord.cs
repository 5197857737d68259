using System.Text.Json.Serialization;

namespace Awsnet.Components.Myops;

/// <summary>What a run and an experiment write down when they start: what it takes to repeat or to resume them.</summary>
internal abstract record BegunRecord
{
    /// <summary>The form that this version writes and reads.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The form of the file.</summary>
    [JsonRequired]
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Preset that the options began as.</summary>
    public required string Preset { get; init; }

    /// <summary>Seed of everything random; of an experiment the first, seeds can be added later.</summary>
    public required long Seed { get; init; }

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary><c>fp32</c> or <c>bf16</c>: what is computed in.</summary>
    public required string Compute { get; init; }

    /// <summary>Why it is computed in that.</summary>
    public required string ComputeReason { get; init; }

    /// <summary>Torch's threads.</summary>
    public required int Threads { get; init; }

    /// <summary>Where the images are.</summary>
    public required string Data { get; init; }

    /// <summary>Where the labels are.</summary>
    public required string Labels { get; init; }

    /// <summary>The cases by name, so that nothing is resumed with other data.</summary>
    public required IReadOnlyDictionary<string, CaseFingerprint> Cases { get; init; }

    /// <summary>Networks and their training; of an experiment, what each arm changes something of.</summary>
    public required PipelineOptions Options { get; init; }

    /// <summary>Versions of program, runtime, torch and machine.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <exception cref="InputException">The file holds no such record, one of another format, or options that cannot be.</exception>
    public static T Read<T>(string file, string remedy)
        where T : BegunRecord
    {
        var record = JsonFile.Read<T>(file);
        if (record.Format != CurrentFormat)
            throw new InputException(
                $"{file}: has format {record.Format}, which this version does not read. Use the version that wrote it, or {remedy}.");
        if (!TorchSetup.Admits(record.Threads))
            throw new InputException($"{file}: says {record.Threads} threads, which no machine has. Restore the file, or {remedy}.");
        return ConstantOptions.ErrorOf(record.Options) is { } error
            ? throw new InputException($"{file}: {error}. Restore the file, or {remedy}.")
            : record;
    }
}
