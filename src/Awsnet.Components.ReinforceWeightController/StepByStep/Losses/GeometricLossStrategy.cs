namespace Awsnet.Components;

/// <summary>
/// GLS (Chennupati et al. 2019): descent on the geometric mean (Π Lᵢ)^(1/n), whose gradient is Σ wᵢ ∇Lᵢ with
/// wᵢ = (Π Lⱼ)^(1/n) / (n Lᵢ).
/// </summary>
/// <param name="losses">The losses' names.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class GeometricLossStrategy(IEnumerable<string> losses, StepWeightingOptions? options = null)
    : StepWeighting(losses, options, StepNeeds.None)
{
    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        double logMean = 0;
        foreach (double loss in input.Losses)
            logMean += Math.Log(Math.Max(loss, Smallest)) / weights.Length;
        for (int i = 0; i < weights.Length; i++)
            weights[i] = Math.Exp(logMean) / (weights.Length * Math.Max(input.Losses[i], Smallest));
        return null;
    }
}
