namespace Awsnet.Components;

/// <summary>
/// nnU-Net's prior for supervision heads: the final head 1, each deeper one half of the one before it, the deepest of three or more 0.
/// </summary>
/// <param name="losses">The heads' names, deepest first and final last, as networks of this family order them.</param>
public sealed class HalvingWeighting(IEnumerable<string> losses) : StepWeighting(losses, FixedWeighting.Unbounded, StepNeeds.None)
{
    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        for (int i = 0; i < weights.Length; i++)
            weights[i] = Math.Pow(0.5, weights.Length - 1 - i);
        if (weights.Length > 2)
            weights[0] = 0;
        return null;
    }
}
