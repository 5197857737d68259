namespace Awsnet.Components.Tests;

public class SurfaceScoresTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Effort.Pick(60, 600))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_distance_equals_the_brute_force_definition(int seed)
    {
        var random = new Random(seed);
        int depth = random.Next(1, 7), rows = random.Next(1, 22), columns = random.Next(1, 70);
        double[] spacings = [0.75, 1, 1.37, 12, 5];
        double Spacing() => spacings[random.Next(spacings.Length)];
        var grid = seed % 2 == 0
            ? MaskGrid.Plane(rows, columns, Spacing(), Spacing())
            : MaskGrid.Volume(depth, rows, columns, Spacing(), Spacing(), Spacing());
        var prediction = seed % 3 == 0
            ? RandomMasks.Noise(grid, seed, 0.02 + (0.9 * random.NextDouble()))
            : RandomMasks.Balls(grid, seed, 1 + random.Next(3));
        var truth = seed % 5 == 0
            ? RandomMasks.Noise(grid, -seed, 0.02 + (0.5 * random.NextDouble()))
            : RandomMasks.Balls(grid, -seed, 1 + random.Next(3));
        prediction[random.Next(prediction.Length)] = true;
        truth[random.Next(truth.Length)] = true;

        var full = seed % 4 == 0;
        var options = new SegmentationMetricsOptions
        {
            SingletonAxes = SingletonAxes.Keep,
            Surface = full ? SurfaceDefinition.FullyConnected : SurfaceDefinition.FaceConnected,
            HausdorffPercentiles = [50, 95, 100],
            SurfaceDiceTolerancesMm = [0, 1, 2.5],
        };
        var scores = SegmentationMetrics.Evaluate(prediction, truth, grid, options).Surface;
        var pooled = SegmentationMetrics.Evaluate(prediction, truth, grid, options with { Percentile = PercentileRule.Pooled }).Surface;

        var forward = BruteForce.Directed(prediction, truth, grid, full);
        var backward = BruteForce.Directed(truth, prediction, grid, full);
        List<double> both = [.. forward, .. backward];
        const double tolerance = 1e-9;
        scores.HausdorffMm.Should().BeApproximately(both.Max(), tolerance);
        scores.AsdPredictionToTruthMm.Should().BeApproximately(forward.Average(), tolerance);
        scores.AsdTruthToPredictionMm.Should().BeApproximately(backward.Average(), tolerance);
        scores.AssdMm.Should().BeApproximately(both.Average(), tolerance);
        scores.MasdMm.Should().BeApproximately((forward.Average() + backward.Average()) / 2, tolerance);
        foreach (var percentile in options.HausdorffPercentiles)
        {
            scores.HausdorffAt(percentile).Should().BeApproximately(
                Math.Max(BruteForce.Percentile(forward, percentile), BruteForce.Percentile(backward, percentile)), tolerance);
            pooled.HausdorffAt(percentile).Should().BeApproximately(BruteForce.Percentile(both, percentile), tolerance);
        }

        foreach (var mm in options.SurfaceDiceTolerancesMm)
            scores.SurfaceDiceAt(mm).Should().BeApproximately(both.Count(d => d <= mm) / (double)both.Count, tolerance);
    }

    [Fact]
    public void Far_apart_surfaces_take_the_full_transform_and_stay_exact()
    {
        // Two filled corners of a 3-D grid: every point must look across the whole lattice.
        var grid = MaskGrid.Volume(24, 48, 48, 2, 1, 1);
        var prediction = new bool[grid.Count];
        var truth = new bool[grid.Count];
        for (var i = 0; i < grid.Count; i++)
        {
            int z = i / (48 * 48), y = i / 48 % 48, x = i % 48;
            prediction[i] = z < 4 && y < 12 && x < 12;
            truth[i] = z >= 20 && y >= 36 && x >= 36;
        }

        var scores = SegmentationMetrics.Evaluate(prediction, truth, grid).Surface;
        // Nearest corners (3, 11, 11) and (20, 36, 36); farthest corner (0, 0, 0) to (20, 36, 36).
        scores.HausdorffMm.Should().BeApproximately(Math.Sqrt((40 * 40) + (36 * 36) + (36 * 36)), 1e-12);
        scores.AssdMm.Should().BeApproximately(BruteForce.Directed(prediction, truth, grid).Average(), 1e-9);
    }

    [Fact]
    public void Two_pixels_are_as_far_apart_as_their_spacing_says()
    {
        // (0, 0) and (3, 4) at 0.5 x 0.75 mm: √(1.5² + 3²) = √11.25.
        var grid = MaskGrid.Plane(5, 6, 0.5, 0.75);
        var prediction = new bool[grid.Count];
        var truth = new bool[grid.Count];
        prediction[0] = true;
        truth[(3 * 6) + 4] = true;

        var scores = SegmentationMetrics.Evaluate(prediction, truth, grid).Surface;

        scores.HausdorffMm.Should().Be(Math.Sqrt(11.25));
        scores.Hausdorff95Mm.Should().Be(Math.Sqrt(11.25));
        scores.AssdMm.Should().Be(Math.Sqrt(11.25));
        scores.SurfaceDiceAt(1).Should().Be(0);
    }

    [Fact]
    public void A_mask_touching_the_border_has_its_surface_there()
    {
        // A full 3 x 3 image against its center: the ring is surface (8 of 9), the center is not.
        var grid = MaskGrid.Plane(3, 3);
        var truth = new bool[9];
        truth[4] = true;

        var scores = SegmentationMetrics.Evaluate(Enumerable.Repeat(true, 9).ToArray(), truth, grid).Surface;

        scores.AsdPredictionToTruthMm.Should().BeApproximately((4 + (4 * Math.Sqrt(2))) / 8, 1e-15);
        scores.AsdTruthToPredictionMm.Should().Be(1);
        scores.HausdorffMm.Should().Be(Math.Sqrt(2));
    }

    [Fact]
    public void Slices_far_apart_make_a_volume_and_its_slices_disagree()
    {
        // Four identical slices 10 mm apart, a disc against a shifted one: in 3-D the end slices are all surface.
        var grid = MaskGrid.Volume(4, 40, 40, 10, 1, 1);
        var prediction = Disc(grid, 20, 14);
        var truth = Disc(grid, 20, 22);

        var volume = SegmentationMetrics.Evaluate(prediction, truth, grid).Surface.AssdMm;
        var slices = SegmentationMetrics.EvaluateSlices(prediction, truth, grid);

        slices.Should().HaveCount(4).And.OnlyContain(slice => slice.Surface.AssdMm == slices[0].Surface.AssdMm);
        volume.Should().BeLessThan(0.75 * slices[0].Surface.AssdMm);
        slices.Select(slice => slice.Slice).Should().Equal(0, 1, 2, 3);
        slices[0].Conventions.Scope.Should().Be(MeasurementScope.Slice);
    }

    private static bool[] Disc(MaskGrid grid, double cy, double cx)
    {
        var mask = new bool[grid.Count];
        for (var i = 0; i < mask.Length; i++)
        {
            double y = (i / grid.Columns % grid.Rows) - cy, x = (i % grid.Columns) - cx;
            mask[i] = (y * y) + (x * x) < 100;
        }

        return mask;
    }
}
