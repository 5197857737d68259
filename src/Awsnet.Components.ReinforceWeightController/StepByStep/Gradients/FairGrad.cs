using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>FairGrad (Ban and Ji 2024): α-fair progress of all losses, G w = w^(−1/α).</summary>
/// <param name="losses">The losses' names.</param>
/// <param name="alpha">α: above 0; 1 (the default) is proportional fairness, larger ones favor the slowest loss.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class FairGrad(IEnumerable<string> losses, double alpha = 1, StepWeightingOptions? options = null)
    : StepWeighting(losses, options, StepNeeds.Gram)
{
    private readonly double _alpha = Positive(alpha);

    private protected override string? Compute(StepInput input, Span<double> weights) =>
        BalancedCombination.Solve(new GramMatrix(input.Gram, Count), _alpha, weights)
            ? null
            : "the gradients oppose each other: no combination helps all losses";

    private protected override JsonObject Parameters() => new() { ["alpha"] = _alpha };
}
