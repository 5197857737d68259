using System.Globalization;
using System.Text;

namespace Awsnet.Components.Samples;

/// <summary>The table in the paper's layout, with the paper's numbers below ours.</summary>
internal static class ResultTable
{
    /// <summary>Mean ± standard deviation of the scans, and p of a paired t-test against the first row.</summary>
    public static string ToMarkdown(Study study, Dictionary<Arm, MetricTable> scores)
    {
        var text = new StringBuilder($"## {study.Title}\n\n");
        Row("arm", study.Columns.Select(column => column.Title));
        Row("---", study.Columns.Select(_ => "---"));
        foreach (Arm arm in study.Arms)
        {
            Row($"**{arm.Name}**", study.Columns.Select(column =>
            {
                string shown = scores[arm].Summarize(column.Structure, column.Metric).ToMeanAndDeviation();
                if (arm == study.Arms[0]) return shown;
                var pair = PairedComparison.Of(arm.Name, scores[arm], scores[study.Arms[0]], column.Structure, column.Metric);
                return double.IsNaN(pair.TTest.PValue) ? shown : $"{shown} (p {pair.TTest.PValue:0.000})";
            }));
            if (arm.Paper.Length > 0)
                Row("the paper", arm.Paper.Select(value => value.ToString(value < 1 ? "0.000" : "0.00", CultureInfo.InvariantCulture)));
        }
        text.Append($"\nMean ± standard deviation over the scans; p: paired t-test against {study.Arms[0].Name}.\n\n");
        // Such scans are scored 0 and with the image's diagonal, unless both masks are empty.
        foreach (Arm arm in study.Arms)
            foreach (string structure in scores[arm].Structures)
                if (scores[arm].Ledger(structure) is { } ledger && ledger.Measured < ledger.Count)
                    text.Append($"- {arm.Name}, {structure}: {ledger}\n");
        return text.ToString();

        void Row(string first, IEnumerable<string> cells) => text.Append($"| {first} | {string.Join(" | ", cells)} |\n");
    }
}
