namespace Awsnet.Components.Myops;

/// <summary>What the user asked <c>predict</c> for.</summary>
internal sealed record PredictRequest
{
    public required string Data { get; init; }

    /// <summary>Where annotations are, for the pictures; null for the folder of the images.</summary>
    public string? Labels { get; init; }

    public required string Output { get; init; }

    /// <summary>Where pictures go, or null for none.</summary>
    public string? Overlays { get; init; }

    /// <summary>Where maps of the pathologies' probability go, or null for none.</summary>
    public string? Probabilities { get; init; }

    /// <summary>Where maps of the members' agreement go, or null for none.</summary>
    public string? Agreement { get; init; }

    /// <summary>How the members decide; null for what the run was trained to do.</summary>
    public Vote? Vote { get; init; }

    public string Device { get; init; } = "cpu";
}
