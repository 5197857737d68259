namespace Awsnet.Components;

/// <summary>One drawn change of a channel's values: gamma, contrast, brightness, then noise.</summary>
internal readonly record struct IntensityChange(double Brightness, double Contrast, double Gamma, double Noise)
{
    private const int CurveSteps = 1024;

    public static IntensityChange Draw(AugmentationOptions options, RandomStream random) => new(
        Brightness: 1 + random.Uniform(-1, 1) * options.Brightness,
        Contrast: 1 + random.Uniform(-1, 1) * options.Contrast,
        Gamma: Math.Exp(random.Uniform(-1, 1) * Math.Log(1 + options.Gamma)),
        Noise: random.Uniform() * options.NoiseDeviation);

    public void Apply(Span<float> channel, bool keepZeros, RandomStream random)
    {
        (float least, float range, double mean, double deviation) = Describe(channel, keepZeros);
        if (Gamma != 1 && range > 0)
            ApplyGamma(channel, keepZeros, least, range);

        // Brightness · (mean + Contrast · (x − mean)) as one line.
        float slope = (float)(Brightness * Contrast), offset = (float)(Brightness * (1 - Contrast) * mean);
        float noise = (float)(Noise * deviation);
        Span<float> normal = stackalloc float[256];
        for (int start = 0; start < channel.Length; start += normal.Length)
        {
            Span<float> part = channel[start..Math.Min(start + normal.Length, channel.Length)];
            if (noise > 0)
                random.Normal(normal);
            for (int i = 0; i < part.Length; i++)
            {
                if (part[i] != 0 || !keepZeros)
                    part[i] = slope * part[i] + offset + (noise > 0 ? noise * normal[i] : 0);
            }
        }
    }

    // A table of the power curve: 1,024 powers instead of one for every pixel.
    private void ApplyGamma(Span<float> channel, bool keepZeros, float least, float range)
    {
        Span<float> curve = stackalloc float[CurveSteps + 2];
        for (int i = 0; i <= CurveSteps; i++)
            curve[i] = least + range * (float)Math.Pow((double)i / CurveSteps, Gamma);
        curve[CurveSteps + 1] = curve[CurveSteps];
        float toSteps = CurveSteps / range;
        for (int i = 0; i < channel.Length; i++)
        {
            if ((channel[i] == 0 && keepZeros) || !float.IsFinite(channel[i]))
                continue;
            float position = Math.Clamp((channel[i] - least) * toSteps, 0, CurveSteps);
            int step = (int)position;
            channel[i] = curve[step] + (position - step) * (curve[step + 1] - curve[step]);
        }
    }

    // Pixels that are not finite stay so, and must not make the others so.
    private static (float Least, float Range, double Mean, double Deviation) Describe(ReadOnlySpan<float> channel, bool keepZeros)
    {
        float least = float.PositiveInfinity, most = float.NegativeInfinity;
        double sum = 0, squares = 0;
        int count = 0;
        foreach (float value in channel)
        {
            if ((value == 0 && keepZeros) || !float.IsFinite(value))
                continue;
            least = Math.Min(least, value);
            most = Math.Max(most, value);
            sum += value;
            squares += (double)value * value;
            count++;
        }

        if (count == 0)
            return default;
        double mean = sum / count;
        return (least, most - least, mean, Math.Sqrt(Math.Max(squares / count - mean * mean, 0)));
    }
}
