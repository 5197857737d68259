namespace Awsnet.Components;

/// <summary>One result of a table.</summary>
/// <param name="Case">The case's identifier.</param>
/// <param name="Scores">The result; it names the structure and, per slice, the slice.</param>
public sealed record MetricRow(string Case, MaskScores Scores);
