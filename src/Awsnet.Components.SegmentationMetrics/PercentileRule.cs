namespace Awsnet.Components;

/// <summary>How a percentile Hausdorff distance joins the two directions.</summary>
public enum PercentileRule
{
    /// <summary>The larger of the two directed percentiles, each interpolated linearly between neighbouring ranks.</summary>
    MaximumOfDirected,

    /// <summary>The percentile of both directions' distances taken together, interpolated linearly.</summary>
    Pooled,
}
