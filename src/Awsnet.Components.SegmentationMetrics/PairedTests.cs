using MathNet.Numerics.Distributions;

namespace Awsnet.Components;

/// <summary>Two-sided tests on paired values, such as the Dice of two methods on the same cases.</summary>
/// <remarks>A pair with a value that is not a number is left out. Infinite values are refused: choose a finite policy.</remarks>
public static class PairedTests
{
    private const int LargestExact = 50;

    /// <summary>Student's paired t-test: t = d̄ / (s / √n) with n − 1 degrees of freedom, d the differences.</summary>
    /// <param name="first">One value a pair.</param>
    /// <param name="second">The other value of each pair.</param>
    /// <returns>t and p; p is NaN below two pairs or when all differences are 0, and 0 when all are equal but not 0.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a value is infinite.</exception>
    public static PairedTestResult TTest(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var differences = Differences(first, second);
        var n = differences.Length;
        if (n < 2) return new PairedTestResult(double.NaN, double.NaN, n);
        var mean = differences.Sum() / n;
        var deviation = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (n - 1));
        var t = mean / (deviation / Math.Sqrt(n));
        // The lower tail keeps its precision where 1 − CDF would round to 0.
        var p = double.IsNaN(t) ? double.NaN : 2 * StudentT.CDF(0, 1, n - 1, -Math.Abs(t));
        return new PairedTestResult(t, p, n);
    }

    /// <summary>
    /// Wilcoxon's signed-rank test: W = min(W₊, W₋), the sums of the ranks of |d| over positive and negative differences.
    /// Zero differences are left out; equal ones share their mean rank.
    /// </summary>
    /// <param name="first">One value a pair.</param>
    /// <param name="second">The other value of each pair.</param>
    /// <returns>
    /// W and p: exact over all signs up to 50 pairs, ties included; beyond, by the normal approximation with the
    /// variance corrected for ties and without continuity correction. NaN when no difference is left.
    /// </returns>
    /// <exception cref="ArgumentException">The lengths differ, or a value is infinite.</exception>
    public static PairedTestResult Wilcoxon(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var differences = Differences(first, second).Where(d => d != 0).OrderBy(Math.Abs).ToArray();
        var n = differences.Length;
        if (n == 0) return new PairedTestResult(double.NaN, double.NaN, 0);

        var (doubledRanks, tieCorrection) = Rank(differences);
        long doubledPositive = 0, doubledTotal = 0;
        for (var i = 0; i < n; i++)
        {
            doubledTotal += doubledRanks[i];
            if (differences[i] > 0) doubledPositive += doubledRanks[i];
        }

        var doubledSmaller = Math.Min(doubledPositive, doubledTotal - doubledPositive);
        var p = n <= LargestExact
            ? ExactPValue(doubledRanks, doubledSmaller)
            : NormalPValue(n, doubledSmaller / 2.0, tieCorrection);
        return new PairedTestResult(doubledSmaller / 2.0, p, n);
    }

    /// <summary>The differences first − second of the pairs without NaN.</summary>
    internal static double[] Differences(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException(
                $"There are {first.Length} first values and {second.Length} second ones; paired tests need one of each for every pair.");
        var differences = new List<double>(first.Length);
        for (var i = 0; i < first.Length; i++)
        {
            if (double.IsInfinity(first[i]) || double.IsInfinity(second[i]))
                throw new ArgumentException(
                    $"Pair {i} is ({MetricText.Exact(first[i])}, {MetricText.Exact(second[i])}); an infinite value has no difference. " +
                    "Choose a finite policy for empty masks, such as ImageDiagonal.");
            if (!double.IsNaN(first[i]) && !double.IsNaN(second[i])) differences.Add(first[i] - second[i]);
        }

        return [.. differences];
    }

    /// <summary>Twice the mean rank of each difference (whole numbers, so that sums are exact), and Σ(t³ − t) over ties.</summary>
    private static (int[] DoubledRanks, double TieCorrection) Rank(double[] ordered)
    {
        var ranks = new int[ordered.Length];
        double correction = 0;
        for (int start = 0, end; start < ordered.Length; start = end)
        {
            for (end = start + 1; end < ordered.Length && Math.Abs(ordered[end]) == Math.Abs(ordered[start]);) end++;
            // Ranks start + 1 … end have the mean (start + 1 + end) / 2.
            for (var i = start; i < end; i++) ranks[i] = start + 1 + end;
            double tied = end - start;
            correction += (tied * tied * tied) - tied;
        }

        return (ranks, correction);
    }

    /// <summary>Share of all 2ⁿ choices of signs whose smaller rank sum is at most the one seen.</summary>
    private static double ExactPValue(int[] doubledRanks, long doubledSmaller)
    {
        // ways[s] is the share of choices whose positive ranks sum to s.
        var ways = new double[doubledRanks.Sum() + 1];
        ways[0] = 1;
        var reached = 0;
        foreach (var rank in doubledRanks)
        {
            reached += rank;
            for (var s = reached; s >= rank; s--) ways[s] = 0.5 * (ways[s] + ways[s - rank]);
            for (var s = rank - 1; s >= 0; s--) ways[s] *= 0.5;
        }

        double tail = 0;
        for (var s = 0; s <= doubledSmaller; s++) tail += ways[s];
        return Math.Min(1, 2 * tail);
    }

    private static double NormalPValue(int n, double smaller, double tieCorrection)
    {
        var mean = n * (n + 1.0) / 4;
        var variance = ((n * (n + 1.0) * ((2.0 * n) + 1)) - (tieCorrection / 2)) / 24;
        var z = (smaller - mean) / Math.Sqrt(variance);
        return Math.Min(1, 2 * Normal.CDF(0, 1, z));
    }
}
