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

        Blur(signal);
        Blur(imaginary);
        for (int i = 0; i < signal.Length; i++)
        {
            double magnitude = Math.Sqrt((double)signal[i] * signal[i] + (double)imaginary[i] * imaginary[i]);
            stored[i] = (short)Math.Min(magnitude * gain + 0.5, short.MaxValue);
        }
    }

    private void Blur(float[] image)
    {
        // Down the columns into the buffer, then along the rows back; border pixels repeat.
        for (int y = 0; y < height; y++)
        {
            Span<float> target = buffer.AsSpan(y * width, width);
            target.Clear();
            for (int k = -2; k <= 2; k++)
                AddScaled(image.AsSpan(Math.Clamp(y + k, 0, height - 1) * width, width), Spread[k + 2], target);
        }

        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<float> source = buffer.AsSpan(y * width, width);
            Span<float> target = image.AsSpan(y * width, width);
            for (int x = 0; x < width; x++)
            {
                if (x == 2)
                {
                    Span<float> inner = target[2..(width - 2)];
                    inner.Clear();
                    for (int k = -2; k <= 2; k++)
                        AddScaled(source.Slice(2 + k, inner.Length), Spread[k + 2], inner);
                    x = width - 2;
                }

                float sum = 0;
                for (int k = -2; k <= 2; k++)
                    sum += Spread[k + 2] * source[Math.Clamp(x + k, 0, width - 1)];
                target[x] = sum;
            }
        }
    }

    internal static void AddScaled(ReadOnlySpan<float> source, float scale, Span<float> target)
    {
        int x = 0;
        var factor = new Vector<float>(scale);
        for (; x <= source.Length - Vector<float>.Count; x += Vector<float>.Count)
            (new Vector<float>(target[x..]) + factor * new Vector<float>(source[x..])).CopyTo(target[x..]);
        for (; x < source.Length; x++)
            target[x] += scale * source[x];
    }
}
