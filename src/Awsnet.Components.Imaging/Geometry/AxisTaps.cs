namespace Awsnet.Components;

/// <summary>
/// Which source pixels of one axis make up each target pixel, and with what weight. Resizing is separable, so two of these
/// describe it. Every target pixel has the same number of taps; unused ones have weight 0.
/// </summary>
internal sealed class AxisTaps(int length, int taps)
{
    private readonly int[] first = new int[length];
    private readonly float[] weights = new float[length * taps];

    public int First(int target) => first[target];

    public ReadOnlySpan<float> Weights(int target) => weights.AsSpan(target * taps, taps);

    public static AxisTaps Create(int source, int target, Resampling resampling) => resampling switch
    {
        Resampling.Bilinear => Bilinear(source, target),
        Resampling.Area => Area(source, target),
        _ => throw new ArgumentOutOfRangeException(nameof(resampling), resampling, "Expected Bilinear or Area."),
    };

    /// <summary>
    /// The source pixel that holds the center of a target pixel: ⌊(2t + 1) · source / (2 · target)⌋, in whole numbers so that no rounding
    /// decides.
    /// </summary>
    public static int Nearest(int target, int sourceLength, int targetLength) =>
        (int)((2L * target + 1) * sourceLength / (2L * targetLength));

    // Center of target pixel t on the source axis: (t + 1/2) · source / target − 1/2, clamped to the outermost centers.
    private static AxisTaps Bilinear(int source, int target)
    {
        int taps = Math.Min(2, source);
        var result = new AxisTaps(target, taps);
        for (int t = 0; t < target; t++)
        {
            double center = Math.Clamp((t + 0.5) * source / target - 0.5, 0, source - 1);
            int low = Math.Min((int)center, source - taps);
            float above = (float)(center - low);
            result.first[t] = low;
            result.weights[t * taps] = 1 - above;
            if (taps == 2)
                result.weights[t * taps + 1] = above;
        }

        return result;
    }

    // Target pixel t covers [t, t + 1) · source / target; each source pixel counts by the length it shares with that.
    private static AxisTaps Area(int source, int target)
    {
        int taps = Math.Min(source, (source + target - 1) / target + 1);
        var result = new AxisTaps(target, taps);
        for (int t = 0; t < target; t++)
        {
            double from = (double)t * source / target, to = (t + 1.0) * source / target;
            int low = Math.Min((int)from, source - taps);
            result.first[t] = low;
            for (int k = 0; k < taps; k++)
            {
                double shared = Math.Min(to, low + k + 1) - Math.Max(from, low + k);
                result.weights[t * taps + k] = (float)(Math.Max(shared, 0) / (to - from));
            }
        }

        return result;
    }
}
