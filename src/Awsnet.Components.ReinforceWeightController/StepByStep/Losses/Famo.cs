using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// FAMO (Liu et al. 2023): all losses are to fall at the same relative rate. With z = softmax(ξ) and Dᵢ = Lᵢ + 1e-8,
/// wᵢ = (zᵢ / Dᵢ) / Σ (zⱼ / Dⱼ); ξ learns from how much log Dᵢ fell over the step.
/// </summary>
public sealed class Famo : StepWeighting
{
    private const double Epsilon = 1e-8;
    private readonly double _learningRate, _gamma;
    private readonly AdamAscent _adam;
    private readonly double[] _xi, _before, _followed = [double.NaN];   // the step whose losses are in _before

    /// <summary>A weighting at its start.</summary>
    /// <param name="losses">The losses' names.</param>
    /// <param name="learningRate">Adam's step size for ξ. Default 0.025, the paper's.</param>
    /// <param name="gamma">γ, the decay of ξ: 0 or more. Default 0.001, the paper's.</param>
    /// <param name="options">Null for the defaults.</param>
    public Famo(IEnumerable<string> losses, double learningRate = 0.025, double gamma = 1e-3, StepWeightingOptions? options = null)
        : base(losses, options, StepNeeds.Observation)
    {
        _learningRate = Positive(learningRate);
        _gamma = Option.InRange(gamma, gamma >= 0 && double.IsFinite(gamma), "0 or more and finite", nameof(gamma));
        _adam = new AdamAscent(new PolicyOptimizer { LearningRate = learningRate }, Count);
        _xi = new double[Count];
        _before = new double[Count];
    }

    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        _xi.CopyTo(weights);
        ToSoftmax(weights);
        double sum = 0;
        for (int i = 0; i < Count; i++)
        {
            weights[i] /= input.Losses[i] + Epsilon;
            sum += weights[i];
        }
        Scale(weights, 1 / sum);
        Follow(input.Losses);
        return null;
    }

    private protected override void Follow(ReadOnlySpan<double> losses)
    {
        losses.CopyTo(_before);
        _followed[0] = Step;
    }

    private protected override void Learn(ReadOnlySpan<double> losses)
    {
        if (_followed[0] != Step - 1)
            return;   // the last step's losses were of no use
        Span<double> z = stackalloc double[Count], ascent = stackalloc double[Count];
        _xi.CopyTo(z);
        ToSoftmax(z);
        double mean = 0;
        for (int i = 0; i < Count; i++)
        {
            ascent[i] = Math.Log(_before[i] + Epsilon) - Math.Log(losses[i] + Epsilon);
            mean += z[i] * ascent[i];
        }
        for (int i = 0; i < Count; i++)
            ascent[i] = -(z[i] * (ascent[i] - mean) + _gamma * _xi[i]);
        _adam.Ascend(_xi, ascent);
    }

    private protected override JsonObject Parameters() => new() { ["learningRate"] = _learningRate, ["gamma"] = _gamma };

    private protected override bool IsGood(double[] detail, double value) =>
        base.IsGood(detail, value) || (detail == _followed && double.IsNaN(value));

    private protected override IEnumerable<double[]> Details() => [_xi, _before, _followed, .. _adam.State];
}
