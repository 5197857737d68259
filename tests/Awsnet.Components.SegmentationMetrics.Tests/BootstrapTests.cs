namespace Awsnet.Components.Tests;

public class BootstrapTests
{
    [Fact]
    public void The_interval_is_that_of_the_definition_on_a_sample_small_enough_to_count()
    {
        // Means of two draws from {0, 1}: 0, ½, 1 with shares ¼, ½, ¼. A 60 % interval cuts 20 % off each end: 0 to 1;
        // a 40 % interval cuts 30 %: ½ to ½.
        var wide = MetricSummary.Of([0, 1], new MetricSummaryOptions { Confidence = 0.6, Resamples = 4000 }).MeanInterval;
        var narrow = MetricSummary.Of([0, 1], new MetricSummaryOptions { Confidence = 0.4, Resamples = 4000 }).MeanInterval;

        wide.Should().Be(new ConfidenceInterval(0, 1, 0.6));
        narrow.Should().Be(new ConfidenceInterval(0.5, 0.5, 0.4));
    }

    [Fact]
    public void Equal_seeds_give_equal_intervals()
    {
        double[] values = [.. Enumerable.Range(1, 25).Select(i => Math.Sqrt(i))];
        var one = MetricSummary.Of(values, new MetricSummaryOptions { Seed = 3 });

        MetricSummary.Of(values, new MetricSummaryOptions { Seed = 3 }).MeanInterval.Should().Be(one.MeanInterval);
        MetricSummary.Of(values, new MetricSummaryOptions { Seed = 4 }).MeanInterval.Should().NotBe(one.MeanInterval);
    }

    [Fact]
    public void A_95_percent_interval_covers_the_mean_about_that_often()
    {
        // 40 uniform values: mean ½. The percentile bootstrap at n = 40 covers a little less than it says (about 0.94).
        var random = new Random(7);
        var trials = Effort.Pick(400, 4000);
        var covered = Enumerable.Range(0, trials).Count(trial =>
        {
            var values = Enumerable.Range(0, 40).Select(_ => random.NextDouble()).ToArray();
            var interval = MetricSummary.Of(values, new MetricSummaryOptions { Seed = trial, Resamples = 500 }).MeanInterval;
            return interval.Lower <= 0.5 && interval.Upper >= 0.5;
        });

        ((double)covered / trials).Should().BeInRange(0.90, 0.98);
    }

    [Theory]
    [InlineData(1.0, 100, "Confidence is 1; it must lie between 0 and 1, both excluded.")]
    [InlineData(0.9, 0, "Resamples is 0; at least 1 is needed.")]
    public void Settings_out_of_range_are_named(double confidence, int resamples, string message)
    {
        var act = () => MetricSummary.Of([1], new MetricSummaryOptions { Confidence = confidence, Resamples = resamples });

        act.Should().Throw<ArgumentException>().WithMessage(message);
    }
}
