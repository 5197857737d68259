using System.Numerics;
using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>Compares a predicted mask or label map with the truth.</summary>
/// <remarks>
/// Masks are spans in array order, the grid's last axis contiguous; what is not zero is foreground. Nothing is
/// allocated per voxel, and the methods may be called from any number of threads.
/// </remarks>
public static class SegmentationMetrics
{
    /// <summary>Measures a mask: an image in 2-D, a volume in 3-D.</summary>
    /// <param name="prediction">The predicted mask, one element a voxel of the grid.</param>
    /// <param name="truth">The true mask, as long.</param>
    /// <param name="grid">Shape and spacing.</param>
    /// <param name="options">The conventions; null for the defaults.</param>
    /// <returns>Counts, overlap and surface distances with the conventions they follow.</returns>
    /// <exception cref="ArgumentException">A mask's length is not the grid's, an option is out of range, or an axis of length 1 is
    /// refused.</exception>
    /// <exception cref="InvalidOperationException">A mask is empty and the policy is <see cref="EmptyPolicy.Throw"/>.</exception>
    /// <exception cref="NotSupportedException">The masks extend too far for surface distances; overlap has no such limit.</exception>
    public static MaskScores Evaluate(
        ReadOnlySpan<bool> prediction, ReadOnlySpan<bool> truth, MaskGrid grid, SegmentationMetricsOptions? options = null) =>
        Evaluate(MemoryMarshal.AsBytes(prediction), MemoryMarshal.AsBytes(truth), grid, options);

    /// <inheritdoc cref="Evaluate(ReadOnlySpan{bool}, ReadOnlySpan{bool}, MaskGrid, SegmentationMetricsOptions?)"/>
    public static MaskScores Evaluate(
        ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, MaskGrid grid, SegmentationMetricsOptions? options = null) =>
        Evaluate(prediction, truth, default, grid, options);

    private static MaskScores Evaluate(
        ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, ReadOnlySpan<byte> ignored, MaskGrid grid,
            SegmentationMetricsOptions? options)
    {
        options ??= new SegmentationMetricsOptions();
        options.Validate();
        CheckLengths(prediction.Length, truth.Length, grid);
        var resolved = grid.Resolve(options.SingletonAxes);
        var scope = resolved.Rank == 2 ? MeasurementScope.Image : MeasurementScope.Volume;
        return Measure(prediction, truth, ignored, resolved, scope, options);
    }

    /// <summary>Measures each slice of a volume in 2-D.</summary>
    /// <param name="prediction">The predicted mask, one element a voxel of the grid.</param>
    /// <param name="truth">The true mask, as long.</param>
    /// <param name="grid">Shape and spacing of the volume; its first axis runs over the slices.</param>
    /// <param name="options">The conventions; null for the defaults.</param>
    /// <returns>One result a slice, in order.</returns>
    /// <exception cref="ArgumentException">A mask's length is not the grid's, or an option is out of range.</exception>
    /// <exception cref="InvalidOperationException">A slice is empty and the policy is <see cref="EmptyPolicy.Throw"/>.</exception>
    /// <exception cref="NotSupportedException">The masks extend too far for surface distances; overlap has no such limit.</exception>
    public static IReadOnlyList<MaskScores> EvaluateSlices(
        ReadOnlySpan<bool> prediction, ReadOnlySpan<bool> truth, MaskGrid grid, SegmentationMetricsOptions? options = null) =>
        EvaluateSlices(MemoryMarshal.AsBytes(prediction), MemoryMarshal.AsBytes(truth), grid, options);

    /// <inheritdoc cref="EvaluateSlices(ReadOnlySpan{bool}, ReadOnlySpan{bool}, MaskGrid, SegmentationMetricsOptions?)"/>
    public static IReadOnlyList<MaskScores> EvaluateSlices(
        ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, MaskGrid grid, SegmentationMetricsOptions? options = null) =>
        EvaluateSlices(prediction, truth, default, grid, options);

    private static MaskScores[] EvaluateSlices(
        ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, ReadOnlySpan<byte> ignored, MaskGrid grid,
            SegmentationMetricsOptions? options)
    {
        options ??= new SegmentationMetricsOptions();
        options.Validate();
        CheckLengths(prediction.Length, truth.Length, grid);
        var slice = grid.Slice();
        var scores = new MaskScores[grid.Depth];
        for (var z = 0; z < grid.Depth; z++)
        {
            var part = new Range(z * slice.Count, (z + 1) * slice.Count);
            var left = ignored.IsEmpty ? default : ignored[part];
            scores[z] = Measure(prediction[part], truth[part], left, slice, MeasurementScope.Slice, options) with { Slice = z };
        }

        return scores;
    }

    /// <summary>Measures every structure of a label map, as an image or a volume.</summary>
    /// <typeparam name="T">Type of a label: any integer type, or a floating-point type holding whole numbers.</typeparam>
    /// <param name="prediction">The predicted label map, one element a voxel of the grid.</param>
    /// <param name="truth">The true label map, as long.</param>
    /// <param name="grid">Shape and spacing.</param>
    /// <param name="scheme">The known labels and the structures.</param>
    /// <param name="options">The conventions; null for the defaults.</param>
    /// <returns>One result a structure, in the scheme's order.</returns>
    /// <exception cref="ArgumentException">
    /// A map's length is not the grid's, a value is not finite, not whole or not a known label, an option is out of
    /// range, or an axis of length 1 is refused.
    /// </exception>
    /// <exception cref="InvalidOperationException">A structure is empty and the policy is <see cref="EmptyPolicy.Throw"/>.</exception>
    /// <exception cref="NotSupportedException">The masks extend too far for surface distances; overlap has no such limit.</exception>
    public static IReadOnlyList<MaskScores> EvaluateLabels<T>(
        ReadOnlySpan<T> prediction, ReadOnlySpan<T> truth, MaskGrid grid, LabelScheme scheme, SegmentationMetricsOptions? options = null)
        where T : unmanaged, INumber<T>
    {
        var scores = new List<MaskScores>();
        ForEachStructure(prediction, truth, grid, scheme, (p, t, ignored, group) =>
            scores.Add(Evaluate(p, t, ignored, grid, options) with { Structure = group.Name }));
        return scores;
    }

    /// <summary>Measures every structure of a label map slice by slice, each in 2-D.</summary>
    /// <typeparam name="T">Type of a label: any integer type, or a floating-point type holding whole numbers.</typeparam>
    /// <param name="prediction">The predicted label map, one element a voxel of the grid.</param>
    /// <param name="truth">The true label map, as long.</param>
    /// <param name="grid">Shape and spacing of the volume; its first axis runs over the slices.</param>
    /// <param name="scheme">The known labels and the structures.</param>
    /// <param name="options">The conventions; null for the defaults.</param>
    /// <returns>One result a structure and slice: all slices of the first structure, then those of the next.</returns>
    /// <exception cref="ArgumentException">
    /// A map's length is not the grid's, a value is not finite, not whole or not a known label, or an option is out of range.
    /// </exception>
    /// <exception cref="InvalidOperationException">A slice is empty and the policy is <see cref="EmptyPolicy.Throw"/>.</exception>
    /// <exception cref="NotSupportedException">The masks extend too far for surface distances; overlap has no such limit.</exception>
    public static IReadOnlyList<MaskScores> EvaluateLabelSlices<T>(
        ReadOnlySpan<T> prediction, ReadOnlySpan<T> truth, MaskGrid grid, LabelScheme scheme, SegmentationMetricsOptions? options = null)
        where T : unmanaged, INumber<T>
    {
        var scores = new List<MaskScores>();
        ForEachStructure(prediction, truth, grid, scheme, (p, t, ignored, group) =>
            scores.AddRange(EvaluateSlices(p, t, ignored, grid, options).Select(slice => slice with { Structure = group.Name })));
        return scores;
    }

    private delegate void StructureAction(
        ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, ReadOnlySpan<byte> ignored, LabelGroup group);

    private static void ForEachStructure<T>(
        ReadOnlySpan<T> prediction, ReadOnlySpan<T> truth, MaskGrid grid, LabelScheme scheme, StructureAction action)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(scheme);
        CheckLengths(prediction.Length, truth.Length, grid);
        LabelMask.Check(prediction, truth, scheme);
        using var predictionMask = new Pooled<byte>(grid.Count);
        using var truthMask = new Pooled<byte>(grid.Count);
        using var ignoredMask = new Pooled<byte>(scheme.IgnoreLabel is null ? 0 : grid.Count);
        Span<byte> predicted = predictionMask.Span, ignored = ignoredMask.Span;
        if (scheme.IgnoreLabel is { } label) LabelMask.Fill(truth, [label], ignored);
        foreach (var group in scheme.Groups)
        {
            LabelMask.Fill(prediction, group.Labels, predicted);
            for (var i = 0; i < ignored.Length; i++)
            {
                if (ignored[i] != 0) predicted[i] = 0;
            }

            LabelMask.Fill(truth, group.Labels, truthMask.Span);
            action(predicted, truthMask.Span, ignored, group);
        }
    }

    private static MaskScores Measure(
        ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, ReadOnlySpan<byte> ignored, in MaskGrid grid, MeasurementScope scope,
            SegmentationMetricsOptions options)
    {
        var counts = MaskScan.Run(prediction, truth, grid, out var box);
        counts = counts with { TrueNegatives = counts.TrueNegatives - ignored.Count((byte)1) };
        OverlapScores? overlap = null;
        SurfaceScores? surface = null;
        if (options.Families.HasFlag(MetricFamilies.Overlap)) overlap = OverlapScores.Of(counts, options.WhenEmpty);
        if (options.Families.HasFlag(MetricFamilies.Surface))
        {
            surface = counts.EmptyCase == EmptyCase.None
                ? SurfaceMeasurement.Measure(prediction, truth, grid, box, options)
                : SurfaceMeasurement.OfEmpty(counts.EmptyCase, grid, options);
        }

        return new MaskScores(new MetricConventions(scope, grid, options), counts, overlap, surface);
    }

    private static void CheckLengths(int prediction, int truth, in MaskGrid grid)
    {
        if (grid.Rank == 0)
            throw new ArgumentException(
                "The grid has no shape; make one with MaskGrid.Plane, MaskGrid.Volume or MaskGrid.Create.", nameof(grid));
        if (prediction != truth)
            throw new ArgumentException(
                $"The prediction has {prediction} elements but the truth has {truth}; both must lie on the same grid ({grid}, " +
                $"{grid.Count} elements).");
        if (prediction != grid.Count)
            throw new ArgumentException($"The masks have {prediction} elements but the grid is {grid}, which has {grid.Count}.");
    }
}
