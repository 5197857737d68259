namespace Awsnet.Components;

/// <summary>Percentile bootstrap of a mean.</summary>
internal static class Bootstrap
{
    public static ConfidenceInterval MeanInterval(ReadOnlySpan<double> values, MetricSummaryOptions options)
    {
        if (values.IsEmpty) return new ConfidenceInterval(double.NaN, double.NaN, options.Confidence);
        var random = new SplitMix64((ulong)options.Seed);
        var means = new double[options.Resamples];
        for (var resample = 0; resample < means.Length; resample++)
        {
            double sum = 0;
            for (var draw = 0; draw < values.Length; draw++) sum += values[random.Next(values.Length)];
            means[resample] = sum / values.Length;
        }

        Array.Sort(means);
        var tail = 50 * (1 - options.Confidence);
        return new ConfidenceInterval(
            OrderStatistics.OfSorted(means, tail), OrderStatistics.OfSorted(means, 100 - tail), options.Confidence);
    }
}
