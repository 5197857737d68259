namespace Awsnet.Components;

/// <summary>Greedy best-of-K, the paper's No-RL: actions are drawn uniformly, the best candidate is adopted, nothing is learned.</summary>
public sealed class GreedyController : WeightController
{
    /// <summary>A controller at its start.</summary>
    /// <param name="space">The losses.</param>
    /// <param name="options">Null for the defaults.</param>
    public GreedyController(WeightSpace space, GreedyOptions? options = null)
        : base(space, options ??= new()) => Options = options;

    /// <summary>The options.</summary>
    public GreedyOptions Options { get; }

    /// <inheritdoc/>
    public override ControllerDiagnosis Diagnose() => new()
    {
        PolicyEntropy = 1,
        Drift = 0,
        IndistinguishableFromRandomSearch = true,
        Summary = "This controller searches at random by design: it adopts the best of K and learns nothing.",
    };

    private protected override double PolicyEntropy => 1;

    private protected override void Propose(int index, Span<double> action)
    {
        foreach (ref double change in action)
            change = Options.Actions[Random.Below(Options.Actions.Length)];
    }
}
