using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>A step-by-step weighting as a controller of epochs: one step of it is one epoch, its losses are the epoch's means.</summary>
/// <remarks>
/// Needs the observed losses of every candidate. Meant for one candidate an epoch: all its proposals have the same weights.
/// </remarks>
public sealed class StepwiseController : WeightController
{
    private readonly StepWeighting _weighting;

    /// <summary>A controller at the weighting's present state.</summary>
    /// <param name="weighting">A method that lives on losses alone; owned from now on.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The method needs gradients or a second look at a batch, which an epoch does not
    /// give.</exception>
    public StepwiseController(StepWeighting weighting, StepwiseOptions? options = null)
        : base(SpaceOf(weighting), options ??= new(), weighting.Weights)
    {
        Options = options;
        _weighting = weighting;
    }

    /// <summary>The options.</summary>
    public StepwiseOptions Options { get; }

    /// <inheritdoc/>
    public override ControllerDiagnosis Diagnose() => new()
    {
        IndistinguishableFromRandomSearch = _weighting is RandomLossWeighting,
        Summary = $"{_weighting.GetType().Name} follows the losses of each epoch; no reward is used. {_weighting.Diagnose().Summary}",
    };

    private protected override void Propose(int index, Span<double> action)
    {
        for (int loss = 0; loss < action.Length; loss++)
            action[loss] = Math.Max(Math.Log(_weighting.Weights[loss]), -700) - Logits[loss];
    }

    private protected override LossWeights ProposalWeights(ReadOnlySpan<double> logits) => _weighting.Weights;

    private protected override void CheckObserved(ReadOnlySpan<CandidateResult> results)
    {
        foreach (var result in results)
        {
            if (result.Status == CandidateStatus.Ok && result.Losses.IsDefaultOrEmpty)
            {
                string problem = $"{_weighting.GetType().Name} follows the observed losses, but the result of proposal {result.Index} " +
                    "has none";
                throw new ArgumentException($"{problem}; return one mean value per loss from the training.", nameof(results));
            }
        }
    }

    private protected override void Follow(CandidateResult adopted) => _weighting.Next(adopted.Losses.AsSpan());

    private protected override JsonObject WriteDetails() => new() { ["weighting"] = _weighting.SaveState() };

    private protected override void ReadDetails(StateReader details) => _weighting.LoadState(details["weighting"].Object());

    private static WeightSpace SpaceOf(StepWeighting weighting)
    {
        ArgumentNullException.ThrowIfNull(weighting);
        if (weighting.Needs != StepNeeds.None)
            throw new ArgumentException(
                $"{weighting.GetType().Name} needs {weighting.Needs} at each step, which an epoch's means do not give; use it step by " +
                "step.", nameof(weighting));
        return new WeightSpace(weighting.LossNames);
    }
}
