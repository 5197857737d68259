using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// UW, uncertainty weighting (Kendall, Gal and Cipolla 2018): log-variances sᵢ are learned with the network on Σ Lᵢ / (2 exp sᵢ) + sᵢ / 2;
/// wᵢ = 1 / (2 exp sᵢ). s starts at −0.5, as in LibMTL.
/// </summary>
/// <remarks><see cref="AnalyticUncertaintyWeighting"/> is where its s would settle if it were fast.</remarks>
public sealed class UncertaintyWeighting : StepWeighting
{
    private readonly double[] _logVariances;
    private readonly double _learningRate;
    private readonly AdamAscent _adam;

    /// <summary>A weighting at its start.</summary>
    /// <param name="losses">The losses' names.</param>
    /// <param name="learningRate">Adam's step size for s. Default 0.001. (LibMTL trains s with the network, by default at 0.0001.)</param>
    /// <param name="options">Null for the defaults.</param>
    public UncertaintyWeighting(IEnumerable<string> losses, double learningRate = 1e-3, StepWeightingOptions? options = null)
        : base(losses, options, StepNeeds.None)
    {
        _learningRate = Positive(learningRate);
        _adam = new AdamAscent(new PolicyOptimizer { LearningRate = learningRate }, Count);
        _logVariances = new double[Count];
        _logVariances.AsSpan().Fill(-0.5);
    }

    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        Span<double> ascent = stackalloc double[Count];
        for (int i = 0; i < Count; i++)
        {
            weights[i] = 1 / (2 * Math.Exp(_logVariances[i]));
            ascent[i] = input.Losses[i] * weights[i] - 0.5;
        }
        _adam.Ascend(_logVariances, ascent);
        return null;
    }

    private protected override JsonObject Parameters() => new() { ["learningRate"] = _learningRate };

    private protected override IEnumerable<double[]> Details() => [_logVariances, .. _adam.State];

    // The square of a very large loss is more than a double holds; its s stands still then.
    private protected override bool IsGood(double[] detail, double value) =>
        base.IsGood(detail, value) || (detail == _adam.Second && double.IsPositiveInfinity(value));
}
