namespace Awsnet.Components.Samples;

/// <summary>A column of a result table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Structure">Of which structure.</param>
/// <param name="Metric">What of it.</param>
internal sealed record ResultColumn(string Title, string Structure, MetricColumn Metric);
