namespace Awsnet.Components.Myops;

/// <summary>What the user asked <c>report</c> for.</summary>
internal sealed record ReportRequest
{
    /// <summary>Folders of runs, or of folders of runs.</summary>
    public required IReadOnlyList<string> Runs { get; init; }

    /// <summary>The page's file.</summary>
    public required string Output { get; init; }

    /// <summary>Cases to predict and show; null for none.</summary>
    public string? Data { get; init; }

    /// <summary>Where annotations are; null for the folder of the images.</summary>
    public string? Labels { get; init; }

    public string Device { get; init; } = "cpu";

    /// <summary>How many cases the gallery shows at most.</summary>
    public int Pictures { get; init; } = 6;
}
