using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// STCH (Lin et al. 2024): descent on n μ log Σ exp(log(Lᵢ / zᵢ) / μ), a smooth maximum of the losses in units of their values zᵢ after a
/// warm-up; wᵢ = n softmax(log(L / z) / μ)ᵢ / Lᵢ. While warming up, descent on Σ log Lᵢ: wᵢ = 1 / Lᵢ.
/// </summary>
public sealed class SmoothTchebycheff : StepWeighting
{
    private const double Epsilon = 1e-20;
    private readonly double _mu;
    private readonly int _warmUp;
    private readonly PeriodMeans _means;
    private readonly double[] _nadir, _periods = new double[1];

    /// <summary>A weighting at its start.</summary>
    /// <param name="losses">The losses' names.</param>
    /// <param name="mu">μ: above 0; the smaller, the nearer to the maximum. Default 1.</param>
    /// <param name="warmUp">Periods before the one whose mean losses are z. Default 4.</param>
    /// <param name="period">Steps of a period: the steps of an epoch. Default 1.</param>
    /// <param name="options">Null for the defaults.</param>
    public SmoothTchebycheff(
        IEnumerable<string> losses, double mu = 1, int warmUp = 4, int period = 1, StepWeightingOptions? options = null)
        : base(losses, options, StepNeeds.None)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(warmUp);
        _mu = Positive(mu);
        _warmUp = warmUp;
        _means = new PeriodMeans(Count, period);
        _nadir = new double[Count];
    }

    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        bool isWarm = _periods[0] > _warmUp;
        for (int i = 0; i < Count; i++)
            weights[i] = isWarm ? Math.Log(input.Losses[i] / _nadir[i] + Epsilon) / _mu : 1;
        if (isWarm)
        {
            ToSoftmax(weights);
            Scale(weights, Count);
        }
        for (int i = 0; i < Count; i++)
            weights[i] /= isWarm ? input.Losses[i] + Epsilon * _nadir[i] : input.Losses[i] + Epsilon;
        Follow(input.Losses);
        return null;
    }

    private protected override void Follow(ReadOnlySpan<double> losses)
    {
        if (_periods[0] > _warmUp || !_means.Add(losses))
            return;
        _means.Take(_nadir);
        for (int i = 0; i < Count; i++)
            _nadir[i] = Math.Max(_nadir[i], Smallest);
        _periods[0]++;
    }

    private protected override JsonObject Parameters() => new() { ["mu"] = _mu, ["warmUp"] = _warmUp, ["period"] = _means.Period };

    private protected override IEnumerable<double[]> Details() => [_nadir, _periods, .. _means.State];
}
