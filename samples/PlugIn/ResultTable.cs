namespace Awsnet.Components.Samples;

/// <summary>
/// The table in the paper's layout: a row per arm, mean ± standard deviation of the scans; then what it differs by from the first arm, with
/// a 95 % interval and p of a paired t-test.
/// </summary>
internal static class ResultTable
{
    public static string ToMarkdown(Study study, MetricTable scores)
    {
        string[] structures = [.. scores.Structures.Where(row => row.StartsWith($"{study.Arms[0]}: ")).Select(row => row.Split(": ")[1])];
        var columns = structures.SelectMany(structure => study.Metrics.Select(metric => (Structure: structure, Metric: metric))).ToArray();
        List<string> lines =
        [
            $"| arm | {string.Join(" | ", columns.Select(column => $"{column.Structure}, {column.Metric.Title}"))} |",
            $"|---|{string.Concat(columns.Select(_ => "---|"))}",
        ];
        foreach (string arm in study.Arms)
            lines.Add($"| {arm} | {string.Join(" | ", columns.Select(column => Cell(arm, column.Structure, column.Metric)))} |");
        lines.Add("");
        // An empty mask scores 0 and the image's diagonal, unless both are empty.
        lines.AddRange(scores.Structures.Where(row => scores.Ledger(row).Measured < scores.Ledger(row).Count)
            .Select(row => $"- {row}: {scores.Ledger(row)}"));
        return string.Join('\n', lines) + "\n";

        string Cell(string arm, string structure, MetricColumn metric)
        {
            string shown = scores.Summarize($"{arm}: {structure}", metric).ToMeanAndDeviation();
            double[] first = [.. scores.Values($"{study.Arms[0]}: {structure}", metric)];
            double[] own = [.. scores.Values($"{arm}: {structure}", metric)];
            if (arm == study.Arms[0] || first.Length < 2)
                return shown;
            var difference = PairedComparison.Of(arm, first, own);
            var interval = difference.DifferenceInterval;
            return $"{shown} ({difference.MeanDifference:+0.000;-0.000;0.000} [{interval.Lower:+0.000;-0.000;0.000}, " +
                $"{interval.Upper:+0.000;-0.000;0.000}], p {difference.TTest.PValue:0.000})";
        }
    }
}
