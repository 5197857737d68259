using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// Uncertainty weighting (after Kendall, Gal and Cipolla 2018) from observed losses: Σ L_i / (2 s_i) + ½ log s_i is least at s_i = L_i,
/// so with L̄_i the running mean of loss i, α_i is proportional to 1 / L̄_i.
/// </summary>
/// <remarks>Needs the observed losses of every candidate. Meant for one candidate an epoch: all its proposals have the same weights.</remarks>
public sealed class UncertaintyController : WeightController
{
    private double[]? _mean;

    /// <summary>A controller at its start.</summary>
    /// <param name="space">The losses.</param>
    /// <param name="options">Null for the defaults.</param>
    public UncertaintyController(WeightSpace space, UncertaintyOptions? options = null)
        : base(space, options ??= new()) => Options = options;

    /// <summary>The options.</summary>
    public UncertaintyOptions Options { get; }

    /// <inheritdoc/>
    public override ControllerDiagnosis Diagnose() => new()
    {
        IndistinguishableFromRandomSearch = false,
        Summary = _mean is null
            ? "No epoch has been observed; the weights are the initial ones."
            : "The weights follow the size of the losses; no reward is used.",
    };

    private protected override void Propose(int index, Span<double> action)
    {
        if (_mean is null)
            return;
        for (int loss = 0; loss < action.Length; loss++)
            action[loss] = -Math.Log(Math.Max(_mean[loss], Options.SmallestLoss)) - Logits[loss];
    }

    private protected override void CheckObserved(ReadOnlySpan<CandidateResult> results) => ObservedLosses.Require(results, "Uncertainty weighting");

    private protected override void Follow(CandidateResult adopted)
    {
        if (adopted.Losses.Any(loss => !double.IsFinite(loss)))
            return;
        if (_mean is null)
        {
            _mean = [.. adopted.Losses];
            return;
        }
        for (int loss = 0; loss < _mean.Length; loss++)
            _mean[loss] += Options.Rate * (adopted.Losses[loss] - _mean[loss]);
    }

    private protected override JsonObject WriteDetails() => new() { ["mean"] = _mean is null ? null : StateWriter.Numbers(_mean) };

    private protected override void ReadDetails(StateReader details)
    {
        _mean = null;
        if (details.Optional("mean") is { } saved)
            saved.CopyTo(_mean = new double[Space.Count]);
    }
}
