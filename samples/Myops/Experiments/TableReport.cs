using System.Text;

namespace Awsnet.Components.Myops;

/// <summary>A table as files: Markdown for readers, CSV, and every case's scores.</summary>
internal sealed class TableReport(ExperimentFolder folder, PaperTable table, IReadOnlyList<Fold> folds)
{
    /// <summary>Writes what the folds done so far give.</summary>
    public void Write()
    {
        var scores = Read();
        TextFile.Write(folder.TableFile(table, ".md"), Markdown(scores));
        TextFile.Write(folder.TableFile(table, ".csv"), TableCsv.Of(table, scores));
        TextFile.Write(folder.TableFile(table, "-cases.csv"), TableCsv.OfCases(table, scores));
    }

    /// <summary>Shows the table and says where its files are.</summary>
    public void Show(AppConsole console)
    {
        console.WriteLine("");
        console.WriteLine(Markdown(Read()));
        console.WriteLine($"Table:  {folder.TableFile(table, ".md")}");
        console.WriteLine($"Values: {folder.TableFile(table, ".csv")}");
        console.WriteLine($"Cases:  {folder.TableFile(table, "-cases.csv")}");
    }

    private Dictionary<string, ArmScores> Read() => table.ArmsNeeded
        .Select(arm => ArmScoring.Read(folder, arm, folds)).Where(arm => arm.Scores.Count > 0).ToDictionary(arm => arm.Arm.Id);

    private string Markdown(IReadOnlyDictionary<string, ArmScores> scores)
    {
        var text = new StringBuilder();
        text.Append($"# Table {table.Name}: {table.Title}\n\n").Append(Origin(scores));
        if (!table.IsOfPaper) text.Append('\n').Append(ChoiceTable.Markdown(table, scores));
        if (table.Rows.Count == 0) text.Append('\n').Append(Tests(scores));
        else foreach (var target in table.Targets) text.Append($"\n## {target}\n\n").Append(Rows(target, scores));
        text.Append(Comparisons(scores))
            .Append(Ledger(scores))
            .Append(Ventricles())
            .Append(StageCost.Markdown(folder, table.ArmsNeeded, folds, table.IsOfPaper))
            .Append(Foot(scores));
        return text.ToString();
    }

    private string Origin(IReadOnlyDictionary<string, ArmScores> scores)
    {
        var record = folder.Record;
        long[] seeds = [.. folds.Select(fold => fold.Seed).Distinct()];
        return
            $"Ours: preset {record.Preset}, {record.Cases.Count} patients in {record.Folds} folds, " +
            $"{(seeds.Length == 1 ? $"seed {seeds[0]}" : $"seeds {seeds[0]} to {seeds[^1]}")}, " +
            $"{record.Device}, {record.Compute}; each patient is held out once a seed, and counts by the mean over the seeds. " +
            Shared(scores) + (table.IsOfPaper
                ? "Paper: its 20 test cases. The patients differ, so compare rows with rows rather than numbers with numbers.\n"
                : "");
    }

    /// <summary>What the arms have in common; a row of fewer seeds is no match for the mean of another.</summary>
    private static string Shared(IReadOnlyDictionary<string, ArmScores> scores)
    {
        var most = scores.Values.Select(arm => arm.Results).DefaultIfEmpty().Max();
        string[] fewer =
            [.. scores.Values.Where(arm => arm.Results < most).Select(arm => $"{arm.Arm.Title}: {arm.Results} of {most} results")];
        return fewer.Length == 0
            ? "All arms share folds, seeds and the fold's CASN.\n"
            : $"All arms share the fold's CASN. **Not all arms are run on all folds and seeds ({string.Join(", ", fewer)})**: " +
                "compare those by the paired tests, which take what both have, not by their means.\n";
    }

    private string Rows(string target, IReadOnlyDictionary<string, ArmScores> scores)
    {
        var text = new StringBuilder(TableText.Heading(["", .. Columns(metric => metric.Title, _ => "paper"), "n"]));
        foreach (var row in table.Rows)
        {
            var ours = row.ArmId is { } id ? scores.GetValueOrDefault(id) : null;
            text.Append(TableText.Row([
                row.Title,
                .. Columns(
                    metric => ours is null ? "not run" : TableText.MeanAndDeviation(ours.Summarize(target, metric), metric),
                    metric => TableText.MeanAndDeviation(Paper(row, target, metric.Key), Paper(row, target, $"{metric.Key}_std"))),
                ours is null ? TableText.None : $"{ours.Values(target, TableMetric.Dice).Length}",
            ]));
        }

        return text.ToString();
    }

    /// <summary>A cell of ours for each metric, and one of the paper's beside it where the table is the paper's.</summary>
    private IEnumerable<string> Columns(Func<TableMetric, string> ours, Func<TableMetric, string> paper) =>
        table.Metrics.SelectMany(metric => table.IsOfPaper ? new[] { ours(metric), paper(metric) } : [ours(metric)]);

    private string? Paper(TableRow row, string target, string column) =>
        row.PaperRow is { } name ? PaperNumbers.Cell(table.Number, name, target, column) : null;

    /// <summary>The paper's layout of a table of tests.</summary>
    private string Tests(IReadOnlyDictionary<string, ArmScores> scores)
    {
        var text = new StringBuilder(
            TableText.Heading(["p", .. ArmScores.Targets.SelectMany(target => new[] { $"{target}: Dice", "paper", "HD", "paper" }), "n"]));
        foreach (var one in table.Comparisons)
        {
            var tests = Compare(one, scores);
            text.Append(TableText.Row([
                one.Name,
                .. ArmScores.Targets.SelectMany((target, i) => new[]
                {
                    Shown(tests, 2 * i), PaperNumbers.Cell(table.Number, one.Name, target, "p_dice") ?? TableText.None,
                    Shown(tests, (2 * i) + 1), PaperNumbers.Cell(table.Number, one.Name, target, "p_hd") ?? TableText.None,
                }),
                tests is null ? TableText.None : $"{tests[0].Pairs}",
            ]));
        }

        return text.ToString();

        static string Shown(IReadOnlyList<PairedComparison>? tests, int index) =>
            tests is null ? "not run" : TableText.Probability(tests[index].TTest.PValue);
    }

    /// <summary>Scar's Dice and HD, then those of scar and edema; null where an arm was not run.</summary>
    internal static IReadOnlyList<PairedComparison>? Compare(TableComparison one, IReadOnlyDictionary<string, ArmScores> scores) =>
        scores.TryGetValue(one.First, out var first) && scores.TryGetValue(one.Second, out var second)
            ? [.. ArmScores.Targets.SelectMany(target => new[] { TableMetric.Dice, TableMetric.Hausdorff }
                .Select(metric => ArmScores.Compare(one.Name, first, second, target, metric)))]
            : null;

    private string Comparisons(IReadOnlyDictionary<string, ArmScores> scores)
    {
        PairedComparison[] all = [.. table.Comparisons.SelectMany(one => Compare(one, scores) ?? [])];
        return all.Length == 0
            ? ""
            : $"\n## Paired tests\n\nDifference: the first named minus the second, patient by patient, with its bootstrap " +
                $"interval; Holm over this table.\n\n{new ComparisonTable(all).ToMarkdown()}";
    }

    private string Ledger(IReadOnlyDictionary<string, ArmScores> scores)
    {
        var text = new StringBuilder("\n## Empty masks\n\n")
            .Append(TableText.Heading(["arm", "target", "results", "both empty", "missed", "hallucinated"]));
        foreach (var arm in table.ArmsNeeded)
        {
            if (!scores.TryGetValue(arm.Id, out var found)) continue;
            foreach (var target in ArmScores.Targets)
            {
                var ledger = found.Ledger(target);
                text.Append(TableText.Row(
                    [arm.Title, target, $"{ledger.Count}", $"{ledger.BothEmpty}", $"{ledger.Missed}", $"{ledger.Hallucinated}"]));
            }
        }

        var rules = new SegmentationMetricsOptions().WhenEmpty;
        text.Append(
            $"\nWhat they count as: Dice and Jaccard {Rule(rules.Dice, 1)}; distances {Rule(rules.Hausdorff, 0)}. They are in " +
            $"the means above.\n\n");
        foreach (var line in scores.Values.SelectMany(arm => arm.Conventions).Distinct())
            text.Append($"- measured by: {line}\n");
        return text.ToString();

        static string Rule(EmptyRule rule, int perfect) =>
            $"{Value(rule.BothEmpty, perfect)} when both are empty, {Value(rule.Missed, perfect)} when missed, " +
            $"{Value(rule.Hallucinated, perfect)} when hallucinated";

        static string Value(EmptyPolicy policy, int perfect) => policy switch
        {
            EmptyPolicy.Perfect => $"{perfect}",
            EmptyPolicy.Worst => $"{1 - perfect}",
            EmptyPolicy.ImageDiagonal => "the image's diagonal",
            _ => policy.ToString(),
        };
    }

    private string Ventricles()
    {
        var dice = MetricSummary.Of([.. ArmScoring.ReadVentricles(folder, folds)]);
        return dice.Count == 0
            ? ""
            : $"\nCASN, the same for all arms: Dice of the left ventricle in {dice.Count} held-out cases " +
                $"{Numbers.MeanAndDeviation(dice)}.\n";
    }

    private string Foot(IReadOnlyDictionary<string, ArmScores> scores)
    {
        var text = new StringBuilder("\n## Arms\n\n");
        foreach (var arm in table.ArmsNeeded)
            text.Append($"- {arm.Title} ({arm.Id}): {arm.Meaning}{(scores.ContainsKey(arm.Id) ? "" : "; not run")}.\n");
        foreach (var note in table.Notes) text.Append($"- {note}\n");
        var kept = folder.Record.Options.Fine.KeepBest ? "the one that did best on the fold's own validation cases" : "the last one";
        text.Append($"- Arms without auto-weighted epochs train as many epochs with fixed weights. The network kept is {kept}.\n");
        return text.ToString();
    }
}
