using System.Numerics;

namespace Awsnet.Components;

/// <summary>
/// Turns one ideal slice into what a scanner stores: a complex image with noise, the point spread of an acquisition coarser
/// than the pixels, the magnitude (so that noise is Rician), and whole numbers inside a tilted field of view.
/// </summary>
internal sealed class Scanner(int height, int width)
{
    // 1 4 6 4 1 over 16: deviation 1 pixel. Its squares sum to 70 / 256 along an axis, so white noise keeps 70 / 256 of its deviation.
    private const double NoiseKept = 70.0 / 256;
    private static readonly float[] Spread = [1f / 16, 4f / 16, 6f / 16, 4f / 16, 1f / 16];
    private readonly float[] imaginary = new float[height * width], buffer = new float[height * width];

    /// <summary>Images one slice.</summary>
    /// <param name="signal">The ideal image, already shaded by the coils; overwritten.</param>
    /// <param name="noise">Standard deviation of the noise in the result, in the signal's units.</param>
    /// <param name="gain">Stored value of a signal of 1.</param>
    /// <param name="random">Where the noise comes from.</param>
    /// <param name="stored">Receives the slice.</param>
    public void Image(float[] signal, double noise, double gain, RandomStream random, Span<short> stored)
    {
        float amount = (float)(noise / NoiseKept);
        random.Normal(imaginary);
        random.Normal(buffer);
        for (int i = 0; i < signal.Length; i++)
        {
            signal[i] += amount * buffer[i];
            imaginary[i] *= amount;
        }

        Convolve(signal, buffer, width, Spread, Spread);
        Convolve(imaginary, buffer, width, Spread, Spread);
        for (int i = 0; i < signal.Length; i++)
        {
            double magnitude = Math.Sqrt((double)signal[i] * signal[i] + (double)imaginary[i] * imaginary[i]);
            stored[i] = (short)Math.Min(magnitude * gain + 0.5, short.MaxValue);
        }
    }

    /// <summary>Convolves down the columns, then along the rows; border pixels repeat.</summary>
    /// <param name="image">Rows of this width; changed in place.</param>
    /// <param name="columns">As long; used as a buffer.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="along">Weights down a column, of odd number.</param>
    /// <param name="across">Weights along a row, of odd number.</param>
    public static void Convolve(float[] image, float[] columns, int width, float[] along, float[] across)
    {
        int height = image.Length / width, reach = along.Length / 2;
        for (int y = 0; y < height; y++)
        {
            Span<float> target = columns.AsSpan(y * width, width);
            target.Clear();
            for (int k = -reach; k <= reach; k++)
                AddScaled(image.AsSpan(Math.Clamp(y + k, 0, height - 1) * width, width), along[k + reach], target);
        }

        reach = across.Length / 2;
        var padded = new float[width + 2 * reach];
        for (int y = 0; y < height; y++)
        {
            Span<float> target = image.AsSpan(y * width, width);
            columns.AsSpan(y * width, width).CopyTo(padded.AsSpan(reach));
            padded.AsSpan(0, reach).Fill(padded[reach]);
            padded.AsSpan(reach + width).Fill(padded[reach + width - 1]);
            target.Clear();
            for (int k = 0; k < across.Length; k++)
                AddScaled(padded.AsSpan(k, width), across[k], target);
        }
    }

    private static void AddScaled(ReadOnlySpan<float> source, float scale, Span<float> target)
    {
        int x = 0;
        var factor = new Vector<float>(scale);
        for (; x <= source.Length - Vector<float>.Count; x += Vector<float>.Count)
            (new Vector<float>(target[x..]) + factor * new Vector<float>(source[x..])).CopyTo(target[x..]);
        for (; x < source.Length; x++)
            target[x] += scale * source[x];
    }
}
