namespace Awsnet.Components;

/// <summary>Percentiles by selection, in linear time on average and without sorting.</summary>
internal static class OrderStatistics
{
    /// <summary>
    /// The percentile interpolated linearly between ranks: rank h = p/100 · (n − 1), value a[⌊h⌋] + (h − ⌊h⌋)(a[⌊h⌋+1] − a[⌊h⌋]).
    /// </summary>
    /// <param name="values">At least one value; reordered.</param>
    /// <param name="percentile">In [0, 100].</param>
    /// <returns>The percentile.</returns>
    public static double Percentile(Span<double> values, double percentile)
    {
        var rank = percentile / 100 * (values.Length - 1);
        var below = Math.Min((int)rank, values.Length - 1);
        var low = Select(values, below);
        if (below == values.Length - 1 || rank == below) return low;
        var high = double.PositiveInfinity;
        foreach (var value in values[(below + 1)..]) high = Math.Min(high, value);
        return low + ((rank - below) * (high - low));
    }

    /// <summary>
    /// As <see cref="Percentile"/>, with rank and interpolation in single precision, where ranks of large sets are off by
    /// up to 1e-7 of their size.
    /// </summary>
    public static double PercentileInSinglePrecision(Span<double> values, double percentile)
    {
        var rank = (float)(percentile / 100) * (values.Length - 1);
        var below = Math.Min((int)rank, values.Length - 1);
        var low = (float)Select(values, below);
        if (below == values.Length - 1 || rank == below) return low;
        var high = float.PositiveInfinity;
        foreach (var value in values[(below + 1)..]) high = Math.Min(high, (float)value);
        return low + ((rank - below) * (high - low));
    }

    /// <summary>As <see cref="Percentile"/>, of values in ascending order; NaN when there is none.</summary>
    public static double OfSorted(ReadOnlySpan<double> sorted, double percentile)
    {
        if (sorted.IsEmpty) return double.NaN;
        var rank = percentile / 100 * (sorted.Length - 1);
        var below = Math.Min((int)rank, sorted.Length - 1);
        // Equal neighbors need no interpolation, and infinite ones allow none.
        if (below == sorted.Length - 1 || rank == below || sorted[below] == sorted[below + 1]) return sorted[below];
        return sorted[below] + ((rank - below) * (sorted[below + 1] - sorted[below]));
    }

    /// <summary>Moves the k-th smallest value to place k, smaller ones before it, larger ones after.</summary>
    private static double Select(Span<double> values, int k)
    {
        int low = 0, high = values.Length - 1;
        for (var budget = 2 * (int.Log2(values.Length) + 1); low < high; budget--)
        {
            if (budget == 0)
            {
                values[low..(high + 1)].Sort();
                break;
            }

            var pivot = MedianOfThree(values[low], values[low + ((high - low) / 2)], values[high]);
            int i = low, j = high;
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }

            if (k <= j) high = j;
            else if (k >= i) low = i;
            else break;
        }

        return values[k];
    }

    internal static double MedianOfThree(double a, double b, double c) =>
        Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
