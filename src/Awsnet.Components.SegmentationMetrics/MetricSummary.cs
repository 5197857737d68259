namespace Awsnet.Components;

/// <summary>Mean, spread and order of a metric over cases.</summary>
/// <remarks>
/// Values that are not a number are left out and counted; infinite ones take part, so that a mean over them is infinite
/// and their policy shows.
/// </remarks>
public sealed record MetricSummary
{
    /// <summary>Values that take part.</summary>
    /// <value>At least 0.</value>
    public required int Count { get; init; }

    /// <summary>Values left out because they are not a number.</summary>
    /// <value>At least 0.</value>
    public required int NotANumber { get; init; }

    /// <summary>Values that take part and are infinite.</summary>
    /// <value>At least 0.</value>
    public required int Infinite { get; init; }

    /// <summary>Arithmetic mean.</summary>
    /// <value>NaN when no value takes part.</value>
    public required double Mean { get; init; }

    /// <summary>Sample standard deviation, √(Σ(x − x̄)² / (n − 1)).</summary>
    /// <value>NaN below two values, or when one is infinite.</value>
    public required double StandardDeviation { get; init; }

    /// <summary>Smallest value.</summary>
    /// <value>NaN when no value takes part.</value>
    public required double Minimum { get; init; }

    /// <summary>First quartile, interpolated linearly between ranks.</summary>
    /// <value>NaN when no value takes part.</value>
    public required double LowerQuartile { get; init; }

    /// <summary>Median.</summary>
    /// <value>NaN when no value takes part.</value>
    public required double Median { get; init; }

    /// <summary>Third quartile, interpolated linearly between ranks.</summary>
    /// <value>NaN when no value takes part.</value>
    public required double UpperQuartile { get; init; }

    /// <summary>Largest value.</summary>
    /// <value>NaN when no value takes part.</value>
    public required double Maximum { get; init; }

    /// <summary>Percentile bootstrap interval of the mean.</summary>
    /// <value>Both ends NaN when no value takes part.</value>
    public required ConfidenceInterval MeanInterval { get; init; }

    /// <summary>Summarizes values.</summary>
    /// <param name="values">The values, one a case.</param>
    /// <param name="options">Bootstrap settings; null for the defaults.</param>
    /// <returns>The summary.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MetricSummary Of(ReadOnlySpan<double> values, MetricSummaryOptions? options = null)
    {
        options ??= new MetricSummaryOptions();
        options.Validate();
        double[] used = [.. values.ToArray().Where(value => !double.IsNaN(value))];
        var interval = Bootstrap.MeanInterval(used, options);
        Array.Sort(used);
        var mean = used.Length == 0 ? double.NaN : used.Sum() / used.Length;
        return new MetricSummary
        {
            Count = used.Length,
            NotANumber = values.Length - used.Length,
            Infinite = used.Count(double.IsInfinity),
            Mean = mean,
            StandardDeviation = Deviation(used, mean),
            Minimum = used.Length == 0 ? double.NaN : used[0],
            LowerQuartile = OrderStatistics.OfSorted(used, 25),
            Median = OrderStatistics.OfSorted(used, 50),
            UpperQuartile = OrderStatistics.OfSorted(used, 75),
            Maximum = used.Length == 0 ? double.NaN : used[^1],
            MeanInterval = interval,
        };
    }

    /// <summary><c>mean ± standard deviation</c>.</summary>
    /// <param name="decimals">Digits after the point; default 3.</param>
    /// <returns>The text, such as <c>0.678 ± 0.242</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of digits.</exception>
    public string ToMeanAndDeviation(int decimals = 3) =>
        $"{MetricText.Rounded(Mean, decimals)} ± {MetricText.Rounded(StandardDeviation, decimals)}";

    private static double Deviation(double[] values, double mean) => values.Length < 2
        ? double.NaN
        : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
}
