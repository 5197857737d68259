using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// MGDA (Désidéri 2012; Sener and Koltun 2018): the shortest combination Σ wᵢ gᵢ with w on the simplex, found by Sener and Koltun's
/// descent: from the best pair of gradients, at most 250 steps, until they change w by less than 1e-5. At another unit of the
/// losses it may stop elsewhere, where there are three or more.
/// </summary>
/// <param name="losses">The losses' names.</param>
/// <param name="normalization">What each gradient is divided by first. Default nothing.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class Mgda(
    IEnumerable<string> losses, MgdaNormalization normalization = MgdaNormalization.None, StepWeightingOptions? options = null)
    : StepWeighting(losses, options, StepNeeds.Gram)
{
    private const int MaximumSteps = 250;
    private const double LeastChange = 1e-5, LeastRoom = 1e-7, ShortestMean = 1, LongestMean = 1e4;
    private readonly MgdaNormalization _normalization = Enum.IsDefined(normalization)
        ? normalization
        : throw new ArgumentOutOfRangeException(
            nameof(normalization), normalization, $"normalization is {normalization}; give None, L2, Loss or LossPlus.");

    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        Span<double> scaled = Count <= GramMatrix.LargestOnStack ? stackalloc double[Count * Count] : new double[Count * Count];
        Span<double> divisors = stackalloc double[Count], next = stackalloc double[Count];
        for (int i = 0; i < Count; i++)
            divisors[i] = Divisor(input, i);
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < Count; j++)
                scaled[i * Count + j] = input.Gram[i * Count + j] / (divisors[i] * divisors[j]);
        }
        // Their steps are made for gradients that are neither much shorter nor much longer than 1.
        double mean = GramMatrix.Mean(scaled, Count);
        var gram = new GramMatrix(scaled, Count, mean / Math.Clamp(mean, ShortestMean, LongestMean));
        weights.Fill(1);
        if (Count == 1)
            return null;
        BestPair(gram, weights);
        for (int iteration = 0; Count > 2 && iteration < MaximumSteps; iteration++)
        {
            Toward(gram, weights, next);
            double keep = Between(gram.Between(weights, weights), gram.Between(weights, next), gram.Between(next, next)).Share;
            double change = 0;
            for (int i = 0; i < Count; i++)
            {
                next[i] = keep * weights[i] + (1 - keep) * next[i];
                change += Math.Abs(next[i] - weights[i]);
            }
            if (change < LeastChange)
                break;
            next.CopyTo(weights);
        }
        return null;
    }

    private double Divisor(StepInput input, int loss)
    {
        double norm = Math.Sqrt(input.Gram[loss * Count + loss]);
        return _normalization switch
        {
            MgdaNormalization.L2 => norm,
            MgdaNormalization.Loss => Math.Max(input.Losses[loss], Smallest),
            MgdaNormalization.LossPlus => Math.Max(input.Losses[loss], Smallest) * norm,
            _ => 1,
        };
    }

    private static void BestPair(GramMatrix gram, Span<double> weights)
    {
        double least = double.PositiveInfinity;
        for (int i = 0; i < gram.Count; i++)
        {
            for (int j = i + 1; j < gram.Count; j++)
            {
                var (share, square) = Between(gram[i, i], gram[i, j], gram[j, j]);
                if (square >= least)
                    continue;
                least = square;
                weights.Clear();
                (weights[i], weights[j]) = (share, 1 - share);
            }
        }
    }

    /// <summary>The shortest point between two: the first one's share, and its squared length. An end is never taken whole.</summary>
    private static (double Share, double Square) Between(double first, double product, double second)
    {
        if (product >= first)
            return (0.999, first);
        if (product >= second)
            return (0.001, second);
        double share = (second - product) / (first + second - 2 * product);
        return (share, second + share * (product - second));
    }

    /// <summary>A step down the projected gradient to the nearest side of the simplex, brought back onto it.</summary>
    private static void Toward(GramMatrix gram, ReadOnlySpan<double> weights, Span<double> next)
    {
        int count = weights.Length;
        double mean = 0, length = 1;
        for (int i = 0; i < count; i++)
        {
            next[i] = -gram.Dot(i, weights);
            mean += next[i] / count;
        }
        bool isLimited = false;
        for (int i = 0; i < count; i++)
        {
            next[i] -= mean;
            double room = next[i] < 0 ? -weights[i] / next[i] : double.NaN;
            if (room > LeastRoom)
                (length, isLimited) = (isLimited ? Math.Min(length, room) : room, true);
        }
        for (int i = 0; i < count; i++)
        {
            double room = next[i] > 0 ? (1 - weights[i]) / next[i] : double.NaN;
            if (room > LeastRoom)
                length = Math.Min(length, room);
        }
        for (int i = 0; i < count; i++)
            next[i] = weights[i] + length * next[i];
        Simplex.Project(next);
    }

    private protected override JsonObject Parameters() => new() { ["normalization"] = _normalization.ToString() };
}
