using System.Globalization;

namespace Awsnet.Components;

/// <summary>How the values of a case's channels are brought to a common scale, each channel by itself.</summary>
public sealed record IntensityNormalization
{
    private IntensityNormalization(string kind, double lower = 0, double upper = 1) => (Kind, Lower, Upper) = (kind, lower, upper);

    /// <summary>Leaves values as they are.</summary>
    public static IntensityNormalization None { get; } = new("none");

    /// <summary>(x − μ) / σ of the channel's own voxels: for MR and ultrasound.</summary>
    public static IntensityNormalization ZScore { get; } = new("z-score");

    /// <summary>Maps a lower percentile of the channel to 0 and an upper one to 1, and clips what lies beyond.</summary>
    /// <param name="lower">0 to below the upper one; default 1.</param>
    /// <param name="upper">Up to 100; default 99.</param>
    /// <exception cref="ArgumentOutOfRangeException">Percentiles outside 0 to 100 or in the wrong order.</exception>
    public static IntensityNormalization Percentiles(double lower = 1, double upper = 99) => lower >= 0 && lower < upper && upper <= 100
        ? new("percentiles", lower, upper)
        : throw new ArgumentOutOfRangeException(nameof(lower), string.Create(
            CultureInfo.InvariantCulture, $"Percentiles {lower} and {upper}; expected 0 <= lower < upper <= 100."));

    /// <summary>(x − mean) / deviation, the same for all cases: what was found over a whole training set.</summary>
    /// <param name="mean">Finite.</param>
    /// <param name="deviation">Finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number outside its range.</exception>
    public static IntensityNormalization Fixed(double mean, double deviation) =>
        double.IsFinite(mean) && deviation is > 0 and < double.PositiveInfinity
            ? new("fixed", mean, deviation)
            : throw new ArgumentOutOfRangeException(nameof(mean), string.Create(
                CultureInfo.InvariantCulture, $"Mean {mean} and deviation {deviation}; both must be finite, the deviation above 0."));

    /// <summary>Clips to a window and maps it to 0 to 1: for CT, such as −160 to 240.</summary>
    /// <param name="lower">Finite, below the upper one.</param>
    /// <param name="upper">Finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">Bounds that are not finite or in the wrong order.</exception>
    public static IntensityNormalization Window(double lower, double upper) =>
        double.IsFinite(lower) && double.IsFinite(upper) && lower < upper
            ? new("window", lower, upper)
            : throw new ArgumentOutOfRangeException(nameof(lower), string.Create(
                CultureInfo.InvariantCulture, $"The window is {lower} to {upper}; expected finite numbers, the lower one first."));

    /// <summary>Which it is.</summary>
    /// <value><c>none</c>, <c>z-score</c>, <c>percentiles</c>, <c>fixed</c> or <c>window</c>.</value>
    public string Kind { get; }

    /// <summary>Lower percentile, mean or lower bound.</summary>
    public double Lower { get; }

    /// <summary>Upper percentile, deviation or upper bound.</summary>
    public double Upper { get; }

    /// <summary>
    /// Whether voxels that are exactly 0 are background: statistics go by the others, and they stay 0. For images with the surroundings
    /// cut away, such as brains without skull.
    /// </summary>
    /// <value>Default false.</value>
    public bool KeepZeros { get; init; }

    /// <summary>Changes a channel in place.</summary>
    /// <param name="channel">Its values, all finite.</param>
    public void Apply(Span<float> channel)
    {
        byte[] mask = [];
        if (KeepZeros)
        {
            mask = new byte[channel.Length];
            for (int i = 0; i < mask.Length; i++)
                mask[i] = (byte)(channel[i] != 0 ? 1 : 0);
            if (!mask.AsSpan().Contains((byte)1))
                return;
        }

        switch (Kind)
        {
            case "z-score":
                Normalize.ZScore(channel, mask);
                break;
            case "percentiles":
                Normalize.Percentiles(channel, Lower, Upper, mask);
                break;
            case "fixed":
                Scale(channel, Lower, Upper);
                break;
            case "window":
                Scale(channel, Lower, Upper - Lower);
                for (int i = 0; i < channel.Length; i++)
                    channel[i] = Math.Clamp(channel[i], 0, 1);
                break;
        }

        for (int i = 0; i < mask.Length; i++)
            if (mask[i] == 0)
                channel[i] = 0;
    }

    /// <summary>The kind with its numbers.</summary>
    public override string ToString() => Kind is "none" or "z-score" ? Kind
        : string.Create(CultureInfo.InvariantCulture, $"{Kind} {Lower:g} {Upper:g}");

    private static void Scale(Span<float> channel, double offset, double scale)
    {
        for (int i = 0; i < channel.Length; i++)
            channel[i] = (float)((channel[i] - offset) / scale);
    }
}
