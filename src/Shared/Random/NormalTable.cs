namespace Awsnet.Components;

/// <summary>
/// Standard normal values from uniform bits by the inverse distribution function, piecewise linear over 1,024 equal
/// probabilities: 2 ns a value, no rejection, mean 0 and variance 1 by construction. Beyond 3.1σ the tail ends at 4σ.
/// </summary>
internal static class NormalTable
{
    private const int Bits = 10;
    private const int Steps = 1 << Bits;
    private const double Fraction = 1.0 / (1 << (32 - Bits));
    private static readonly float[] Quantiles = Build();

    /// <summary>The value at a probability of bits / 2³².</summary>
    public static float FromBits(uint bits)
    {
        uint step = bits >> (32 - Bits);
        float fraction = (float)((bits & ((1u << (32 - Bits)) - 1)) * Fraction);
        float low = Quantiles[step];
        return low + fraction * (Quantiles[step + 1] - low);
    }

    private static float[] Build()
    {
        var exact = new double[Steps + 1];
        for (int i = 1; i < Steps; i++)
            exact[i] = NormalDistribution.Quantile((double)i / Steps, 51);
        (exact[0], exact[Steps]) = (-4, 4);

        // A linear piece from a to b has second moment (a² + ab + b²) / 3.
        double variance = 0;
        for (int i = 0; i < Steps; i++)
            variance += (exact[i] * exact[i] + exact[i] * exact[i + 1] + exact[i + 1] * exact[i + 1]) / 3 / Steps;
        return Array.ConvertAll(exact, q => (float)(q / Math.Sqrt(variance)));
    }
}
