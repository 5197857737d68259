using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// Dynamic weight averaging (Liu, Johns and Davison 2019): a loss that falls slowly weighs more. With r_i = L_i(t−1) / L_i(t−2),
/// α = softmax(r / T); until two epochs have been observed the initial weights are used.
/// </summary>
/// <remarks>Needs the observed losses of every candidate. Meant for one candidate an epoch: all its proposals have the same weights.</remarks>
public sealed class DynamicAverageController : WeightController
{
    private double[]? _last;
    private double[]? _lastButOne;

    /// <summary>A controller at its start.</summary>
    /// <param name="space">The losses.</param>
    /// <param name="options">Null for the defaults.</param>
    public DynamicAverageController(WeightSpace space, DynamicAverageOptions? options = null)
        : base(space, options ??= new()) => Options = options;

    /// <summary>The options.</summary>
    public DynamicAverageOptions Options { get; }

    /// <inheritdoc/>
    public override ControllerDiagnosis Diagnose() => new()
    {
        IndistinguishableFromRandomSearch = false,
        Summary = _lastButOne is null
            ? "Fewer than two epochs have been observed; the weights are the initial ones."
            : "The weights follow the rates at which the losses fall; no reward is used.",
    };

    private protected override void Propose(int index, Span<double> action)
    {
        if (_last is null || _lastButOne is null)
            return;
        for (int loss = 0; loss < action.Length; loss++)
        {
            // A loss that has reached 0 has no rate; 1 stands for "unchanged".
            double rate = _lastButOne[loss] > 0 && double.IsFinite(_last[loss] / _lastButOne[loss]) ? _last[loss] / _lastButOne[loss] : 1;
            action[loss] = rate / Options.Temperature - Logits[loss];
        }
    }

    private protected override void CheckObserved(ReadOnlySpan<CandidateResult> results) => ObservedLosses.Require(results, "Dynamic weight averaging");

    private protected override void Follow(CandidateResult adopted)
    {
        _lastButOne = _last;
        _last = [.. adopted.Losses];
    }

    private protected override JsonObject WriteDetails() => new()
    {
        ["last"] = _last is null ? null : StateWriter.Numbers(_last),
        ["lastButOne"] = _lastButOne is null ? null : StateWriter.Numbers(_lastButOne),
    };

    private protected override void ReadDetails(StateReader details)
    {
        _last = Read(details, "last");
        _lastButOne = Read(details, "lastButOne");
    }

    private double[]? Read(StateReader details, string name)
    {
        if (details.Optional(name) is not { } saved)
            return null;
        var losses = new double[Space.Count];
        saved.CopyTo(losses);
        return losses;
    }
}
