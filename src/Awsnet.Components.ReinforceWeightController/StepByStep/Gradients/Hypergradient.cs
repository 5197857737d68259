using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// Descent on a validation loss through one training step (the kind of Auto-Lambda, Liu et al. 2022): a step along gᵢ lowers the validation
/// loss by g_val · gᵢ, so log wᵢ grows by η times the running mean of cos(g_val, gᵢ).
/// </summary>
/// <remarks>
/// It uses validation labels: always compare it with a training that has them among its data. The log-weights are held to
/// <see cref="StepWeightingOptions.LargestRatio"/>, so a loss that was useless can become useful again.
/// </remarks>
public sealed class Hypergradient : StepWeighting
{
    private readonly double _learningRate, _momentum;
    private readonly double[] _logs, _cosines, _refreshes = new double[1];

    /// <summary>A weighting at its start: equal weights.</summary>
    /// <param name="losses">The losses' names.</param>
    /// <param name="learningRate">η: above 0. Default 1.</param>
    /// <param name="momentum">Decay of the running mean of the cosines, in [0, 1). Default 0.8.</param>
    /// <param name="options">Null for the defaults.</param>
    public Hypergradient(IEnumerable<string> losses, double learningRate = 1, double momentum = 0.8, StepWeightingOptions? options = null)
        : base(losses, options, StepNeeds.Gram | StepNeeds.Validation)
    {
        _learningRate = Positive(learningRate);
        _momentum = Option.InRange(momentum, momentum is >= 0 and < 1, "in [0, 1)", nameof(momentum));
        _logs = new double[Count];
        _cosines = new double[Count];
    }

    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        var gram = new GramMatrix(input.Gram, Count);
        double norm = Math.Sqrt(input.ValidationSquaredNorm), correction = 1 - Math.Pow(_momentum, ++_refreshes[0]),
            largest = double.NegativeInfinity;
        for (int i = 0; i < Count; i++)
        {
            double cosine = input.ValidationProducts[i] / (norm * gram.Norm(i));
            _cosines[i] = _momentum * _cosines[i] + (1 - _momentum) * Math.Clamp(cosine, -1, 1);
            _logs[i] += _learningRate * _cosines[i] / correction;
            largest = Math.Max(largest, _logs[i]);
        }
        for (int i = 0; i < Count; i++)
        {
            _logs[i] = Math.Max(_logs[i] - largest, -Math.Log(Options.LargestRatio));
            weights[i] = Math.Exp(_logs[i]);
        }
        return null;
    }

    private protected override JsonObject Parameters() => new() { ["learningRate"] = _learningRate, ["momentum"] = _momentum };

    private protected override IEnumerable<double[]> Details() => [_logs, _cosines, _refreshes];
}
