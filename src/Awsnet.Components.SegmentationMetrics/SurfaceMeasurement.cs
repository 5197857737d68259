namespace Awsnet.Components;

/// <summary>Surface distances of a pair of masks that both have foreground, or of an empty case by its policies.</summary>
internal static class SurfaceMeasurement
{
    private const int LongestColumn = ushort.MaxValue - 2;

    public static SurfaceScores Measure(
        ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, in MaskGrid grid, in Box box, SegmentationMetricsOptions options)
    {
        // Steps along a column are counted in 16 bits, one value standing for "none".
        if (box.Rows > LongestColumn)
            throw new NotSupportedException($"The masks extend over {box.Rows} rows; surface distances can be measured over at most {LongestColumn}. Swap the axes, or measure in parts.");

        var lattice = new Lattice(
            box.Depth, box.Rows, box.Columns, grid.DepthSpacingMm, grid.RowSpacingMm, grid.ColumnSpacingMm);
        using var predictionMap = new Pooled<byte>(lattice.Count);
        using var truthMap = new Pooled<byte>(lattice.Count);
        VoxelSurface.Extract(prediction, grid, box, options.Surface, predictionMap.Span);
        VoxelSurface.Extract(truth, grid, box, options.Surface, truthMap.Span);

        var predictionCount = DirectedDistances.CountElements(predictionMap.Span);
        var truthCount = DirectedDistances.CountElements(truthMap.Span);
        using var distances = new Pooled<double>(predictionCount + truthCount);
        var fromPrediction = distances.Span[..predictionCount];
        var fromTruth = distances.Span[predictionCount..];
        DirectedDistances.Fill(lattice, predictionMap.Span, truthMap.Span, fromPrediction);
        DirectedDistances.Fill(lattice, truthMap.Span, predictionMap.Span, fromTruth);
        return Summarise(fromPrediction, fromTruth, distances.Span, options);
    }

    public static SurfaceScores OfEmpty(EmptyCase empty, in MaskGrid grid, SegmentationMetricsOptions options)
    {
        var policies = options.WhenEmpty;
        var frame = grid;
        double Distance(EmptyRule rule, string metric) => EmptyValue.OfDistance(rule.For(empty), empty, metric, frame);

        return new SurfaceScores
        {
            HausdorffMm = Distance(policies.Hausdorff, "Hausdorff"),
            HausdorffPercentiles =
            [
                .. options.HausdorffPercentiles.Select(p => new PercentileDistance(p, Distance(policies.HausdorffPercentile, "HausdorffPercentile"))),
            ],
            AsdPredictionToTruthMm = Distance(policies.AsdPredictionToTruth, "AsdPredictionToTruth"),
            AsdTruthToPredictionMm = Distance(policies.AsdTruthToPrediction, "AsdTruthToPrediction"),
            AssdMm = Distance(policies.Assd, "Assd"),
            MasdMm = Distance(policies.Masd, "Masd"),
            SurfaceDice =
            [
                .. options.SurfaceDiceTolerancesMm.Select(t => new ToleranceScore(t, EmptyValue.OfScore(policies.SurfaceDice.For(empty), empty, "SurfaceDice"))),
            ],
        };
    }

    private static SurfaceScores Summarise(
        Span<double> fromPrediction, Span<double> fromTruth, Span<double> both, SegmentationMetricsOptions options)
    {
        var (predictionSum, predictionMax) = SumAndMaximum(fromPrediction);
        var (truthSum, truthMax) = SumAndMaximum(fromTruth);
        var tolerances = new ToleranceScore[options.SurfaceDiceTolerancesMm.Count];
        for (var i = 0; i < tolerances.Length; i++)
        {
            var tolerance = options.SurfaceDiceTolerancesMm[i];
            tolerances[i] = new ToleranceScore(tolerance, (double)CountWithin(both, tolerance) / both.Length);
        }

        // Selection reorders the distances, but only ever inside the span it is given: directed spans first, then both.
        var percentiles = new PercentileDistance[options.HausdorffPercentiles.Count];
        for (var i = 0; i < percentiles.Length; i++)
        {
            var percentile = options.HausdorffPercentiles[i];
            var distance = options.Percentile == PercentileRule.Pooled
                ? OrderStatistics.Percentile(both, percentile)
                : Math.Max(
                    OrderStatistics.Percentile(fromPrediction, percentile),
                    OrderStatistics.Percentile(fromTruth, percentile));
            percentiles[i] = new PercentileDistance(percentile, distance);
        }

        double predictionMean = predictionSum / fromPrediction.Length, truthMean = truthSum / fromTruth.Length;
        return new SurfaceScores
        {
            HausdorffMm = Math.Max(predictionMax, truthMax),
            HausdorffPercentiles = percentiles,
            AsdPredictionToTruthMm = predictionMean,
            AsdTruthToPredictionMm = truthMean,
            AssdMm = (predictionSum + truthSum) / both.Length,
            MasdMm = 0.5 * (predictionMean + truthMean),
            SurfaceDice = tolerances,
        };
    }

    private static (double Sum, double Maximum) SumAndMaximum(ReadOnlySpan<double> values)
    {
        double sum = 0, maximum = 0;
        foreach (var value in values)
        {
            sum += value;
            maximum = Math.Max(maximum, value);
        }

        return (sum, maximum);
    }

    private static int CountWithin(ReadOnlySpan<double> values, double tolerance)
    {
        var count = 0;
        foreach (var value in values) count += value <= tolerance ? 1 : 0;
        return count;
    }
}
