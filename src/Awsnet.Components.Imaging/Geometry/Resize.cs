using System.Numerics;

namespace Awsnet.Components;

/// <summary>Resizes single-channel images and label maps, row-major [y, x], with the half-pixel convention.</summary>
public static class Resize
{
    /// <summary>Resizes an image.</summary>
    /// <param name="source">The image, [height, width].</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="target">Receives the result, [targetHeight, targetWidth]; must not overlap <paramref name="source"/>.</param>
    /// <param name="targetHeight">Rows wanted.</param>
    /// <param name="targetWidth">Columns wanted.</param>
    /// <param name="resampling">How to fill between pixels; default <see cref="Resampling.Bilinear"/>.</param>
    /// <exception cref="ArgumentException">A span's length does not fit its size.</exception>
    public static void Image(
        ReadOnlySpan<float> source, int height, int width,
        Span<float> target, int targetHeight, int targetWidth,
        Resampling resampling = Resampling.Bilinear)
    {
        if (resampling == Resampling.Nearest)
        {
            Labels(source, height, width, target, targetHeight, targetWidth);
            return;
        }

        GridCheck.Length(source.Length, height, width, nameof(source));
        GridCheck.Length(target.Length, targetHeight, targetWidth, nameof(target));
        if (height == targetHeight && width == targetWidth)
        {
            source.CopyTo(target);
            return;
        }

        var rows = AxisTaps.Create(height, targetHeight, resampling);
        var columns = AxisTaps.Create(width, targetWidth, resampling);
        using var buffer = new Pooled<float>(width);
        Span<float> line = buffer.Span;
        for (int y = 0; y < targetHeight; y++)
        {
            MixRows(source, width, rows.First(y), rows.Weights(y), line);
            MixColumns(line, columns, target.Slice(y * targetWidth, targetWidth));
        }

    }

    /// <summary>Resizes a label map (or any values that must not be mixed) by taking the pixel under each new pixel's center.</summary>
    /// <typeparam name="T">Type of a label.</typeparam>
    /// <param name="source">The labels, [height, width].</param>
    /// <param name="height">Their rows.</param>
    /// <param name="width">Their columns.</param>
    /// <param name="target">Receives the result, [targetHeight, targetWidth]; must not overlap <paramref name="source"/>.</param>
    /// <param name="targetHeight">Rows wanted.</param>
    /// <param name="targetWidth">Columns wanted.</param>
    /// <remarks>Enlarging and shrinking back to the first size gives back every label: nothing drifts by half a pixel.</remarks>
    /// <exception cref="ArgumentException">A span's length does not fit its size.</exception>
    public static void Labels<T>(
        ReadOnlySpan<T> source, int height, int width,
        Span<T> target, int targetHeight, int targetWidth)
        where T : unmanaged
    {
        GridCheck.Length(source.Length, height, width, nameof(source));
        GridCheck.Length(target.Length, targetHeight, targetWidth, nameof(target));
        using var buffer = new Pooled<int>(targetWidth);
        Span<int> columns = buffer.Span;
        for (int x = 0; x < targetWidth; x++)
            columns[x] = AxisTaps.Nearest(x, width, targetWidth);

        for (int y = 0; y < targetHeight; y++)
        {
            ReadOnlySpan<T> from = source.Slice(AxisTaps.Nearest(y, height, targetHeight) * width, width);
            Span<T> to = target.Slice(y * targetWidth, targetWidth);
            for (int x = 0; x < to.Length; x++)
                to[x] = from[columns[x]];
        }

    }

    private static void MixRows(ReadOnlySpan<float> source, int width, int first, ReadOnlySpan<float> weights, Span<float> line)
    {
        line.Clear();
        for (int k = 0; k < weights.Length; k++)
        {
            if (weights[k] == 0)
                continue;
            ReadOnlySpan<float> row = source.Slice((first + k) * width, width);
            var weight = new Vector<float>(weights[k]);
            int x = 0;
            for (; x <= width - Vector<float>.Count; x += Vector<float>.Count)
                (new Vector<float>(line[x..]) + weight * new Vector<float>(row[x..])).CopyTo(line[x..]);
            for (; x < width; x++)
                line[x] += weights[k] * row[x];
        }
    }

    private static void MixColumns(ReadOnlySpan<float> line, AxisTaps columns, Span<float> target)
    {
        for (int x = 0; x < target.Length; x++)
        {
            ReadOnlySpan<float> weights = columns.Weights(x);
            ReadOnlySpan<float> from = line.Slice(columns.First(x), weights.Length);
            float sum = 0;
            for (int k = 0; k < weights.Length; k++)
            {
                // A pixel of no weight may be not-a-number.
                if (weights[k] != 0)
                    sum += weights[k] * from[k];
            }
            target[x] = sum;
        }
    }
}
