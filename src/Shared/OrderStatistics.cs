using System.Numerics;

namespace Awsnet.Components;

/// <summary>Percentiles by selection, in linear time on average and without sorting.</summary>
internal static partial class OrderStatistics
{
    /// <summary>
    /// The percentile interpolated linearly between ranks: rank h = p/100 · (n − 1), value a[⌊h⌋] + (h − ⌊h⌋)(a[⌊h⌋+1] − a[⌊h⌋]).
    /// </summary>
    /// <param name="values">At least one value; reordered.</param>
    /// <param name="percentile">In [0, 100].</param>
    internal static double Percentile<T>(Span<T> values, double percentile)
        where T : struct, IFloatingPointIeee754<T>
    {
        double rank = percentile / 100 * (values.Length - 1);
        int below = (int)rank;
        double low = double.CreateTruncating(Select(values, below));
        return rank == below ? low : low + (rank - below) * (double.CreateTruncating(LeastFrom<T>(values, below + 1)) - low);
    }

    /// <summary>The smallest value from a place on.</summary>
    private static T LeastFrom<T>(ReadOnlySpan<T> values, int start)
        where T : struct, IFloatingPointIeee754<T>
    {
        T least = T.PositiveInfinity;
        foreach (T value in values[start..])
            least = T.Min(least, value);
        return least;
    }

    /// <summary>Hoare's selection: moves the k-th smallest value to place k, smaller ones before it, larger ones after.</summary>
    private static T Select<T>(Span<T> values, int k)
        where T : struct, IFloatingPointIeee754<T>
    {
        int low = 0, high = values.Length - 1;
        // After as many rounds as halving would take twice over, sorting what is left bounds the worst case.
        for (int budget = 2 * (int.Log2(values.Length) + 1); low < high; budget--)
        {
            if (budget == 0)
            {
                values[low..(high + 1)].Sort();
                break;
            }
            T pivot = MedianOfThree(values[low], values[low + (high - low) / 2], values[high]);
            int i = low, j = high;
            while (i <= j)
            {
                while (values[i] < pivot)
                    i++;
                while (values[j] > pivot)
                    j--;
                if (i > j)
                    break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }
            if (k <= j)
                high = j;
            else if (k >= i)
                low = i;
            else
                break;
        }
        return values[k];
    }

    internal static T MedianOfThree<T>(T a, T b, T c)
        where T : struct, IFloatingPointIeee754<T> => T.Max(T.Min(a, b), T.Min(T.Max(a, b), c));
}
