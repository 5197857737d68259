namespace Awsnet.Components;

/// <summary>What a normalization found in the pixels it looked at, before it changed them.</summary>
/// <param name="Count">Pixels looked at.</param>
/// <param name="Offset">The value that became 0: the mean, or the lower percentile.</param>
/// <param name="Scale">What one unit was before: the standard deviation, or the distance of the percentiles. 0 for a constant
/// image.</param>
public readonly record struct IntensityStatistics(int Count, double Offset, double Scale);
