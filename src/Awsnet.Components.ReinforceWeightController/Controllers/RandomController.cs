namespace Awsnet.Components;

/// <summary>
/// Random loss weighting (Lin et al. 2021): each proposal is α = softmax(β₀ + z), z ~ N(0, deviation²), drawn again every step.
/// </summary>
/// <remarks>With one candidate an epoch it costs what plain training does and is a baseline that any weight finder has to beat.</remarks>
public sealed class RandomController : WeightController
{
    /// <summary>A controller at its start.</summary>
    /// <param name="space">The losses.</param>
    /// <param name="options">Null for the defaults.</param>
    public RandomController(WeightSpace space, RandomOptions? options = null)
        : base(space, options ??= new()) => Options = options;

    /// <summary>The options.</summary>
    public RandomOptions Options { get; }

    /// <inheritdoc/>
    public override ControllerDiagnosis Diagnose() => new()
    {
        IndistinguishableFromRandomSearch = true,
        Summary = "This controller draws weights at random by design and learns nothing.",
    };

    private protected override void Propose(int index, Span<double> action)
    {
        for (int loss = 0; loss < action.Length; loss++)
            action[loss] = Space.InitialLogits[loss] + Options.Deviation * Random.Normal() - Logits[loss];
    }
}
