namespace Awsnet.Components.Tests;

public class OverlapScoresTests
{
    [Fact]
    public void Scores_follow_their_formulas()
    {
        // TP 6, FP 2, FN 3, TN 9: Dice 12/17, Jaccard 6/11, sensitivity 6/9, specificity 9/11, precision 6/8, (8 − 9)/9.
        var scores = OverlapScores.Of(new ConfusionCounts(6, 2, 3, 9));

        scores.Should().Be(new OverlapScores(12 / 17.0, 6 / 11.0, 6 / 9.0, 9 / 11.0, 6 / 8.0, -1 / 9.0));
    }

    [Fact]
    public void Counts_of_parts_add_up_to_those_of_the_whole()
    {
        var grid = MaskGrid.Volume(5, 33, 47);
        var prediction = RandomMasks.Noise(grid, 1, 0.3);
        var truth = RandomMasks.Noise(grid, 2, 0.4);

        var whole = SegmentationMetrics.Evaluate(prediction, truth, grid).Counts;
        var parts = SegmentationMetrics.EvaluateSlices(prediction, truth, grid)
            .Aggregate(default(ConfusionCounts), (sum, slice) => sum + slice.Counts);

        parts.Should().Be(whole);
        whole.Should().Be(new ConfusionCounts(
            Count((p, t) => p && t), Count((p, t) => p && !t), Count((p, t) => !p && t), Count((p, t) => !p && !t)));

        long Count(Func<bool, bool, bool> outcome) => prediction.Zip(truth).Count(pair => outcome(pair.First, pair.Second));
    }

    [Fact]
    public void Any_non_zero_byte_is_foreground()
    {
        byte[] prediction = [0, 255, 2, 0], truth = [0, 1, 0, 7];

        SegmentationMetrics.Evaluate(prediction, truth, MaskGrid.Plane(2, 2)).Counts.Should().Be(new ConfusionCounts(1, 1, 1, 1));
    }
}
