namespace Awsnet.Components;

/// <summary>Weights that are given once and stay: equal ones, or the paper's fixed optimal ones.</summary>
/// <remarks>Meant for one candidate an epoch: plain training with the same log, checkpoints and progress as a search.</remarks>
public sealed class FixedController : WeightController
{
    /// <summary>A controller of given weights.</summary>
    /// <param name="weights">The weights; <see cref="LossWeights.Equal(IEnumerable{string})"/> for equal ones.</param>
    /// <param name="options">Null for the defaults.</param>
    public FixedController(LossWeights weights, FixedOptions? options = null)
        : base(SpaceOf(weights), options ??= new(), weights) => Options = options;

    /// <summary>The options.</summary>
    public FixedOptions Options { get; }

    /// <inheritdoc/>
    public override ControllerDiagnosis Diagnose() => new()
    {
        IndistinguishableFromRandomSearch = false,
        Summary = "The weights are given; nothing is searched and nothing is learned.",
    };

    private protected override LossWeights ProposalWeights(ReadOnlySpan<double> logits) => Weights;

    private static WeightSpace SpaceOf(LossWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        // A weight of 0 has no logit; e⁻⁷⁰⁰ is as near as a double gets.
        return new WeightSpace(weights.Names) { InitialLogits = [.. weights.Values.Select(weight => Math.Max(Math.Log(weight), -700))] };
    }
}
