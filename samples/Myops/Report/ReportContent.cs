namespace Awsnet.Components.Myops;

/// <summary>All that a page shows.</summary>
internal sealed record ReportContent
{
    public required ReportRequest Request { get; init; }

    public required IReadOnlyList<RunHistory> Runs { get; init; }

    /// <summary>Experiments among the folders named.</summary>
    public IReadOnlyList<ExperimentTables> Experiments { get; init; } = [];

    /// <summary>Predicted cases; empty without data or without a finished run.</summary>
    public IReadOnlyList<CaseOutcome> Outcomes { get; init; } = [];

    /// <summary>The case whose way through the networks is shown, or null.</summary>
    public CaseOutcome? InspectedCase { get; init; }

    /// <summary>What the networks make of it, or null.</summary>
    public CaseInspection? Inspection { get; init; }

    /// <summary>Arms with outcomes, in the order of the runs.</summary>
    public IReadOnlyList<string> Arms => [.. Outcomes.Select(outcome => outcome.Arm).Distinct()];

    /// <summary>The first arm's cases by their mean Dice, best first; those without an annotation alone where no case has one.</summary>
    public List<CaseOutcome> RankedOfFirstArm
    {
        get
        {
            var cases = Outcomes.Where(outcome => outcome.Arm == Outcomes[0].Arm).ToArray();
            var scored = cases.Where(outcome => outcome.Scores.Count > 0).ToArray();
            return [.. (scored.Length > 0 ? scored : cases).OrderByDescending(outcome => outcome.MeanDice)];
        }
    }

    /// <summary>Whether there are scores.</summary>
    public bool IsScored => Outcomes.Any(outcome => outcome.Scores.Count > 0);

    /// <summary>Arms with scores, and these: one that was trained on all annotated cases has none.</summary>
    public IReadOnlyList<(string Name, MetricTable Table)> ScoredArms =>
        [.. Arms.Select(arm => (Name: arm, Table: TableOf(arm))).Where(arm => arm.Table.Structures.Count > 0)];

    /// <summary>An arm's scores as a table.</summary>
    public MetricTable TableOf(string arm)
    {
        var table = new MetricTable();
        foreach (var outcome in Outcomes.Where(outcome => outcome.Arm == arm)) table.Add(outcome.Case.Id, outcome.Scores);
        return table;
    }
}
