namespace Awsnet.Components.Tests;

public class BadInputTests
{
    [Theory]
    [InlineData(new[] { 4 }, new[] { 1.0 }, "Shape is [4]; expected 2 axes [rows, columns] or 3 [depth, rows, columns].*")]
    [InlineData(new[] { 4, 4, 4, 4 }, new[] { 1.0, 1, 1, 1 }, "Shape is [4, 4, 4, 4]; expected 2 axes*")]
    [InlineData(new[] { 4, 4 }, new[] { 1.0 }, "Shape [4, 4] has 2 axes but 1 spacings are given; give one spacing in mm for each axis.*")]
    [InlineData(new[] { 4, 0 }, new[] { 1.0, 1 }, "Shape is [4, 0]; every axis must have a length of at least 1, but axis 1 has 0.*")]
    [InlineData(new[] { 4, 4 }, new[] { 1.0, 0 }, "Spacing of axis 1 is 0 mm; it must be positive and finite.*")]
    [InlineData(new[] { 4, 4 }, new[] { -0.75, 1 }, "Spacing of axis 0 is -0.75 mm; it must be positive and finite.*")]
    [InlineData(new[] { 4, 4 }, new[] { 1, double.NaN }, "Spacing of axis 1 is NaN mm; it must be positive and finite.*")]
    [InlineData(new[] { 4, 4 }, new[] { 1, double.PositiveInfinity }, "Spacing of axis 1 is Infinity mm; it must be positive and finite.*")]
    [InlineData(new[] { 65536, 65536 }, new[] { 1.0, 1 }, "Shape [65536, 65536] has more elements than an array can hold*")]
    public void A_grid_says_what_is_wrong_with_it(int[] shape, double[] spacing, string message)
    {
        var act = () => MaskGrid.Create(shape, spacing);

        act.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void A_grid_of_a_nifti_image_is_turned_around()
    {
        MaskGrid.OfNifti([512, 480, 10], [0.75, 0.8, 12]).Should().Be(MaskGrid.Volume(10, 480, 512, 12, 0.8, 0.75));
        MaskGrid.OfNifti([512, 480, 10, 1], [0.75, 0.8, 12, 0]).Should().Be(MaskGrid.Volume(10, 480, 512, 12, 0.8, 0.75));
        MaskGrid.OfNifti([5, 4], [1, 2]).Should().Be(MaskGrid.Plane(4, 5, 2, 1));
        Refused(() => MaskGrid.OfNifti([5, 4, 3, 2], [1, 1, 1, 1]),
            "A NIfTI image has shape [5, 4, 3, 2] and 4 steps; expected one image of 2 or 3 axes, and a step for each. Give volumes one *");
        Refused(() => MaskGrid.OfNifti([5, 4, 3], [1, 1]), "A NIfTI image has shape [5, 4, 3] and 2 steps*");
        Refused(() => MaskGrid.OfNifti([5], [1]), "A NIfTI image has shape [5]*");
        Refused(() => MaskGrid.OfNifti([5, 4], [1, 0]), "Spacing of axis 0 is 0 mm*");
    }

    [Fact]
    public void Masks_must_lie_on_the_grid()
    {
        var grid = MaskGrid.Volume(2, 3, 4, 12, 0.75, 0.75);
        var unequal = () => SegmentationMetrics.Evaluate(new bool[24], new bool[23], grid);
        var other = () => SegmentationMetrics.EvaluateSlices(new bool[25], new bool[25], grid);
        var none = () => SegmentationMetrics.Evaluate([true], [true], default);

        unequal.Should().Throw<ArgumentException>()
            .WithMessage("The prediction has 24 elements but the truth has 23; both must lie on the same grid (2 x 3 x 4 at 12 x 0.75 x " +
            "0.75 mm, 24 elements).");
        other.Should().Throw<ArgumentException>()
            .WithMessage("The masks have 25 elements but the grid is 2 x 3 x 4 at 12 x 0.75 x 0.75 mm, which has 24.");
        none.Should().Throw<ArgumentException>()
            .WithMessage("The grid has no shape; make one with MaskGrid.Plane, MaskGrid.Volume or MaskGrid.Create.*");
    }

    [Fact]
    public void An_axis_of_length_one_is_refused_unless_told_what_to_do()
    {
        var grid = MaskGrid.Volume(1, 30, 30, 12, 0.75, 0.75);
        bool[] prediction = RandomMasks.Balls(grid, 1, 2), truth = RandomMasks.Balls(grid, 2, 2);
        var act = () => SegmentationMetrics.Evaluate(prediction, truth, grid);

        act.Should().Throw<ArgumentException>().WithMessage(
            "The grid 1 x 30 x 30 at 12 x 0.75 x 0.75 mm is 3-D with an axis of length 1, where every voxel of a mask is surface. "
            + "Set SingletonAxes to Squeeze to measure it in 2-D, or to Keep to measure it in 3-D all the same.");
        var squeezed = SegmentationMetrics.Evaluate(
            prediction, truth, grid, new SegmentationMetricsOptions { SingletonAxes = SingletonAxes.Squeeze });
        var flat = SegmentationMetrics.Evaluate(prediction, truth, MaskGrid.Plane(30, 30, 0.75, 0.75));
        squeezed.Surface.AssdMm.Should().Be(flat.Surface.AssdMm);
        squeezed.Conventions.Grid.Should().Be(MaskGrid.Plane(30, 30, 0.75, 0.75));
        squeezed.Conventions.Scope.Should().Be(MeasurementScope.Image);
        var kept = SegmentationMetrics.Evaluate(
            prediction, truth, grid, new SegmentationMetricsOptions { SingletonAxes = SingletonAxes.Keep });
        kept.Surface.AssdMm.Should().BeLessThan(flat.Surface.AssdMm);
        kept.Conventions.Scope.Should().Be(MeasurementScope.Volume);
    }

    [Theory]
    [InlineData(5, 1, 7, 12, 2, "5 x 7 at 12 x 2 mm")]
    [InlineData(5, 7, 1, 12, 0.75, "5 x 7 at 12 x 0.75 mm")]
    [InlineData(1, 1, 7, 0.75, 2, "1 x 7 at 0.75 x 2 mm")]
    public void Squeezing_drops_one_axis(int depth, int rows, int columns, double first, double second, string grid)
    {
        var count = depth * rows * columns;
        var scores = SegmentationMetrics.Evaluate(
            new bool[count], new bool[count], MaskGrid.Volume(depth, rows, columns, 12, 0.75, 2),
            new SegmentationMetricsOptions { SingletonAxes = SingletonAxes.Squeeze });

        scores.Conventions.Grid.ToString().Should().Be(grid);
        scores.Conventions.Grid.RowSpacingMm.Should().Be(first);
        scores.Conventions.Grid.ColumnSpacingMm.Should().Be(second);
    }

    [Fact]
    public void Options_say_what_is_wrong_with_them()
    {
        Refused(new() { HausdorffPercentiles = [0] }, "A Hausdorff percentile is 0; it must be above 0 and at most 100.");
        Refused(new() { HausdorffPercentiles = [double.NaN] }, "A Hausdorff percentile is NaN; it must be above 0 and at most 100.");
        Refused(new() { SurfaceDiceTolerancesMm = [-1] }, "A surface Dice tolerance is -1 mm; it must be finite and at least 0.");
        Refused(new() { Families = 0 }, "Families is 0; ask for Overlap, Surface or All.");
        Refused(new() { Surface = (SurfaceDefinition)9 }, "Surface is 9, which is no surface definition.");
        Refused(new() { Percentile = (PercentileRule)9 }, "Percentile is 9, which is no percentile rule.");
        Refused(new() { SingletonAxes = (SingletonAxes)9 }, "SingletonAxes is 9, which is no rule for short axes.");
        Refused(
            new() { WhenEmpty = new() { Dice = new EmptyRule(EmptyPolicy.Perfect, EmptyPolicy.ImageDiagonal) } },
            "Dice is a score in [0, 1] and cannot become ImageDiagonal; use NaN, Perfect, Worst or Throw.");
        Refused(
            new() { WhenEmpty = new() { VolumeErrorWhenBothEmpty = EmptyPolicy.ImageDiagonal } },
            "VolumeErrorWhenBothEmpty is a ratio and cannot become ImageDiagonal; use NaN, Perfect, Worst, Infinity or Throw.");

        static void Refused(SegmentationMetricsOptions options, string message)
        {
            var act = () => SegmentationMetrics.Evaluate([true], [true], MaskGrid.Plane(1, 1), options);
            act.Should().Throw<ArgumentException>().WithMessage(message);
        }
    }

    [Fact]
    public void What_was_not_measured_cannot_be_read()
    {
        var scores = SegmentationMetrics.Evaluate(
            [true], [true], MaskGrid.Plane(1, 1), new SegmentationMetricsOptions { Families = MetricFamilies.Overlap });
        var surfaces = SegmentationMetrics.Evaluate([true], [true], MaskGrid.Plane(1, 1),
            new SegmentationMetricsOptions { Families = MetricFamilies.Surface, HausdorffPercentiles = [], SurfaceDiceTolerancesMm = [] });

        scores.HasSurface.Should().BeFalse();
        scores.Invoking(s => s.Surface).Should().Throw<InvalidOperationException>()
            .WithMessage("Surface metrics were not measured; add Surface to SegmentationMetricsOptions.Families.");
        surfaces.Invoking(s => s.Overlap).Should().Throw<InvalidOperationException>()
            .WithMessage("Overlap metrics were not measured; add Overlap to SegmentationMetricsOptions.Families.");
        surfaces.Surface.Invoking(s => s.Hausdorff95Mm).Should().Throw<InvalidOperationException>()
            .WithMessage("The Hausdorff distance was not measured at percentile 95; name it in " +
            "SegmentationMetricsOptions.HausdorffPercentiles.");
        surfaces.Surface.Invoking(s => s.SurfaceDiceAt(2.5)).Should().Throw<InvalidOperationException>()
            .WithMessage("Surface Dice was not measured at 2.5 mm; name it in SegmentationMetricsOptions.SurfaceDiceTolerancesMm.");
        surfaces.Surface.HausdorffAt(100).Should().Be(0);
    }

    [Fact]
    public void Masks_with_a_margin_that_no_array_holds_are_refused()
    {
        // 3 x 3 x 240,000,002 with the margin: 2.16e9. The array itself is hardly touched.
        var mask = new byte[240_000_000];
        mask[0] = mask[^1] = 1;
        MaskGrid grid = MaskGrid.Volume(1, 1, mask.Length);
        var options = new SegmentationMetricsOptions { SingletonAxes = SingletonAxes.Keep };

        var act = () => SegmentationMetrics.Evaluate(mask, mask, grid, options);

        act.Should().Throw<NotSupportedException>().WithMessage("The masks extend over 1 x 1 x 240000000 voxels; with a margin of one*");
        SegmentationMetrics.Evaluate(mask, mask, grid, options with { Families = MetricFamilies.Overlap }).Overlap.Dice.Should().Be(1);
    }

    [Fact]
    public void Labels_and_structures_are_checked()
    {
        var unknown = () => new LabelScheme([0, 1], new LabelGroup("two", 2));
        var none = () => new LabelScheme([0, 1]);
        var twice = () => new LabelScheme([0, 1], new LabelGroup("one", 1), new LabelGroup("one", 0));
        var empty = () => new LabelGroup("nothing");
        var few = () => LabelScheme.Classes(1);

        unknown.Should().Throw<ArgumentException>()
            .WithMessage("Structure 'two' names label 2, which is not among the known labels [0, 1].*");
        none.Should().Throw<ArgumentException>().WithMessage("The scheme has no structure to measure; give at least one LabelGroup.*");
        twice.Should().Throw<ArgumentException>().WithMessage("Two structures are named 'one'; give each its own name.*");
        empty.Should().Throw<ArgumentException>().WithMessage("Structure 'nothing' has no label; name at least one.*");
        few.Should().Throw<ArgumentOutOfRangeException>();
    }
}
