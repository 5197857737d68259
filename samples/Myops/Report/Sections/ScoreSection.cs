namespace Awsnet.Components.Myops;

/// <summary>Score tables and box plots.</summary>
internal static class ScoreSection
{
    public static Section? Of(ReportContent content)
    {
        if (!content.IsScored) return null;
        var arms = content.ScoredArms.ToArray();
        return new Section("scores", "Scores", "Scores", Html.Of($"""
            {Warning(content)}
            {Means(arms)}
            <ul class="note">{arms[0].Table.Structures.SelectMany(structure => arms.Select(arm => Html.Of($"<li>{(arms.Length > 1 ? $"{arm.Name}, " : "")}{structure}: {arm.Table.Ledger(structure).ToString()}</li>")))}</ul>
            <div class="charts">{arms[0].Table.Structures.Select(structure => Box(structure, arms))}</div>
            {Comparisons(arms)}
            <h3>Volumes</h3>
            <div class="charts">{arms[0].Table.Structures.Where(structure => structure != PredictionScores.Ventricle).Select(structure => Volumes(structure, content))}</div>
            <h3>Cases, best first</h3>
            <p class="note">Volumes as predicted, in brackets as annotated; scar % is the predicted part of the left ventricle's myocardium.</p>
            {Cases(content)}
            <p class="note">Each case is measured as a volume. Surfaces: voxels with a face outside; HD: the greatest distance; HD95: the greater of the two 95th percentiles; ASSD: the mean over both surfaces. Where truth and prediction are both empty, Dice is 1 and distances are 0; where one is, Dice is 0 and distances are the diagonal of the image.</p>
            """));
    }

    private static Html Warning(ReportContent content)
    {
        int training = content.Outcomes.Count(outcome => outcome.Use == CaseUse.Training),
            validation = content.Outcomes.Count(outcome => outcome.Use == CaseUse.Validation);
        return training > 0
            ? Html.Of($"""<p class="warning"><strong>Networks saw these cases in training.</strong> {training} of the {content.Outcomes.Count} scores are of cases that their run was trained on, because there were no others: they say how well it remembers, not how well it will do.</p>""")
            : validation > 0
            ? Html.Of($"""<p class="hint">{validation} of the {content.Outcomes.Count} scores are of validation cases: no weight was fitted to them{(content.Runs.Any(run => run.Record.Options.Fine.KeepBest) ? ", but the networks that did best on them were kept, so they flatter" : "")}. Cases that a run was trained on are left out.</p>""")
            : Html.Of($"""<p class="note">No run has seen a case that it is scored on.</p>""");
    }

    private static Html Means((string Name, MetricTable Table)[] arms) => new PageTable(
        "Mean scores",
        ["Structure", .. arms.Length > 1 ? ["Arm"] : Array.Empty<string>(), .. arms[0].Table.Columns.Select(column => column.Title), "n"])
    {
        Words = arms.Length > 1 ? [1] : [],
        Rows =
        [
            .. from structure in arms[0].Table.Structures
               from arm in arms
               select (IReadOnlyList<Html>)
               [
                   PageTable.Text(structure), .. arms.Length > 1 ? [PageTable.Text(arm.Name)] : Array.Empty<Html>(),
                   .. arm.Table.Columns.Select((column, i) => Html.Of(
                       $"<span class=\"{(i == 0 ? "main" : "")}\">{Mean(arm.Table, structure, column)}</span>")),
                   Html.Of($"{arm.Table.Values(structure, MetricColumn.Dice).Count}"),
               ],
        ],
    }.ToHtml();

    private static string Mean(MetricTable table, string structure, MetricColumn column) =>
        Numbers.MeanAndDeviation(table.Summarize(structure, column), column.Title.Contains("mm") ? 1 : 3);

    private static Html Box(string structure, (string Name, MetricTable Table)[] arms) => new Chart(
        "box", $"Dice of {structure}", string.Join(" ", arms.Select(arm =>
    {
        var dice = arm.Table.Summarize(structure, MetricColumn.Dice);
        return
            $"{arm.Name}: median {Numbers.Score(dice.Median)}, quartiles {Numbers.Score(dice.LowerQuartile)} and " +
            $"{Numbers.Score(dice.UpperQuartile)}, from {Numbers.Score(dice.Minimum)} to {Numbers.Score(dice.Maximum)}.";
    })))
    {
        Of = structure,
        Note = "A dot a case; box: quartiles and median; whiskers: to the last case within 1.5 box lengths.",
    }.ToHtml();

    private static Html Volumes(string structure, ReportContent content) => new Chart("volumes", $"Volume of {structure}, ml",
        $"Predicted against annotated volume of {structure}, a dot a case: " + string.Join("; ", content.Outcomes
            .Where(outcome => outcome.Volumes.ScarMl is not null)
            .Select(outcome => (outcome.Case.Id, Scores: outcome.Of(structure))).Where(entry => entry.Scores is not null).Take(40)
            .Select(entry => $"{entry.Id} {Numbers.Tenths(entry.Scores!.PredictedSizeMm / 1000)} " +
                $"for {Numbers.Tenths(entry.Scores.ActualSizeMm / 1000)}")) + ".")
    {
        Of = structure,
        Note = "On the line, as much is marked as was annotated. Where no ventricle was found, there is no dot.",
    }.ToHtml();

    /// <summary>Paired tests of each arm against the first, over the cases that both have.</summary>
    private static Html Comparisons((string Name, MetricTable Table)[] arms)
    {
        if (arms.Length < 2) return Html.Empty;
        var rows =
            from structure in arms[0].Table.Structures
            from arm in arms.Skip(1)
            select Comparison(structure, arms[0], arm);
        return Html.Of($"""
            <h3>Arms compared</h3>
            {new PageTable("Paired comparisons", ["Structure", "Arm", "Dice against the first arm", "95 % interval", "p (paired t-test)", "Cases"]) { Words = [1], Rows = [.. rows] }.ToHtml()}
            """);
    }

    private static IReadOnlyList<Html> Comparison(
        string structure, (string Name, MetricTable Table) first, (string Name, MetricTable Table) second)
    {
        var before = Dice(first.Table, structure);
        var after = Dice(second.Table, structure);
        string[] both = [.. before.Keys.Where(after.ContainsKey)];
        var compared = PairedComparison.Of(structure, [.. both.Select(id => before[id])], [.. both.Select(id => after[id])]);
        return
        [
            PageTable.Text(structure), Html.Of($"{second.Name} − {first.Name}"), Html.Of($"{compared.MeanDifference:+0.000;−0.000;0.000}"),
            Html.Of($"{compared.DifferenceInterval.Lower:+0.000;−0.000;0.000} to {compared.DifferenceInterval.Upper:+0.000;−0.000;0.000}"),
            PageTable.Text(TableText.Probability(compared.TTest.PValue)), Html.Of($"{both.Length}"),
        ];

        static Dictionary<string, double> Dice(MetricTable table, string structure) => table.Rows
            .Where(row => row.Scores.Structure == structure).ToDictionary(row => row.Case, row => row.Scores.Overlap.Dice);
    }

    private static Html Cases(ReportContent content) => new PageTable(
        "Scores by case",
        [
            "Case", .. Several(content, "Arm"), "Seen", "Dice scar", "Dice scar+edema", "Dice ventricle", "Scar ml (truth)",
            "Scar+edema ml (truth)", "Scar %", "Remark",
        ])
    {
        Words = content.Arms.Count > 1 ? [1, 2, 9] : [1, 8],
        Rows =
        [
            .. content.Outcomes.Where(outcome => outcome.Scores.Count > 0).OrderByDescending(outcome => outcome.MeanDice)
                .Select(outcome => (IReadOnlyList<Html>)
            [
                PageTable.Text(outcome.Case.Id), .. Several(content, outcome.Arm).Select(PageTable.Text), PageTable.Text(Seen(outcome.Use)),
                Dice(outcome, "scar"), Dice(outcome, "scar+edema"), Dice(outcome, PredictionScores.Ventricle),
                Volume(outcome, "scar"), Volume(outcome, "scar+edema"),
                outcome.Volumes.ScarPercent is { } percent ? Html.Of($"{percent:0}") : PageTable.Text("–"),
                PageTable.Text(outcome.Volumes.Notes),
            ]),
        ],
    }.ToHtml();

    /// <summary>A column that only pages with several arms have.</summary>
    private static string[] Several(ReportContent content, string cell) => content.Arms.Count > 1 ? [cell] : [];

    private static string Seen(CaseUse use) => use switch { CaseUse.Unseen => "no", CaseUse.Validation => "validation", _ => "training" };

    private static Html Dice(CaseOutcome outcome, string structure) => Html.Of($"{Numbers.Score(outcome.Of(structure)!.Overlap.Dice)}");

    private static Html Volume(CaseOutcome outcome, string structure) => outcome.Of(structure) is { } scores
        ? Html.Of($"{Predicted(outcome, scores)} ({Numbers.Tenths(scores.ActualSizeMm / 1000)})")
        : Html.Empty;

    private static string Predicted(CaseOutcome outcome, MaskScores scores) =>
        Numbers.Tenths(outcome.Volumes.ScarMl is null ? null : scores.PredictedSizeMm / 1000);
}
