using System.Text;

namespace Awsnet.Components.Myops;

/// <summary>A table's values for programs.</summary>
internal static class TableCsv
{
    /// <summary>A line a row, target and metric; the tests' p-values as metrics <c>p_dice</c> and <c>p_hd</c>.</summary>
    public static string Of(PaperTable table, IReadOnlyDictionary<string, ArmScores> scores)
    {
        var text = new StringBuilder("table,row,arm,target,metric,n,ours,ours_std,paper,paper_std\n");
        foreach (var row in table.Rows)
        {
            foreach (var (target, metric) in table.Targets.SelectMany(target => table.Metrics.Select(metric => (target, metric))))
            {
                var ours = row.ArmId is { } id && scores.TryGetValue(id, out var found) ? found.Summarize(target, metric) : null;
                text.Append(Line(
                    table, row.Title, row.ArmId, target, metric.Key,
                    ours?.Count, ours?.Mean, ours?.StandardDeviation,
                    Paper(row.PaperRow, metric.Key), Paper(row.PaperRow, $"{metric.Key}_std")));

                string? Paper(string? name, string column) => name is null ? null : PaperNumbers.Cell(table.Number, name, target, column);
            }
        }

        foreach (var one in table.Comparisons)
        {
            var tests = TableReport.Compare(one, scores);
            for (var i = 0; i < 4; i++)
            {
                string target = ArmScores.Targets[i / 2], metric = i % 2 == 0 ? "p_dice" : "p_hd";
                text.Append(Line(
                    table, one.Name, $"{one.Second}:{one.First}", target, metric,
                    tests?[i].Pairs, tests?[i].TTest.PValue, null, PaperNumbers.Cell(table.Number, one.Name, target, metric), null));
            }
        }

        return text.ToString();
    }

    /// <summary>A line an arm, seed, case and target.</summary>
    public static string OfCases(PaperTable table, IReadOnlyDictionary<string, ArmScores> scores)
    {
        var text = new StringBuilder("arm,seed,fold,case,target,dice,jaccard,hd_mm,hd95_mm,asd_mm,empty\n");
        foreach (var arm in table.ArmsNeeded)
        {
            if (!scores.TryGetValue(arm.Id, out var found)) continue;
            foreach (var score in found.Scores)
            {
                var empty = score.Empty == EmptyCase.None ? "" : score.Empty.ToString();
                double[] values = [score.Dice, score.Jaccard, score.Hausdorff, score.Hausdorff95, score.SurfaceDistance];
                text.Append($"{arm.Id},{score.Seed},{score.Fold},{CsvLine.Quoted(score.Case)},{score.Target},")
                    .AppendJoin(',', values.Select(TableText.Exact)).Append($",{empty}\n");
            }
        }

        return text.ToString();
    }

    private static string Line(
        PaperTable table, string row, string? arm, string target, string metric, int? n, double? ours, double? deviation, string? paper,
        string? paperDeviation) =>
        $"{table.Number},{CsvLine.Quoted(row)},{arm},{target},{metric},{n},{Shown(ours)},{Shown(deviation)},{paper},{paperDeviation}\n";

    private static string Shown(double? value) => value is { } number ? TableText.Exact(number) : "";
}
