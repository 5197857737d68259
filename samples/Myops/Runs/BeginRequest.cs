namespace Awsnet.Components.Myops;

/// <summary>What the user asked for of something that trains; null where an option was left out.</summary>
internal abstract record BeginRequest
{
    public required string Output { get; init; }

    public string? Data { get; init; }

    public string? Labels { get; init; }

    public string? Preset { get; init; }

    public long? Seed { get; init; }

    public string? Device { get; init; }

    public string? Compute { get; init; }

    /// <summary>What is changed of the preset's options.</summary>
    public Func<PipelineOptions, PipelineOptions> Change { get; init; } = options => options;

    /// <summary>How many parts train at once, each in a process of its own.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Where processes are started, and whether candidates are among them.</summary>
    public Place Place { get; init; } = Place.Here;

    /// <summary>The part that this process was started for; null for all.</summary>
    public string? Part { get; init; }
}
