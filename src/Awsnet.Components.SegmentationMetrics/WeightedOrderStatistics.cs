namespace Awsnet.Components;

/// <summary>Percentiles of weighted values by selection.</summary>
internal static class WeightedOrderStatistics
{
    /// <summary>The smallest value such that it and the smaller ones hold the percentile's share of the weight.</summary>
    /// <param name="values">At least one value; reordered.</param>
    /// <param name="weights">As many positive weights; reordered alike.</param>
    /// <param name="total">Their sum.</param>
    /// <param name="percentile">In [0, 100].</param>
    /// <returns>The percentile.</returns>
    public static double Percentile(Span<double> values, Span<double> weights, double total, double percentile)
    {
        Span<double> allValues = values, allWeights = weights;
        double target = percentile / 100 * total, below = 0;
        // After as many rounds as halving would take twice over, sorting what is left bounds the worst case.
        for (var budget = 2 * (int.Log2(values.Length) + 1); values.Length > 32 && budget > 0; budget--)
        {
            var (left, right) = Partition(values, weights);
            double leftWeight = Sum(weights[..left]), middleWeight = Sum(weights[left..right]);
            var reached = below + leftWeight + middleWeight;
            if (IsTie(below + leftWeight, target, total) || IsTie(reached, target, total))
                return InOrder(allValues, allWeights, percentile);
            if (below + leftWeight > target)
            {
                values = values[..left];
                weights = weights[..left];
            }
            else if (reached > target || right == values.Length)
            {
                return values[left];
            }
            else
            {
                below = reached;
                values = values[right..];
                weights = weights[right..];
            }
        }

        values.Sort(weights);
        for (var i = 0; i < values.Length; i++)
        {
            below += weights[i];
            if (IsTie(below, target, total)) return InOrder(allValues, allWeights, percentile);
            if (below > target) return values[i];
        }

        return values[^1];
    }

    /// <summary>
    /// Whether a share is reached depends on rounding, when it is met exactly. Whoever sums in another order decides
    /// otherwise, so the order is fixed for that case.
    /// </summary>
    private static bool IsTie(double weight, double target, double total) => Math.Abs(weight - target) <= 1e-9 * total;

    /// <summary>The definition, summed as NumPy does: ascending by value, then weight; the total in pairs.</summary>
    private static double InOrder(Span<double> values, Span<double> weights, double percentile)
    {
        values.Sort(weights);
        for (int start = 0, end; start < values.Length; start = end)
        {
            for (end = start + 1; end < values.Length && values[end] == values[start];) end++;
            weights[start..end].Sort();
        }

        var total = PairwiseSum(weights);
        double sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += weights[i];
            if (sum / total >= percentile / 100) return values[i];
        }

        return values[^1];
    }

    private static double PairwiseSum(ReadOnlySpan<double> values)
    {
        if (values.Length < 8) return Sum(values);
        if (values.Length > 128)
        {
            var half = values.Length / 2;
            half -= half % 8;
            return PairwiseSum(values[..half]) + PairwiseSum(values[half..]);
        }

        Span<double> lanes = stackalloc double[8];
        var whole = values.Length - (values.Length % 8);
        for (var i = 0; i < whole; i++) lanes[i % 8] += values[i];
        var sum = (lanes[0] + lanes[1] + (lanes[2] + lanes[3])) + (lanes[4] + lanes[5] + (lanes[6] + lanes[7]));
        foreach (var value in values[whole..]) sum += value;
        return sum;
    }

    /// <summary>Smaller values first, then those equal to the pivot from place Left, then larger ones from place Right.</summary>
    private static (int Left, int Right) Partition(Span<double> values, Span<double> weights)
    {
        var pivot = OrderStatistics.MedianOfThree(values[0], values[values.Length / 2], values[^1]);
        int left = 0, right = values.Length;
        for (var i = 0; i < right;)
        {
            if (values[i] < pivot) Swap(values, weights, i++, left++);
            else if (values[i] > pivot) Swap(values, weights, i, --right);
            else i++;
        }

        return (left, right);
    }

    private static void Swap(Span<double> values, Span<double> weights, int i, int j)
    {
        (values[i], values[j]) = (values[j], values[i]);
        (weights[i], weights[j]) = (weights[j], weights[i]);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values) sum += value;
        return sum;
    }
}
