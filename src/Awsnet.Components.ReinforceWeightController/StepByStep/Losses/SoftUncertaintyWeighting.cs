using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>UW-SO (Kirchdorfer et al. 2024, arXiv 2408.07985): w = softmax(1 / (L T)), the closed form of UW made soft.</summary>
/// <param name="losses">The losses' names.</param>
/// <param name="temperature">T: above 0. It depends on the size of the losses and has to be chosen; default 1.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class SoftUncertaintyWeighting(IEnumerable<string> losses, double temperature = 1, StepWeightingOptions? options = null)
    : StepWeighting(losses, options, StepNeeds.None)
{
    private readonly double _temperature = Positive(temperature);

    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        for (int i = 0; i < weights.Length; i++)
            weights[i] = 1 / (Math.Max(input.Losses[i], Smallest) * _temperature);
        ToSoftmax(weights);
        return null;
    }

    private protected override JsonObject Parameters() => new() { ["temperature"] = _temperature };
}
