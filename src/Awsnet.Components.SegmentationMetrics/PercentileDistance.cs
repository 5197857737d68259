namespace Awsnet.Components;

/// <summary>A Hausdorff distance at a percentile.</summary>
/// <param name="Percentile">In (0, 100].</param>
/// <param name="DistanceMm">The distance in mm.</param>
public readonly record struct PercentileDistance(double Percentile, double DistanceMm);
