namespace Awsnet.Components.Myops;

/// <summary>One of the paper's tables: its rows, what is compared with what, and what the reader should know.</summary>
internal sealed record PaperTable
{
    /// <summary>1 to 8; 0 for the table of <see cref="Choices"/>.</summary>
    public required int Number { get; init; }

    /// <summary>What <c>--table</c> and its files call it.</summary>
    public string Name => IsOfPaper ? $"{Number}" : Choices.Name;

    public required string Title { get; init; }

    /// <summary>Whether the paper has such a table.</summary>
    public bool IsOfPaper => Number != 0;

    /// <summary>Rows of scores; none in a table of tests.</summary>
    public IReadOnlyList<TableRow> Rows { get; init; } = [];

    public IReadOnlyList<TableMetric> Metrics { get; init; } = TableMetric.All;

    /// <summary>The arm that all others of the rows are tested against; null for none.</summary>
    public string? Reference { get; init; }

    /// <summary>Paired tests, of Dice and Hausdorff distance: of the rows, or of a table that has no others.</summary>
    public IReadOnlyList<TableComparison> Comparisons
    {
        get => Reference is null ? field : [.. Rows.Select(row => row.Arm).OfType<Arm>().Where(arm => arm.Id != Reference)
            .Select(arm => new TableComparison($"{arm.Title} vs. {Rows.First(row => row.ArmId == Reference).Title}", Reference, arm.Id))];
        init;
    } = [];

    /// <summary>Whether the mean of both targets' Dice is a target too.</summary>
    public bool WithAverage { get; init; }

    /// <summary>What the rows are scored by.</summary>
    public IReadOnlyList<string> Targets => WithAverage ? [.. ArmScores.Targets, ArmScores.Average] : ArmScores.Targets;

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The arms to train, each once.</summary>
    public IReadOnlyList<Arm> ArmsNeeded => [.. Rows.Select(row => row.Arm).OfType<Arm>()
        .Concat(Comparisons.SelectMany(one => new[] { one.First, one.Second })
            .Where(id => Rows.All(row => row.ArmId != id)).Select(Arms.Named))
        .DistinctBy(arm => arm.Id)];
}
