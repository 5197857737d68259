namespace Awsnet.Components;

/// <summary>
/// Aligned-MTL (Senushkin et al. 2023): the gradients' matrix is replaced by the nearest one whose principal components are all as large as
/// the smallest. With G = V Λ Vᵀ, w = √λ_min V Λ^(−½) Vᵀ 1. Weights may be negative.
/// </summary>
/// <param name="losses">The losses' names.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class AlignedMtl(IEnumerable<string> losses, StepWeightingOptions? options = null)
    : StepWeighting(losses, options, StepNeeds.Gram)
{
    private const double MachineEpsilon = 2.220446049250313e-16;

    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        Span<double> values = stackalloc double[Count];
        Span<double> vectors = Count <= GramMatrix.LargestOnStack ? stackalloc double[Count * Count] : new double[Count * Count];
        Span<double> copy = Count <= GramMatrix.LargestOnStack ? stackalloc double[Count * Count] : new double[Count * Count];
        GramMatrix.Relative(input.Gram, Count).CopyTo(copy);
        Eigen.Decompose(copy, values, vectors);
        double largest = 0, smallest = double.PositiveInfinity;
        foreach (double value in values)
            largest = Math.Max(largest, value);
        double tolerance = largest * Count * MachineEpsilon;
        foreach (double value in values)
        {
            if (value > tolerance)
                smallest = Math.Min(smallest, value);
        }
        weights.Clear();
        for (int k = 0; k < Count; k++)
        {
            if (values[k] <= tolerance)
                continue;
            double along = 0;
            for (int j = 0; j < Count; j++)
                along += vectors[j * Count + k];
            for (int i = 0; i < Count; i++)
                weights[i] += Math.Sqrt(smallest / values[k]) * vectors[i * Count + k] * along;
        }
        return null;
    }
}
