namespace Awsnet.Components;

/// <summary>How a percentile Hausdorff distance joins the two directions.</summary>
public enum PercentileRule
{
    /// <summary>The larger of the two directed percentiles, each interpolated linearly between neighboring ranks.</summary>
    MaximumOfDirected,

    /// <summary>The percentile of both directions' distances taken together, interpolated linearly.</summary>
    Pooled,

    /// <summary>
    /// As <see cref="MaximumOfDirected"/>, with rank and interpolation in single precision, as a tensor library
    /// interpolates: it differs from the fourth to the seventh digit.
    /// </summary>
    MaximumOfDirectedInSinglePrecision,
}
