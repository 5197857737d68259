namespace Awsnet.Components.Tests;

public class MetricSummaryTests
{
    [Fact]
    public void Moments_and_quartiles_follow_their_formulas()
    {
        // 1 … 5 and 9: mean 4, Σ(x − 4)² = 9 + 4 + 1 + 0 + 1 + 25 = 40, s = √8; quartiles at ranks 1.25, 2.5, 3.75.
        var summary = MetricSummary.Of([5, 1, 9, 3, double.NaN, 2, 4]);

        summary.Count.Should().Be(6);
        summary.NotANumber.Should().Be(1);
        summary.Mean.Should().Be(4);
        summary.StandardDeviation.Should().BeApproximately(Math.Sqrt(8), 1e-15);
        summary.Minimum.Should().Be(1);
        summary.LowerQuartile.Should().Be(2.25);
        summary.Median.Should().Be(3.5);
        summary.UpperQuartile.Should().Be(4.75);
        summary.Maximum.Should().Be(9);
        summary.ToMeanAndDeviation(2).Should().Be("4.00 ± 2.83");
    }

    [Fact]
    public void Infinite_values_show_in_the_mean()
    {
        var summary = MetricSummary.Of([1, double.PositiveInfinity]);

        summary.Mean.Should().Be(double.PositiveInfinity);
        summary.Infinite.Should().Be(1);
        summary.StandardDeviation.Should().Be(double.NaN);
    }

    [Fact]
    public void Nothing_to_summarize_is_not_a_number()
    {
        var summary = MetricSummary.Of([]);

        summary.Count.Should().Be(0);
        summary.Mean.Should().Be(double.NaN);
        summary.Median.Should().Be(double.NaN);
        summary.MeanInterval.Lower.Should().Be(double.NaN);
    }
}
