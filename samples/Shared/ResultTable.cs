using System.Globalization;
using System.Text;

namespace Awsnet.Components.Samples;

/// <summary>The table in the paper's layout, with the paper's numbers below ours.</summary>
internal sealed class ResultTable(PlugInExperiment experiment, IReadOnlyDictionary<string, MetricTable> scores)
{
    /// <summary>Mean ± standard deviation, n, and p of a paired t-test against the first row.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder($"## {experiment.Title}\n\n");
        text.Append($"| arm | {string.Join(" | ", experiment.Columns.Select(column => column.Title))} |\n");
        text.Append($"|---|{string.Concat(experiment.Columns.Select(_ => "---|"))}\n");
        foreach (Arm arm in experiment.Arms)
        {
            text.Append($"| **{arm.Name}** | {string.Join(" | ", experiment.Columns.Select(column => Cell(arm, column)))} |\n");
            if (experiment.Paper.TryGetValue(arm.Name, out double[]? paper))
                text.Append($"| paper | {string.Join(" | ", paper.Select(value => value.ToString(value < 1 ? "0.000" : "0.00", CultureInfo.InvariantCulture)))} |\n");
        }
        text.Append($"\nMean ± standard deviation of the scans; p: paired t-test against {experiment.Arms[0].Name}.{(experiment.Paper.Count == 0 ? "" : " The paper's numbers are of the whole public data set and its training.")}\n\n");
        foreach (string line in Empty()) text.Append($"- {line}\n");
        return text.ToString();
    }

    /// <summary>Every scan of every arm.</summary>
    public string ToCsv()
    {
        var lines = new List<string> { "arm," + scores[experiment.Arms[0].Name].ToCsv().Split('\n')[0].TrimEnd() };
        foreach (Arm arm in experiment.Arms)
            lines.AddRange(scores[arm.Name].ToCsv().Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => $"{arm.Name},{line.TrimEnd()}"));
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>What was empty, and how often: such scans are scored 0 and with the image's diagonal unless both masks are.</summary>
    private IEnumerable<string> Empty() =>
        from arm in experiment.Arms
        from structure in scores[arm.Name].Structures
        where scores[arm.Name].Rows.Any(row => row.Scores.Structure == structure && row.Scores.EmptyCase != EmptyCase.None)
        select $"{arm.Name}, {structure}: {scores[arm.Name].Ledger(structure)}";

    private string Cell(Arm arm, ResultColumn column)
    {
        MetricTable own = scores[arm.Name], first = scores[experiment.Arms[0].Name];
        string shown = own.Summarize(column.Structure, column.Metric).ToMeanAndDeviation();
        if (arm == experiment.Arms[0]) return shown;
        double p = PairedComparison.Of(arm.Name, own, first, column.Structure, column.Metric).TTest.PValue;
        return double.IsNaN(p) ? shown : shown + (p < 0.001 ? " (p < 0.001)" : string.Create(CultureInfo.InvariantCulture, $" (p {p:0.000})"));
    }
}
