namespace Awsnet.Components.Tests;

public class EmptyMaskTests
{
    private static readonly MaskGrid Grid = MaskGrid.Plane(3, 4);
    private static readonly bool[] Empty = new bool[12];
    private static readonly bool[] One = [true, .. new bool[11]];

    [Fact]
    public void By_default_two_empty_masks_agree_perfectly()
    {
        var scores = SegmentationMetrics.Evaluate(Empty, Empty, Grid);

        scores.EmptyCase.Should().Be(EmptyCase.BothEmpty);
        scores.Overlap.Should().Be(new OverlapScores(1, 1, 1, 1, 1, 0));
        scores.Surface.HausdorffMm.Should().Be(0);
        scores.Surface.Hausdorff95Mm.Should().Be(0);
        scores.Surface.AssdMm.Should().Be(0);
        scores.Surface.SurfaceDiceAt(1).Should().Be(1);
    }

    [Fact]
    public void By_default_one_empty_mask_costs_the_image_diagonal()
    {
        // A 3 x 4 image at 1 mm has a diagonal of 5 mm.
        var missed = SegmentationMetrics.Evaluate(Empty, One, Grid);
        var hallucinated = SegmentationMetrics.Evaluate(One, Empty, Grid);

        missed.EmptyCase.Should().Be(EmptyCase.Missed);
        missed.Overlap.Should().Be(new OverlapScores(0, 0, 0, 1, 0, -1));
        missed.Surface.HausdorffMm.Should().Be(5);
        hallucinated.EmptyCase.Should().Be(EmptyCase.Hallucinated);
        hallucinated.Overlap.Should().Be(new OverlapScores(0, 0, 0, 11 / 12.0, 0, double.PositiveInfinity));
        hallucinated.Surface.AssdMm.Should().Be(5);
        hallucinated.Surface.SurfaceDiceAt(1).Should().Be(0);
    }

    [Fact]
    public void Each_policy_gives_its_value()
    {
        MaskScores With(EmptyRule scores, EmptyRule distances) => SegmentationMetrics.Evaluate(
            Empty, One, Grid, new SegmentationMetricsOptions { WhenEmpty = EmptyCasePolicies.Of(scores, distances) });

        var nan = new EmptyRule(EmptyPolicy.NaN, EmptyPolicy.NaN);
        With(nan, nan).Overlap.Dice.Should().Be(double.NaN);
        With(nan, nan).Surface.MasdMm.Should().Be(double.NaN);
        var perfect = new EmptyRule(EmptyPolicy.NaN, EmptyPolicy.Perfect, EmptyPolicy.NaN);
        With(perfect, perfect).Overlap.Jaccard.Should().Be(1);
        With(perfect, perfect).Surface.HausdorffMm.Should().Be(0);
        With(perfect, new EmptyRule(EmptyPolicy.NaN, EmptyPolicy.Infinity)).Surface.Hausdorff95Mm.Should().Be(double.PositiveInfinity);
    }

    [Fact]
    public void Throwing_says_which_metric_and_why()
    {
        var options = new SegmentationMetricsOptions
        {
            WhenEmpty = new EmptyCasePolicies { Hausdorff = new EmptyRule(EmptyPolicy.Perfect, EmptyPolicy.Throw) },
        };

        var act = () => SegmentationMetrics.Evaluate(Empty, One, Grid, options);

        act.Should().Throw<InvalidOperationException>().WithMessage(
            "Hausdorff is undefined because the prediction is empty and the truth is not, and its policy is Throw; choose another policy.");
    }

    [Fact]
    public void The_ledger_counts_what_no_measurement_stands_behind()
    {
        MaskScores[] scores =
        [
            SegmentationMetrics.Evaluate(One, One, Grid), SegmentationMetrics.Evaluate(Empty, Empty, Grid),
            SegmentationMetrics.Evaluate(Empty, One, Grid), SegmentationMetrics.Evaluate(Empty, One, Grid),
            SegmentationMetrics.Evaluate(One, Empty, Grid),
        ];

        var ledger = EmptyCaseLedger.Of(scores);

        ledger.Should().Be(new EmptyCaseLedger(5, 1, 2, 1));
        ledger.Measured.Should().Be(1);
        ledger.ToString().Should().Be("n = 5 (both empty 1, missed 2, hallucinated 1)");
    }
}
