namespace Awsnet.Components.Myops;

/// <summary>One of the paper's tables: its rows, what is compared with what, and what the reader should know.</summary>
internal sealed record PaperTable
{
    /// <summary>1 to 8; 0 for the table of <see cref="Choices"/>.</summary>
    public required int Number { get; init; }

    /// <summary>What <c>--table</c> and its files call it.</summary>
    public string Name => Number == 0 ? Choices.Name : $"{Number}";

    public required string Title { get; init; }

    /// <summary>Rows of scores; none in a table of tests.</summary>
    public IReadOnlyList<TableRow> Rows { get; init; } = [];

    public IReadOnlyList<TableMetric> Metrics { get; init; } = TableMetric.All;

    /// <summary>Paired tests, of Dice and Hausdorff distance.</summary>
    public IReadOnlyList<TableComparison> Comparisons { get; init; } = [];

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
