namespace Awsnet.Components;

/// <summary>Percentiles with linear interpolation between ranks, by selection instead of sorting.</summary>
internal static class Percentile
{
    /// <summary>The percentile of values in any order; the values are reordered.</summary>
    public static double OfUnordered(Span<float> values, double percentile)
    {
        double rank = percentile / 100 * (values.Length - 1);
        int below = (int)rank;
        double fraction = rank - below;
        double low = Select(values, below);
        if (fraction == 0)
            return low;
        // Selection leaves everything behind the rank at least as large: the next rank is the least of it.
        float next = float.PositiveInfinity;
        foreach (float value in values[(below + 1)..])
            next = Math.Min(next, value);
        return low + fraction * (next - low);
    }

    // Hoare's selection, median of three: afterwards values[k] is the k-th smallest, smaller ones before it, larger behind.
    private static float Select(Span<float> values, int k)
    {
        int left = 0, right = values.Length - 1;
        while (left < right)
        {
            float pivot = MedianOfThree(values[left], values[(left + right) >>> 1], values[right]);
            int i = left, j = right;
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
                right = j;
            else if (k >= i)
                left = i;
            else
                break;
        }

        return values[k];
    }

    private static float MedianOfThree(float a, float b, float c) =>
        Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
