namespace Awsnet.Components.Myops;

/// <summary>An arm's scores of one target in one held-out case.</summary>
internal sealed record CaseScore
{
    public required long Seed { get; init; }

    public required int Fold { get; init; }

    public required string Case { get; init; }

    /// <summary><c>scar</c> or <c>scar+edema</c>.</summary>
    public required string Target { get; init; }

    public required double Dice { get; init; }

    public required double Jaccard { get; init; }

    /// <summary>Hausdorff distance, mm.</summary>
    public required double Hausdorff { get; init; }

    /// <summary>95th percentile of it, mm.</summary>
    public required double Hausdorff95 { get; init; }

    /// <summary>Average symmetric surface distance, mm: what the paper calls ASD.</summary>
    public required double SurfaceDistance { get; init; }

    /// <summary>Which mask was empty, if any.</summary>
    public required EmptyCase Empty { get; init; }
}
