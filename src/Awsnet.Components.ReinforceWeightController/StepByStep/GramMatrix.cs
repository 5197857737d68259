namespace Awsnet.Components;

/// <summary>Products of gradients and of their combinations, divided by a unit.</summary>
internal readonly ref struct GramMatrix(ReadOnlySpan<double> products, int count, double unit = 1)
{
    /// <summary>Matrices of more gradients than this are made on the heap: a stack may end at some hundreds.</summary>
    internal const int LargestOnStack = 64;

    private readonly ReadOnlySpan<double> _products = products;

    internal int Count { get; } = count;

    internal double this[int i, int j] => _products[i * Count + j] / unit;

    /// <summary>In units of the mean squared length: what is added to it then means the same, whatever the unit of the losses.</summary>
    internal static GramMatrix Relative(ReadOnlySpan<double> products, int count) => new(products, count, Mean(products, count));

    /// <summary>The mean squared length.</summary>
    internal static double Mean(ReadOnlySpan<double> products, int count)
    {
        double mean = 0;
        for (int i = 0; i < count; i++)
            mean += products[i * count + i] / count;
        return mean;
    }

    internal void CopyTo(Span<double> target)
    {
        for (int at = 0; at < target.Length; at++)
            target[at] = _products[at] / unit;
    }

    internal double Norm(int i) => Math.Sqrt(this[i, i]);

    /// <summary>gᵢ · Σ cⱼ gⱼ.</summary>
    internal double Dot(int i, ReadOnlySpan<double> combination)
    {
        double sum = 0;
        for (int j = 0; j < Count; j++)
            sum += _products[i * Count + j] * combination[j];
        return sum / unit;
    }

    /// <summary>‖Σ cⱼ gⱼ‖, 0 where rounding makes its square negative.</summary>
    internal double Norm(ReadOnlySpan<double> combination)
    {
        double sum = 0;
        for (int i = 0; i < Count; i++)
            sum += combination[i] * Dot(i, combination);
        return Math.Sqrt(Math.Max(0, sum));
    }

    /// <summary>Σ over i and j of cᵢ dⱼ gᵢ · gⱼ.</summary>
    internal double Between(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        double sum = 0;
        for (int i = 0; i < Count; i++)
            sum += one[i] * Dot(i, other);
        return sum;
    }
}
