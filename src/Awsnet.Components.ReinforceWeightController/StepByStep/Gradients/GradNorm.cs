using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// GradNorm (Chen et al. 2018): w = n softmax(s), s learned so that each weighted gradient's norm wᵢ ‖gᵢ‖ comes to
/// their mean times rᵢ^α, rᵢ being how far loss i is behind: Lᵢ / Lᵢ(0) over its mean. 1 in the first period, whose means are L(0).
/// </summary>
public sealed class GradNorm : StepWeighting
{
    private readonly double _alpha, _learningRate;
    private readonly PeriodMeans _means;
    private readonly AdamAscent _adam;
    private readonly double[] _scales, _initial, _isPast = new double[1];

    /// <summary>A weighting at its start.</summary>
    /// <param name="losses">The losses' names.</param>
    /// <param name="alpha">α, the strength of the pull to equal rates. Default 1.5, the paper's for tasks that differ much.</param>
    /// <param name="learningRate">Adam's step size for s. Default 0.001. (LibMTL trains s with the network, by default at 0.0001.)</param>
    /// <param name="period">Steps of the first period: the steps of an epoch. Default 1.</param>
    /// <param name="options">Null for the defaults.</param>
    public GradNorm(IEnumerable<string> losses, double alpha = 1.5, double learningRate = 1e-3, int period = 1,
        StepWeightingOptions? options = null)
        : base(losses, options, StepNeeds.Gram)
    {
        _alpha = Positive(alpha);
        _learningRate = Positive(learningRate);
        _means = new PeriodMeans(Count, period);
        _adam = new AdamAscent(new PolicyOptimizer { LearningRate = learningRate }, Count);
        _initial = new double[Count];
        _scales = new double[Count];
        _scales.AsSpan().Fill(1);
    }

    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        if (_isPast[0] == 0)
        {
            weights.Fill(1);
            Follow(input.Losses);
            return null;
        }
        _scales.CopyTo(weights);
        ToSoftmax(weights);
        Scale(weights, Count);
        return Learn(input, weights);
    }

    private protected override void Follow(ReadOnlySpan<double> losses)
    {
        if (_isPast[0] != 0 || !_means.Add(losses))
            return;
        _means.Take(_initial);
        _isPast[0] = 1;
    }

    private string? Learn(StepInput input, ReadOnlySpan<double> weights)
    {
        var gram = new GramMatrix(input.Gram, Count);
        Span<double> slope = stackalloc double[Count];
        double meanNorm = 0, meanRate = 0;
        for (int i = 0; i < Count; i++)
        {
            meanNorm += weights[i] * gram.Norm(i) / Count;
            meanRate += Rate(input, i) / Count;
        }
        if (!double.IsFinite(meanRate))
            return "a loss has grown from its first value beyond all numbers";
        double weighted = 0;
        for (int i = 0; i < Count; i++)
        {
            double target = meanNorm * Math.Pow(Rate(input, i) / Math.Max(meanRate, Smallest), _alpha);
            slope[i] = Math.Sign(weights[i] * gram.Norm(i) - target) * gram.Norm(i);
            weighted += slope[i] * weights[i] / Count;
        }
        for (int i = 0; i < Count; i++)
            slope[i] = -weights[i] * (slope[i] - weighted);
        _adam.Ascend(_scales, slope);
        return null;
    }

    private double Rate(StepInput input, int loss) => input.Losses[loss] / Math.Max(_initial[loss], Smallest);

    private protected override JsonObject Parameters() =>
        new() { ["alpha"] = _alpha, ["learningRate"] = _learningRate, ["period"] = _means.Period };

    private protected override IEnumerable<double[]> Details() => [_scales, _initial, _isPast, .. _means.State, .. _adam.State];
}
