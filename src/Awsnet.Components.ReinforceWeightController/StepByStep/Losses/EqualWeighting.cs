namespace Awsnet.Components;

/// <summary>The plain sum: every loss weighs the same. The peer that every other method has to beat.</summary>
/// <param name="losses">The losses' names.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class EqualWeighting(IEnumerable<string> losses, StepWeightingOptions? options = null)
    : StepWeighting(losses, options, StepNeeds.None)
{
    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        weights.Fill(1);
        return null;
    }
}
