namespace Awsnet.Components;

/// <summary>
/// RLW, random loss weighting (Lin et al. 2022): w = softmax(z), z ~ N(0, 1), drawn at every step. A litmus test for all others.
/// </summary>
/// <param name="losses">The losses' names.</param>
/// <param name="options">Null for the defaults; its seed is used.</param>
public sealed class RandomLossWeighting(IEnumerable<string> losses, StepWeightingOptions? options = null)
    : StepWeighting(losses, options, StepNeeds.None)
{
    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        for (int i = 0; i < weights.Length; i++)
            weights[i] = Random.Normal();
        ToSoftmax(weights);
        return null;
    }
}
