namespace Awsnet.Components;

/// <summary>
/// IMTL-G (Liu et al. 2021): the combination with equal projections on all gradients' directions uᵢ = gᵢ / ‖gᵢ‖. With D the rows g₁ − gᵢ
/// and U the rows u₁ − uᵢ, w₂… = g₁ Uᵀ (D Uᵀ)⁻¹ and w₁ = 1 − Σ wᵢ. Weights may be negative.
/// </summary>
/// <param name="losses">The losses' names.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class ImtlG(IEnumerable<string> losses, StepWeightingOptions? options = null) : StepWeighting(losses, options, StepNeeds.Gram)
{
    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        var gram = GramMatrix.Relative(input.Gram, Count);
        int others = Count - 1;
        Span<double> matrix = others <= GramMatrix.LargestOnStack ? stackalloc double[others * others] : new double[others * others];
        Span<double> solution = weights[1..];
        for (int i = 0; i < others; i++)
        {
            solution[i] = Unit(gram, 0, 0) - Unit(gram, 0, i + 1);
            // Transposed: the unknowns multiply D Uᵀ from the left.
            for (int j = 0; j < others; j++)
                matrix[i * others + j] = Unit(gram, 0, 0) - Unit(gram, 0, i + 1) - Unit(gram, j + 1, 0) + Unit(gram, j + 1, i + 1);
        }
        if (!LinearSystem.Solve(matrix, solution))
            return "two gradients had the same direction";
        weights[0] = 1;
        foreach (double weight in solution)
            weights[0] -= weight;
        return null;
    }

    /// <summary>gᵢ · uⱼ.</summary>
    private static double Unit(GramMatrix gram, int i, int j) => gram[i, j] / gram.Norm(j);
}
