using System.Numerics;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>
/// Metrics of label tensors straight from <c>argmax</c>, on any device: the numbers of <see cref="SegmentationMetrics"/>, to the bit.
/// Labels on a device are copied to memory once a call, prediction and truth together; that waits for the device.
/// </summary>
public static class TensorMetrics
{
    /// <summary>Measures every structure of each image or volume of a batch.</summary>
    /// <param name="prediction">Labels [N, H, W] or [N, D, H, W] of an integer type (or truth values, for labels 0 and 1).</param>
    /// <param name="truth">Labels of the same shape; type and device may be others.</param>
    /// <param name="scheme">The known labels and the structures.</param>
    /// <param name="spacingMm">Size of a pixel along each axis of the image, in the order of the tensor's axes; null for 1 mm.</param>
    /// <param name="options">The conventions; null for the defaults.</param>
    /// <returns>For each image one result a structure, in the scheme's order.</returns>
    /// <exception cref="ArgumentException">Shapes that differ or have other axes, no integer type, an unknown label, or a setting out of
    /// range.</exception>
    /// <exception cref="InvalidOperationException">A structure is empty and the policy is <see cref="EmptyPolicy.Throw"/>.</exception>
    public static IReadOnlyList<IReadOnlyList<MaskScores>> EvaluateLabels(
        Tensor prediction, Tensor truth, LabelScheme scheme, IReadOnlyList<double>? spacingMm = null,
        SegmentationMetricsOptions? options = null) =>
        Each(prediction, truth, scheme, spacingMm, options, bySlice: false);

    /// <summary>Measures every structure of each volume of a batch slice by slice, each in 2-D.</summary>
    /// <param name="prediction">Labels [N, D, H, W] of an integer type (or truth values, for labels 0 and 1).</param>
    /// <param name="truth">Labels of the same shape; type and device may be others.</param>
    /// <param name="scheme">The known labels and the structures.</param>
    /// <param name="spacingMm">Size of a voxel along depth, height and width; null for 1 mm.</param>
    /// <param name="options">The conventions; null for the defaults.</param>
    /// <returns>For each volume one result a structure and slice: all slices of the first structure, then those of the next.</returns>
    /// <exception cref="ArgumentException">Shapes that differ or have other axes, no integer type, an unknown label, or a setting out of
    /// range.</exception>
    /// <exception cref="InvalidOperationException">A slice is empty and the policy is <see cref="EmptyPolicy.Throw"/>.</exception>
    public static IReadOnlyList<IReadOnlyList<MaskScores>> EvaluateLabelSlices(
        Tensor prediction, Tensor truth, LabelScheme scheme, IReadOnlyList<double>? spacingMm = null,
        SegmentationMetricsOptions? options = null) =>
        Each(prediction, truth, scheme, spacingMm, options, bySlice: true);

    /// <summary>Counts a batch of label tensors.</summary>
    /// <param name="matrix">The matrix to count in.</param>
    /// <param name="prediction">Labels of an integer type, any shape.</param>
    /// <param name="truth">Labels of the same shape; type and device may be others.</param>
    /// <exception cref="ArgumentException">Shapes that differ, no integer type, or an unknown label; nothing is counted then.</exception>
    public static void Update(this ConfusionMatrix matrix, Tensor prediction, Tensor truth)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        using var scope = NewDisposeScope();
        (Tensor p, Tensor t) = LabelTensors.ToMemory(prediction, truth);
        switch (p.dtype)
        {
            case ScalarType.Byte: matrix.Update(LabelTensors.Span<byte>(p), LabelTensors.Span<byte>(t)); break;
            case ScalarType.Int8: matrix.Update(LabelTensors.Span<sbyte>(p), LabelTensors.Span<sbyte>(t)); break;
            case ScalarType.Int16: matrix.Update(LabelTensors.Span<short>(p), LabelTensors.Span<short>(t)); break;
            case ScalarType.Int32: matrix.Update(LabelTensors.Span<int>(p), LabelTensors.Span<int>(t)); break;
            default: matrix.Update(LabelTensors.Span<long>(p), LabelTensors.Span<long>(t)); break;
        }
    }

    private static IReadOnlyList<MaskScores>[] Each(
        Tensor prediction, Tensor truth, LabelScheme scheme, IReadOnlyList<double>? spacingMm, SegmentationMetricsOptions? options,
        bool bySlice)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        using var scope = NewDisposeScope();
        (Tensor p, Tensor t) = LabelTensors.ToMemory(prediction, truth);
        int axes = (int)p.Dimensions - 1;
        if (axes < (bySlice ? 3 : 2) || axes > 3 || p.NumberOfElements == 0)
            throw new ArgumentException(
                $"The prediction is {LabelTensors.Describe(prediction)}; expected {(bySlice ? "" : "[N, H, W] or ")}[N, D, H, W] " +
                "with at least one pixel. Add the batch axis to a single image with unsqueeze(0).", nameof(prediction));
        if (spacingMm is not null && spacingMm.Count != axes)
            throw new ArgumentException(
                $"spacingMm has {spacingMm.Count} entries but the prediction is {LabelTensors.Describe(prediction)}; give {axes}, one " +
                "for each axis but the first.", nameof(spacingMm));
        int[] shape = [.. p.shape.Skip(1).Select(size => checked((int)size))];
        var grid = MaskGrid.Create(shape, spacingMm is null ? [.. shape.Select(_ => 1.0)] : [.. spacingMm]);
        var scores = new IReadOnlyList<MaskScores>[p.shape[0]];
        for (int image = 0; image < scores.Length; image++)
        {
            scores[image] = p.dtype switch
            {
                ScalarType.Byte => Measure<byte>(p[image], t[image], grid, scheme, options, bySlice),
                ScalarType.Int8 => Measure<sbyte>(p[image], t[image], grid, scheme, options, bySlice),
                ScalarType.Int16 => Measure<short>(p[image], t[image], grid, scheme, options, bySlice),
                ScalarType.Int32 => Measure<int>(p[image], t[image], grid, scheme, options, bySlice),
                _ => Measure<long>(p[image], t[image], grid, scheme, options, bySlice),
            };
        }
        return scores;
    }

    private static IReadOnlyList<MaskScores> Measure<T>(
        Tensor prediction, Tensor truth, MaskGrid grid, LabelScheme scheme, SegmentationMetricsOptions? options, bool bySlice)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> p = LabelTensors.Span<T>(prediction), t = LabelTensors.Span<T>(truth);
        return bySlice
            ? SegmentationMetrics.EvaluateLabelSlices(p, t, grid, scheme, options)
            : SegmentationMetrics.EvaluateLabels(p, t, grid, scheme, options);
    }
}
