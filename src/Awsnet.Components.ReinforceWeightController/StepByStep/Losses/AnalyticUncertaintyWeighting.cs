namespace Awsnet.Components;

/// <summary>UW in closed form: Σ Lᵢ / (2 exp sᵢ) + sᵢ / 2 is least at exp sᵢ = Lᵢ, so wᵢ = 1 / (2 Lᵢ).</summary>
/// <param name="losses">The losses' names.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class AnalyticUncertaintyWeighting(IEnumerable<string> losses, StepWeightingOptions? options = null)
    : StepWeighting(losses, options, StepNeeds.None)
{
    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        for (int i = 0; i < weights.Length; i++)
            weights[i] = 1 / (2 * Math.Max(input.Losses[i], Smallest));
        return null;
    }
}
