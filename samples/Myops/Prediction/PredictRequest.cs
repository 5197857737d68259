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

    public string Device { get; init; } = "cpu";
}
