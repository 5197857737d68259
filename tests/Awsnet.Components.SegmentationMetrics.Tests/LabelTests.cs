namespace Awsnet.Components.Tests;

public class LabelTests
{
    private static readonly MaskGrid Grid = MaskGrid.Plane(2, 4);

    [Fact]
    public void Structures_are_labels_taken_together()
    {
        short[] truth = [0, 200, 1220, 2221, 2221, 500, 600, 0];
        short[] prediction = [0, 1220, 2221, 2221, 0, 500, 600, 0];

        var scores = SegmentationMetrics.EvaluateLabels<short>(prediction, truth, Grid, LabelScheme.Myops);

        scores.Select(score => score.Structure).Should().Equal("scar", "scar+edema");
        // Scar: predicted {2, 3}, true {3, 4}. Scar + edema: predicted {1, 2, 3}, true {2, 3, 4}.
        scores[0].Counts.Should().Be(new ConfusionCounts(1, 1, 1, 5));
        scores[1].Counts.Should().Be(new ConfusionCounts(2, 1, 1, 4));
    }

    [Fact]
    public void A_label_that_the_type_cannot_hold_is_simply_absent()
    {
        byte[] map = new byte[8];

        SegmentationMetrics.EvaluateLabels<byte>(map, map, Grid, LabelScheme.Myops).Should().HaveCount(2)
            .And.OnlyContain(score => score.EmptyCase == EmptyCase.BothEmpty);
    }

    [Fact]
    public void An_unknown_label_is_named()
    {
        float[] good = new float[8], bad = [0, 0, 0, 3, 0, 0, 0, 0];

        var act = () => SegmentationMetrics.EvaluateLabels<float>(good, bad, Grid, LabelScheme.Classes(3));

        act.Should().Throw<ArgumentException>().WithMessage("The truth holds 3 at element 3; the known labels are [0, 1, 2].*");
    }

    [Theory]
    [InlineData(1.5f, "The prediction holds 1.5 at element 1; the known labels are [0, 1, 2].*")]
    [InlineData(float.NaN, "The prediction holds NaN at element 1; label maps must be finite.*")]
    [InlineData(float.PositiveInfinity, "The prediction holds Infinity at element 1; label maps must be finite.*")]
    [InlineData(3e9f, "The prediction holds 3E+09 at element 1; the known labels are [0, 1, 2].*")]
    public void A_value_that_is_no_label_is_named(float value, string message)
    {
        float[] bad = [0, value, 0, 0, 0, 0, 0, 0], good = new float[8];

        var act = () => SegmentationMetrics.EvaluateLabels<float>(bad, good, Grid, LabelScheme.Classes(3));

        act.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void Voxels_to_ignore_count_in_no_mask()
    {
        var grid = MaskGrid.Volume(2, 2, 4);
        short[] truth = [0, 1, 1, 255, 255, 2, 0, 0, 255, 0, 2, 2, 1, 1, 255, 0];
        short[] prediction = [0, 1, 2, 1, 2, 2, 1, 0, 1, 0, 2, 0, 1, 0, 0, 0];
        byte[] trueOnes = [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0], ones = [0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0];
        var scheme = LabelScheme.Classes(3, ignoreLabel: 255);

        var scores = SegmentationMetrics.EvaluateLabels<short>(prediction, truth, grid, scheme);
        var slices = SegmentationMetrics.EvaluateLabelSlices<short>(prediction, truth, grid, scheme);

        // Structure 1 by hand: true {1, 2, 12, 13}, predicted {1, 6, 12}; 4 of the 16 voxels are left out.
        scores[0].Counts.Should().Be(new ConfusionCounts(2, 1, 2, 7));
        scores[0].Overlap.Specificity.Should().Be(7 / 8.0);
        scores[0].Surface.AssdMm.Should().Be(SegmentationMetrics.Evaluate(ones, trueOnes, grid).Surface.AssdMm);
        // True {5, 10, 11}, predicted {2, 5, 10}.
        scores[1].Counts.Should().Be(new ConfusionCounts(2, 1, 1, 8));
        slices.Take(2).Select(slice => slice.Counts).Should().Equal(new ConfusionCounts(1, 1, 1, 3), new ConfusionCounts(1, 0, 1, 4));

        var matrix = new ConfusionMatrix(scheme);
        matrix.Update<short>(prediction, truth);
        matrix.Total.Should().Be(12);
        matrix.Counts(scheme.Groups[0]).Should().Be(scores[0].Counts);
    }

    [Fact]
    public void A_label_to_ignore_is_the_truth_s_and_no_structure_s()
    {
        byte[] good = new byte[8], marked = [0, 0, 255, 0, 0, 0, 0, 0];
        var scheme = LabelScheme.Classes(3, ignoreLabel: 255);

        FluentActions.Invoking(() => SegmentationMetrics.EvaluateLabels<byte>(marked, good, Grid, scheme)).Should()
            .Throw<ArgumentException>().WithMessage("The prediction holds 255 at element 2; the known labels are [0, 1, 2].*");
        FluentActions.Invoking(() => LabelScheme.Classes(3, ignoreLabel: 2)).Should().Throw<ArgumentException>()
            .WithMessage("IgnoreLabel is 2, a label of structure '2'; choose one that no structure has.*");
    }

    [Fact]
    public void Label_slices_come_structure_by_structure()
    {
        var grid = MaskGrid.Volume(2, 2, 2);
        int[] map = [0, 1, 1, 0, 2, 2, 0, 0];

        var scores = SegmentationMetrics.EvaluateLabelSlices<int>(map, map, grid, LabelScheme.Classes(3));

        scores.Select(score => (score.Structure, score.Slice, score.EmptyCase)).Should().Equal(
            ("1", 0, EmptyCase.None), ("1", 1, EmptyCase.BothEmpty), ("2", 0, EmptyCase.BothEmpty), ("2", 1, EmptyCase.None));
    }
}
