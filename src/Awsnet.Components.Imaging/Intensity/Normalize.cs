namespace Awsnet.Components;

/// <summary>Brings images of arbitrary units to a common scale, judged by the pixels inside a mask.</summary>
/// <remarks>
/// An empty mask span means: judge by all pixels. A mask without a single set pixel is an error, since any choice would be
/// arbitrary: leave such a slice out, or pass an empty span.
/// </remarks>
public static class Normalize
{
    /// <summary>Subtracts the mean and divides by the standard deviation: (x − μ) / σ, over n (not n − 1) pixels.</summary>
    /// <param name="image">The pixels, of any number of slices; all are changed, in place.</param>
    /// <param name="mask">Non-zero where pixels count for μ and σ; as long as the image, or empty for all.</param>
    /// <returns>Count, μ and σ. With σ = 0 (a constant image) the result is x − μ.</returns>
    /// <exception cref="ArgumentException">The mask has another length or selects no pixel, or a selected pixel is not finite.</exception>
    public static IntensityStatistics ZScore(Span<float> image, ReadOnlySpan<byte> mask = default)
    {
        CheckMask(image.Length, mask);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < image.Length; i++)
        {
            if (mask.IsEmpty || mask[i] != 0)
            {
                sum += image[i];
                count++;
            }
        }

        CheckCount(count);
        double mean = sum / count, squares = 0;
        for (int i = 0; i < image.Length; i++)
        {
            if (mask.IsEmpty || mask[i] != 0)
                squares += (image[i] - mean) * (image[i] - mean);
        }

        double deviation = Math.Sqrt(squares / count);
        CheckFinite(deviation);
        Apply(image, mean, deviation);
        return new IntensityStatistics(count, mean, deviation);
    }

    /// <summary>Maps the lower percentile to 0 and the upper one to 1, so that a few extreme pixels do not decide.</summary>
    /// <param name="image">The pixels, of any number of slices; all are changed, in place.</param>
    /// <param name="lower">Lower percentile, 0 to 100; default 1.</param>
    /// <param name="upper">Upper percentile, above the lower; default 99.</param>
    /// <param name="mask">Non-zero where pixels count; as long as the image, or empty for all.</param>
    /// <param name="clip">Whether what lies beyond becomes 0 or 1; default true.</param>
    /// <returns>Count, the lower percentile, and the distance to the upper one. With distance 0 the result is x − lower, clipped.</returns>
    /// <remarks>Percentiles interpolate linearly between ranks, as NumPy's do: rank = p / 100 · (n − 1).</remarks>
    /// <exception cref="ArgumentException">The mask has another length or selects no pixel, or a selected pixel is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Percentiles outside 0 to 100 or in the wrong order.</exception>
    public static IntensityStatistics Percentiles(
        Span<float> image, double lower = 1, double upper = 99, ReadOnlySpan<byte> mask = default, bool clip = true)
    {
        if (!(lower >= 0 && upper <= 100 && lower < upper))
            throw new ArgumentOutOfRangeException(
                nameof(lower),
                FormattableString.Invariant($"Percentiles {lower} and {upper}; expected 0 <= lower < upper <= 100."));
        CheckMask(image.Length, mask);
        using var buffer = new Pooled<float>(image.Length);
        Span<float> values = buffer.Span;
        int count = 0;
        for (int i = 0; i < image.Length; i++)
        {
            if (mask.IsEmpty || mask[i] != 0)
            {
                CheckFinite(image[i]);
                values[count++] = image[i];
            }
        }
        CheckCount(count);
        double low = OrderStatistics.Percentile(values[..count], lower), high = OrderStatistics.Percentile(values[..count], upper);
        Apply(image, low, high - low);
        if (clip)
        {
            for (int i = 0; i < image.Length; i++)
                image[i] = Math.Clamp(image[i], 0, 1);
        }

        return new IntensityStatistics(count, low, high - low);
    }

    private static void Apply(Span<float> image, double offset, double scale)
    {
        double factor = scale > 0 ? 1 / scale : 1;
        for (int i = 0; i < image.Length; i++)
            image[i] = (float)((image[i] - offset) * factor);
    }

    private static void CheckMask(int length, ReadOnlySpan<byte> mask)
    {
        if (!mask.IsEmpty && mask.Length != length)
            throw new ArgumentException(
                $"The mask has {mask.Length} pixels and the image {length}; they must have the same grid.", nameof(mask));
    }

    private static void CheckCount(int count)
    {
        if (count == 0)
            throw new ArgumentException(
                "The mask selects no pixel to normalize by; leave the slice out, or pass an empty mask to judge by all pixels.", "mask");
    }

    private static void CheckFinite(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException(
                "The image holds a value that is not a finite number; replace such values before normalizing.", "image");
    }
}
