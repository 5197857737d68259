namespace Awsnet.Components;

/// <summary>Holm's step-down correction for a table of comparisons.</summary>
public static class HolmCorrection
{
    /// <summary>Adjusted p-values: with p₍₁₎ ≤ … ≤ p₍ₘ₎, max over j ≤ i of min(1, (m − j + 1) p₍ⱼ₎).</summary>
    /// <param name="pValues">The p-values, each in [0, 1]; NaN marks a comparison that was not made, which counts for nothing.</param>
    /// <returns>As many adjusted p-values, in the order given.</returns>
    /// <exception cref="ArgumentException">A value is outside [0, 1].</exception>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        var adjusted = pValues.ToArray();
        for (var i = 0; i < adjusted.Length; i++)
        {
            if (adjusted[i] < 0 || adjusted[i] > 1)
                throw new ArgumentException(
                    FormattableString.Invariant($"p-value {i} is {adjusted[i]}; p-values lie in [0, 1]."), nameof(pValues));
        }

        var order = Enumerable.Range(0, adjusted.Length).Where(i => !double.IsNaN(adjusted[i])).OrderBy(i => adjusted[i]).ToArray();
        double largest = 0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            largest = Math.Max(largest, Math.Min(1, (order.Length - rank) * adjusted[order[rank]]));
            adjusted[order[rank]] = largest;
        }

        return adjusted;
    }
}
