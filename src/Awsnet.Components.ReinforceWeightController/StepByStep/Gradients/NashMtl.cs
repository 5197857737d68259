namespace Awsnet.Components;

/// <summary>
/// Nash-MTL (Navon et al. 2022): the Nash bargaining solution of the losses, G w = 1 / w, G divided by its Frobenius norm. The paper solves
/// it by a sequence of convex programs; here it is the least point of ½ wᵀ G w − Σ log wᵢ, found by Newton's method.
/// </summary>
/// <param name="losses">The losses' names.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class NashMtl(IEnumerable<string> losses, StepWeightingOptions? options = null)
    : StepWeighting(losses, options, StepNeeds.Gram)
{
    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        Span<double> scaled = Count <= GramMatrix.LargestOnStack ? stackalloc double[Count * Count] : new double[Count * Count];
        GramMatrix.Relative(input.Gram, Count).CopyTo(scaled);
        double norm = 0;
        foreach (double product in scaled)
            norm += product * product;
        Scale(scaled, 1 / Math.Sqrt(norm));
        return BalancedCombination.Solve(new GramMatrix(scaled, Count), 1, weights)
            ? null
            : "the gradients oppose each other: no combination helps all losses";
    }
}
