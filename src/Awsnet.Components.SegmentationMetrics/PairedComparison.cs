namespace Awsnet.Components;

/// <summary>Two methods on the same cases: how they differ in one metric of one structure.</summary>
public sealed record PairedComparison
{
    /// <summary>What is compared, such as <c>PAM against Base: scar, Dice</c>.</summary>
    /// <value>Free text.</value>
    public required string Name { get; init; }

    /// <summary>Pairs without NaN.</summary>
    /// <value>At least 0.</value>
    public required int Pairs { get; init; }

    /// <summary>Mean of second − first.</summary>
    /// <value>NaN without pairs.</value>
    public required double MeanDifference { get; init; }

    /// <summary>Percentile bootstrap interval of the mean difference.</summary>
    /// <value>Both ends NaN without pairs.</value>
    public required ConfidenceInterval DifferenceInterval { get; init; }

    /// <summary>Student's paired t-test.</summary>
    /// <value>Two-sided.</value>
    public required PairedTestResult TTest { get; init; }

    /// <summary>Wilcoxon's signed-rank test.</summary>
    /// <value>Two-sided.</value>
    public required PairedTestResult Wilcoxon { get; init; }

    /// <summary>Compares paired values.</summary>
    /// <param name="name">What is compared.</param>
    /// <param name="first">The values of the first method.</param>
    /// <param name="second">The values of the second, in the same order of cases.</param>
    /// <param name="options">Bootstrap settings; null for the defaults.</param>
    /// <returns>The comparison.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a value is infinite, or an option is out of range.</exception>
    public static PairedComparison Of(
        string name, ReadOnlySpan<double> first, ReadOnlySpan<double> second, MetricSummaryOptions? options = null)
    {
        options ??= new MetricSummaryOptions();
        options.Validate();
        var differences = PairedTests.Differences(second, first);
        return new PairedComparison
        {
            Name = name,
            Pairs = differences.Length,
            MeanDifference = differences.Length == 0 ? double.NaN : differences.Sum() / differences.Length,
            DifferenceInterval = Bootstrap.MeanInterval(differences, options),
            TTest = PairedTests.TTest(second, first),
            Wilcoxon = PairedTests.Wilcoxon(second, first),
        };
    }

    /// <summary>Compares two tables, matching results by case (and slice).</summary>
    /// <param name="name">What is compared.</param>
    /// <param name="first">The results of the first method.</param>
    /// <param name="second">The results of the second, on the same cases in any order.</param>
    /// <param name="structure">The structure's name.</param>
    /// <param name="column">The metric.</param>
    /// <returns>The comparison, with the bootstrap settings of the first table.</returns>
    /// <exception cref="ArgumentException">The tables hold different cases for the structure, none at all, or an infinite
    /// value.</exception>
    public static PairedComparison Of(string name, MetricTable first, MetricTable second, string structure, MetricColumn column)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(column);
        var before = ByCase(first, structure, column);
        var after = ByCase(second, structure, column);
        if (before.Count == 0)
            throw new ArgumentException(
                $"The first table has no result for '{structure}'; it holds [{string.Join(", ", first.Structures)}].", nameof(structure));
        foreach (var missing in before.Keys.Except(after.Keys))
            throw new ArgumentException(
                $"Case '{Describe(missing)}' has a result for '{structure}' in the first table and none in the second; paired tests " +
                "need both.", nameof(second));
        foreach (var missing in after.Keys.Except(before.Keys))
            throw new ArgumentException(
                $"Case '{Describe(missing)}' has a result for '{structure}' in the second table and none in the first; paired tests " +
                "need both.", nameof(first));
        return Of(name, before.Values.ToArray(), [.. before.Keys.Select(key => after[key])], first.SummaryOptions);
    }

    private static Dictionary<(string Case, int? Slice), double> ByCase(MetricTable table, string structure, MetricColumn column) =>
        table.Rows
        .Where(row => row.Scores.Structure == structure)
        .ToDictionary(row => (row.Case, row.Scores.Slice), row => column.Read(row.Scores));

    private static string Describe((string Case, int? Slice) key) =>
        key.Slice is { } slice ? FormattableString.Invariant($"{key.Case}, slice {slice}") : key.Case;
}
