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
            throw new NotSupportedException(
                $"The masks extend over {box.Rows} rows; surface distances can be measured over at most {LongestColumn}. Swap the axes, " +
                "or measure in parts.");

        // Masks are searched with a margin around them; a 2-D mask has none along its absent axis.
        if ((box.Depth + (grid.Rank == 3 ? 2L : 0)) * (box.Rows + 2L) * (box.Columns + 2L) > Array.MaxLength)
            throw new NotSupportedException(
                $"The masks extend over {box.Depth} x {box.Rows} x {box.Columns} voxels; with a margin of one on each side an array must " +
                $"hold them ({Array.MaxLength}). Measure in parts, or ask for MetricFamilies.Overlap alone.");

        var corners = options.Surface == SurfaceDefinition.HalfVoxelElements;
        var more = corners ? 1 : 0;
        var lattice = new Lattice(
            grid.Rank == 3 ? box.Depth + more : 1, box.Rows + more, box.Columns + more, grid.DepthSpacingMm, grid.RowSpacingMm,
            grid.ColumnSpacingMm);
        using var predictionMap = new Pooled<byte>(lattice.Count);
        using var truthMap = new Pooled<byte>(lattice.Count);
        if (corners)
        {
            CornerSurface.Extract(prediction, grid, box, lattice, predictionMap.Span);
            CornerSurface.Extract(truth, grid, box, lattice, truthMap.Span);
        }
        else
        {
            VoxelSurface.Extract(prediction, grid, box, options.Surface, predictionMap.Span);
            VoxelSurface.Extract(truth, grid, box, options.Surface, truthMap.Span);
        }

        var predictionCount = DirectedDistances.CountElements(predictionMap.Span);
        var count = predictionCount + DirectedDistances.CountElements(truthMap.Span);
        using var distances = new Pooled<double>(count);
        using var sizes = new Pooled<double>(corners ? count : 0);
        DirectedDistances.Fill(lattice, predictionMap.Span, truthMap.Span, distances.Span[..predictionCount]);
        DirectedDistances.Fill(lattice, truthMap.Span, predictionMap.Span, distances.Span[predictionCount..]);
        if (corners)
        {
            var table = SurfaceElementSizes.Create(grid);
            DirectedDistances.FillSizes(predictionMap.Span, table, sizes.Span[..predictionCount]);
            DirectedDistances.FillSizes(truthMap.Span, table, sizes.Span[predictionCount..]);
        }

        return Summarize(distances.Span, sizes.Span, predictionCount, options);
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
                .. options.HausdorffPercentiles.Select(p =>
                    new PercentileDistance(p, Distance(policies.HausdorffPercentile, "HausdorffPercentile"))),
            ],
            AsdPredictionToTruthMm = Distance(policies.AsdPredictionToTruth, "AsdPredictionToTruth"),
            AsdTruthToPredictionMm = Distance(policies.AsdTruthToPrediction, "AsdTruthToPrediction"),
            AssdMm = Distance(policies.Assd, "Assd"),
            MasdMm = Distance(policies.Masd, "Masd"),
            SurfaceDice =
            [
                .. options.SurfaceDiceTolerancesMm.Select(t =>
                    new ToleranceScore(t, EmptyValue.OfScore(policies.SurfaceDice.For(empty), empty, "SurfaceDice"))),
            ],
        };
    }

    private static SurfaceScores Summarize(
        Span<double> distances, Span<double> sizes, int predictionCount, SegmentationMetricsOptions options)
    {
        var fromPrediction = new DistanceSet(distances[..predictionCount], sizes.IsEmpty ? sizes : sizes[..predictionCount]);
        var fromTruth = new DistanceSet(distances[predictionCount..], sizes.IsEmpty ? sizes : sizes[predictionCount..]);
        var size = fromPrediction.Size + fromTruth.Size;
        var tolerances = new ToleranceScore[options.SurfaceDiceTolerancesMm.Count];
        for (var i = 0; i < tolerances.Length; i++)
        {
            var tolerance = options.SurfaceDiceTolerancesMm[i];
            tolerances[i] = new ToleranceScore(
                tolerance, (fromPrediction.SizeWithin(tolerance) + fromTruth.SizeWithin(tolerance)) / size);
        }

        // From here on the distances are reordered; a pooled percentile mixes the two directions, so it comes last.
        var single = options.Percentile == PercentileRule.MaximumOfDirectedInSinglePrecision;
        var percentiles = new PercentileDistance[options.HausdorffPercentiles.Count];
        for (var i = 0; i < percentiles.Length; i++)
        {
            var percentile = options.HausdorffPercentiles[i];
            percentiles[i] = new PercentileDistance(percentile, options.Percentile == PercentileRule.Pooled
                ? new DistanceSet(distances, sizes).Percentile(percentile, single)
                : Math.Max(fromPrediction.Percentile(percentile, single), fromTruth.Percentile(percentile, single)));
        }

        return new SurfaceScores
        {
            HausdorffMm = Math.Max(fromPrediction.Maximum, fromTruth.Maximum),
            HausdorffPercentiles = percentiles,
            AsdPredictionToTruthMm = fromPrediction.Mean,
            AsdTruthToPredictionMm = fromTruth.Mean,
            AssdMm = (fromPrediction.Sum + fromTruth.Sum) / size,
            MasdMm = 0.5 * (fromPrediction.Mean + fromTruth.Mean),
            SurfaceDice = tolerances,
        };
    }
}
