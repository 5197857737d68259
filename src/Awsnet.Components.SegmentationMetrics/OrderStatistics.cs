namespace Awsnet.Components;

/// <content>Percentiles that surface distances and tables need beside the usual one.</content>
internal static partial class OrderStatistics
{
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
        return low + ((rank - below) * ((float)LeastFrom<double>(values, below + 1) - low));
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
}
