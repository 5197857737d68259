namespace Awsnet.Components;

/// <summary>Distances of surface elements, each with the size of its element, or all of one size.</summary>
internal readonly ref struct DistanceSet
{
    private readonly Span<double> distances;
    private readonly Span<double> sizes;

    /// <param name="distances">At least one.</param>
    /// <param name="sizes">As many, or none when all elements weigh the same.</param>
    public DistanceSet(Span<double> distances, Span<double> sizes)
    {
        this.distances = distances;
        this.sizes = sizes;
        double sum = 0, maximum = 0, size = 0;
        for (var i = 0; i < distances.Length; i++)
        {
            var weight = sizes.IsEmpty ? 1 : sizes[i];
            sum += distances[i] * weight;
            size += weight;
            maximum = Math.Max(maximum, distances[i]);
        }

        Sum = sum;
        Size = size;
        Maximum = maximum;
    }

    /// <summary>Σ distance x size.</summary>
    public double Sum { get; }

    /// <summary>Σ size: the number of elements when all weigh the same.</summary>
    public double Size { get; }

    public double Maximum { get; }

    public double Mean => Sum / Size;

    /// <summary>Size of the elements within a distance.</summary>
    public double SizeWithin(double tolerance)
    {
        double size = 0;
        for (var i = 0; i < distances.Length; i++)
        {
            if (distances[i] <= tolerance) size += sizes.IsEmpty ? 1 : sizes[i];
        }

        return size;
    }

    /// <summary>A percentile of the distances. Reorders the elements.</summary>
    public double Percentile(double percentile, bool singlePrecision) => (sizes.IsEmpty, singlePrecision) switch
    {
        (false, _) => WeightedOrderStatistics.Percentile(distances, sizes, Size, percentile),
        (_, true) => OrderStatistics.PercentileInSinglePrecision(distances, percentile),
        _ => OrderStatistics.Percentile(distances, percentile),
    };
}
