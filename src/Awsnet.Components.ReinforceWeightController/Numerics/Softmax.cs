namespace Awsnet.Components;

/// <summary>exp(xᵢ / T) / Σ exp(xⱼ / T), without overflow.</summary>
internal static class Softmax
{
    /// <summary>Writes the numerators, the greatest 1, and returns their sum. Both spans may be the same.</summary>
    internal static double Numerators(ReadOnlySpan<double> values, double temperature, Span<double> numerators)
    {
        double greatest = double.NegativeInfinity, sum = 0;
        foreach (double value in values)
            greatest = Math.Max(greatest, value);
        for (int i = 0; i < values.Length; i++)
            sum += numerators[i] = Math.Exp((values[i] - greatest) / temperature);
        return sum;
    }
}
