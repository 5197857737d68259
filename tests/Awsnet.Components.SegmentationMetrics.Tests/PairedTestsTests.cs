namespace Awsnet.Components.Tests;

public class PairedTestsTests
{
    // In 64ths, so that differences are exact: 2, −1, 3, 5, 4, −6, 8, 7, 9, 10, −11, 12.
    private static readonly double[] Before = Scale([40, 47, 36, 52, 31, 43, 46, 39, 54, 42, 34, 45]);
    private static readonly double[] After = Scale([42, 46, 39, 57, 35, 37, 54, 46, 63, 52, 23, 57]);

    [Fact]
    public void The_t_test_equals_SciPys()
    {
        // scipy.stats.ttest_rel(after, before), SciPy 1.10.1.
        var result = PairedTests.TTest(After, Before);

        result.Statistic.Should().BeApproximately(1.7929617200660664, 1e-12);
        result.PValue.Should().BeApproximately(0.10048853282820738, 1e-12);
        result.Pairs.Should().Be(12);
        // scipy.stats.ttest_rel([1, 2, 3, 4, 5], [1.5, 2.4, 3.6, 4.5, 5.5]).
        PairedTests.TTest([1, 2, 3, 4, 5], [1.5, 2.4, 3.6, 4.5, 5.5]).PValue.Should().BeApproximately(9.349274639994492e-05, 1e-15);
    }

    [Fact]
    public void The_signed_rank_test_equals_SciPys_exact_one()
    {
        // scipy.stats.wilcoxon(after, before, mode='exact'): W = 1 + 6 + 11 = 18.
        var result = PairedTests.Wilcoxon(After, Before);

        result.Should().Be(new PairedTestResult(18, 0.10986328125, 12));
    }

    [Fact]
    public void Beyond_fifty_pairs_the_signed_rank_test_equals_SciPys_approximate_one()
    {
        // x = ((7919 i) mod 101) / 16 and y = ((104729 i) mod 97) / 16 for i < 60: three zeros and many ties.
        // scipy.stats.wilcoxon(x, y, mode='approx').
        var x = Enumerable.Range(0, 60).Select(i => 7919 * i % 101 / 16.0).ToArray();
        var y = Enumerable.Range(0, 60).Select(i => 104729 * i % 97 / 16.0).ToArray();

        var result = PairedTests.Wilcoxon(x, y);

        result.Statistic.Should().Be(730.5);
        result.PValue.Should().BeApproximately(0.445543076999515, 1e-9);
        result.Pairs.Should().Be(57);
    }

    [Fact]
    public void With_ties_the_exact_test_counts_every_choice_of_signs()
    {
        double[] differences = [1, -1, 2, 2, -2, 3, 4, 4, 4, -5];
        double[] ranks = [1.5, 1.5, 4, 4, 4, 6, 8, 8, 8, 10];
        var total = ranks.Sum();
        var seen = differences.Zip(ranks).Where(pair => pair.First > 0).Sum(pair => pair.Second);
        var smaller = Math.Min(seen, total - seen);
        var extreme = Enumerable.Range(0, 1 << 10).Count(signs =>
        {
            var positive = ranks.Where((_, i) => (signs >> i & 1) == 1).Sum();
            return Math.Min(positive, total - positive) <= smaller;
        });

        var result = PairedTests.Wilcoxon(differences, new double[10]);

        result.Statistic.Should().Be(smaller);
        result.PValue.Should().BeApproximately(extreme / 1024.0, 1e-15);
    }

    [Fact]
    public void Swapping_the_methods_changes_only_the_sign()
    {
        var one = PairedTests.TTest(Before, After);
        var other = PairedTests.TTest(After, Before);

        one.Statistic.Should().Be(-other.Statistic);
        one.PValue.Should().Be(other.PValue);
        PairedTests.Wilcoxon(Before, After).Should().Be(PairedTests.Wilcoxon(After, Before));
    }

    [Fact]
    public void Pairs_with_NaN_are_left_out()
    {
        PairedTests.TTest([.. After, double.NaN, 1], [.. Before, 1, double.NaN]).Should().Be(PairedTests.TTest(After, Before));
    }

    [Fact]
    public void A_test_that_cannot_be_made_has_no_p_value()
    {
        PairedTests.TTest([1], [2]).PValue.Should().Be(double.NaN);
        PairedTests.TTest([1, 2], [1, 2]).PValue.Should().Be(double.NaN);
        PairedTests.TTest([2, 3], [1, 2]).PValue.Should().Be(0);
        PairedTests.Wilcoxon([1, 2], [1, 2]).Should().Be(new PairedTestResult(double.NaN, double.NaN, 0));
    }

    [Fact]
    public void Infinite_values_and_unequal_lengths_are_refused()
    {
        var infinite = () => PairedTests.TTest([1, double.PositiveInfinity], [1, 2]);
        var lengths = () => PairedTests.Wilcoxon([1], [1, 2]);

        infinite.Should().Throw<ArgumentException>()
            .WithMessage("Pair 1 is (inf, 2); an infinite value has no difference. Choose a finite policy for empty masks, such as " +
            "ImageDiagonal.");
        lengths.Should().Throw<ArgumentException>()
            .WithMessage("There are 1 first values and 2 second ones; paired tests need one of each for every pair.");
    }

    [Fact]
    public void Holm_steps_down()
    {
        // Sorted 0.005, 0.01, 0.03, 0.04: times 4, 3, 2, 1 gives 0.02, 0.03, 0.06, 0.04, and no later one may be smaller.
        HolmCorrection.Adjust([0.01, 0.04, 0.03, double.NaN, 0.005]).Should()
            .Equal([0.03, 0.06, 0.06, double.NaN, 0.02], (a, b) => a.Equals(b) || Math.Abs(a - b) < 1e-15);
        HolmCorrection.Adjust([0.6, 0.7]).Should().Equal(1, 1);
        var outside = () => HolmCorrection.Adjust([1.5]);
        outside.Should().Throw<ArgumentException>().WithMessage("p-value 0 is 1.5; p-values lie in [0, 1].*");
    }

    private static double[] Scale(int[] values) => [.. values.Select(value => value / 64.0)];
}
