using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Weights that stay as given. The bound on their ratio does not apply: a loss of weight 0 is left out.</summary>
/// <param name="weights">The weights.</param>
public sealed class FixedWeighting(LossWeights weights) : StepWeighting(weights.Names, Unbounded, StepNeeds.None)
{
    internal static readonly StepWeightingOptions Unbounded = new() { LargestRatio = double.PositiveInfinity };

    private protected override string? Compute(StepInput input, Span<double> result)
    {
        weights.Values.CopyTo(result);
        return null;
    }

    private protected override JsonObject Parameters() => new() { ["weights"] = StateWriter.Numbers(weights.Values.AsSpan()) };
}
