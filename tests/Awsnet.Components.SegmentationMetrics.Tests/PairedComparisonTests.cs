namespace Awsnet.Components.Tests;

public class PairedComparisonTests
{
    private static readonly MaskGrid Grid = MaskGrid.Plane(1, 10);

    [Fact]
    public void Tables_are_matched_by_case_whatever_the_order()
    {
        var first = Table(("a", 2), ("b", 4), ("c", 6));
        var second = Table(("c", 8), ("a", 5), ("b", 4));

        var comparison = PairedComparison.Of("second against first", first, second, "mask", MetricColumn.Dice);

        // Dice of k of 10 pixels: 2k / (k + 10).
        static double Dice(int k) => 2.0 * k / (k + 10);
        comparison.Pairs.Should().Be(3);
        comparison.MeanDifference.Should().BeApproximately((Dice(5) - Dice(2) + Dice(4) - Dice(4) + Dice(8) - Dice(6)) / 3, 1e-15);
        comparison.TTest.Should().Be(PairedTests.TTest([Dice(5), Dice(4), Dice(8)], [Dice(2), Dice(4), Dice(6)]));
        comparison.DifferenceInterval.Lower.Should().BeLessThan(comparison.MeanDifference);
        comparison.DifferenceInterval.Upper.Should().BeGreaterThan(comparison.MeanDifference);
    }

    [Fact]
    public void A_case_in_one_table_only_is_named()
    {
        var act = () => PairedComparison.Of("x", Table(("a", 1), ("b", 2)), Table(("a", 1)), "mask", MetricColumn.Dice);
        var other = () => PairedComparison.Of("x", Table(("a", 1)), Table(("a", 1), ("b", 2)), "mask", MetricColumn.Dice);
        var none = () => PairedComparison.Of("x", Table(("a", 1)), Table(("a", 1)), "scar", MetricColumn.Dice);

        act.Should().Throw<ArgumentException>()
            .WithMessage("Case 'b' has a result for 'mask' in the first table and none in the second; paired tests need both.*");
        other.Should().Throw<ArgumentException>()
            .WithMessage("Case 'b' has a result for 'mask' in the second table and none in the first; paired tests need both.*");
        none.Should().Throw<ArgumentException>().WithMessage("The first table has no result for 'scar'; it holds [mask].*");
    }

    [Fact]
    public void A_table_of_comparisons_is_corrected_as_a_whole()
    {
        var clear = PairedComparison.Of("clear | case", [0.1, 0.2, 0.3, 0.4, 0.5], [0.2, 0.31, 0.39, 0.5, 0.61]);
        var unclear = PairedComparison.Of("unclear", [0.1, 0.2, 0.3, 0.4], [0.2, 0.1, 0.4, 0.35]);

        var table = new ComparisonTable([clear, unclear]);

        table.AdjustedTTest.Should().Equal(HolmCorrection.Adjust([clear.TTest.PValue, unclear.TTest.PValue]));
        table.AdjustedWilcoxon.Should().Equal(HolmCorrection.Adjust([clear.Wilcoxon.PValue, unclear.Wilcoxon.PValue]));
        var lines = table.ToMarkdown(3).Split('\n');
        lines[0].Should().Be("| comparison | n | difference | interval | t-test p | Holm | Wilcoxon p | Holm |");
        // Five positive differences: Wilcoxon p = 2 / 2⁵ = 0.0625.
        lines[2].Should().StartWith("| clear \\| case | 5 | 0.102 | ").And.EndWith(" | 0.062 | 0.125 |");
    }

    private static MetricTable Table(params (string Case, int Pixels)[] cases)
    {
        var table = new MetricTable();
        var truth = Enumerable.Repeat(true, 10).ToArray();
        foreach (var (name, pixels) in cases)
            table.Add(name, SegmentationMetrics.Evaluate(Enumerable.Range(0, 10).Select(i => i < pixels).ToArray(), truth, Grid));
        return table;
    }
}
