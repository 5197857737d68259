namespace Awsnet.Components;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>The value below which a probability lies, by bisection of [−10, 10].</summary>
    /// <param name="probability">Above 0, below 1.</param>
    /// <param name="halvings">How often the interval is halved. Seeded draws depend on it.</param>
    internal static double Quantile(double probability, int halvings)
    {
        double low = -10, high = 10;
        for (int i = 0; i < halvings; i++)
        {
            double middle = (low + high) / 2;
            if (Below(middle) < probability)
                low = middle;
            else
                high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + ...), converging for every x.</summary>
    private static double Below(double x)
    {
        double term = x, sum = x;
        for (int odd = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); odd += 2)
            sum += term *= x * x / odd;
        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }
}
