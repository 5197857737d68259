using System.Globalization;

namespace Awsnet.Components.Myops;

/// <summary>Numbers as tables show them.</summary>
internal static class TableText
{
    /// <summary>What stands where there is no number.</summary>
    public const string None = "–";

    public static string MeanAndDeviation(MetricSummary summary, TableMetric metric) => summary.Count == 0
        ? None
        : $"{Rounded(summary.Mean, metric.Decimals)} ± {Rounded(summary.StandardDeviation, metric.Decimals)}";

    public static string MeanAndDeviation(string? mean, string? deviation) =>
        mean is null ? None : deviation is null ? mean : $"{mean} ± {deviation}";

    /// <summary>A p-value.</summary>
    public static string Probability(double p) => double.IsNaN(p) ? None : p < 0.001 ? "<0.001" : Rounded(p, 3);

    /// <summary>All digits, for files.</summary>
    public static string Exact(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    public static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    public static string Heading(IReadOnlyList<string> cells) => Row(cells) + Row(cells.Select((_, i) => i == 0 ? "---" : "---:"));

    private static string Rounded(double value, int decimals) =>
        double.IsNaN(value) ? None : value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
}
