using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// UPGrad (Quinton and Rey 2024, Jacobian descent): each gradient is projected onto the cone of directions that harm no loss, and the
/// projections are averaged. For each unit vector u of length 1/n, the least vᵀ G v with v ≥ u; w = Σ v. G is divided by its trace, and a
/// little of the identity is added.
/// </summary>
/// <param name="losses">The losses' names.</param>
/// <param name="normEps">
/// Below this trace the gradients count as 0, in units of their mean squared length, in which the trace is n: it has an effect above n
/// alone. Default 0.0001.
/// </param>
/// <param name="regEps">What is added to the diagonal. Default 0.0001.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class UPGrad(IEnumerable<string> losses, double normEps = 1e-4, double regEps = 1e-4, StepWeightingOptions? options = null)
    : StepWeighting(losses, options, StepNeeds.Gram)
{
    private readonly double _normEpsilon = Positive(normEps), _regularization = Positive(regEps);

    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        var gram = GramMatrix.Relative(input.Gram, Count);
        Span<double> scaled = Count <= GramMatrix.LargestOnStack ? stackalloc double[Count * Count] : new double[Count * Count];
        Span<double> linear = stackalloc double[Count], above = stackalloc double[Count];
        double trace = 0;
        for (int i = 0; i < Count; i++)
            trace += gram[i, i];
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < Count; j++)
                scaled[i * Count + j] = (trace < _normEpsilon ? 0 : gram[i, j] / trace) + (i == j ? _regularization : 0);
        }
        weights.Clear();
        for (int unit = 0; unit < Count; unit++)
        {
            // With v = u + s, s ≥ 0: the least ½ sᵀ G s + (G u)ᵀ s.
            for (int i = 0; i < Count; i++)
                linear[i] = scaled[i * Count + unit] / Count;
            if (!NonNegativeQuadratic.Minimize(scaled, linear, above))
                return "the projection onto the dual cone was not found";
            weights[unit] += 1.0 / Count;
            for (int i = 0; i < Count; i++)
                weights[i] += above[i];
        }
        return null;
    }

    private protected override JsonObject Parameters() => new() { ["normEps"] = _normEpsilon, ["regEps"] = _regularization };
}
