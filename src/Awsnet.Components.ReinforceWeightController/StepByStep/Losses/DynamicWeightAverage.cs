using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// DWA (Liu, Johns and Davison 2019): a loss that falls slowly weighs more. With the means of the last two periods,
/// w = n softmax((L(t − 1) / L(t − 2)) / T); 1 until there are two. Losses that end a period are in the last one's mean: with a period of 1
/// L(t − 1) are those just given.
/// </summary>
public sealed class DynamicWeightAverage : StepWeighting
{
    private readonly double _temperature;
    private readonly PeriodMeans _means;
    private readonly double[] _last, _lastButOne, _periods = new double[1];

    /// <summary>A weighting at its start.</summary>
    /// <param name="losses">The losses' names.</param>
    /// <param name="T">Temperature: above 0. Default 2, the paper's.</param>
    /// <param name="period">Steps whose mean is one value: the steps of an epoch. Default 1, for where an epoch's means are given.</param>
    /// <param name="options">Null for the defaults.</param>
    public DynamicWeightAverage(IEnumerable<string> losses, double T = 2, int period = 1, StepWeightingOptions? options = null)
        : base(losses, options, StepNeeds.None)
    {
        _temperature = Positive(T);
        _means = new PeriodMeans(Count, period);
        _last = new double[Count];
        _lastButOne = new double[Count];
    }

    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        Follow(input.Losses);
        if (_periods[0] < 2)
        {
            weights.Fill(1);
        }
        else
        {
            for (int i = 0; i < Count; i++)
                weights[i] = _last[i] / Math.Max(_lastButOne[i], Smallest) / _temperature;
            ToSoftmax(weights);
            Scale(weights, Count);
        }
        return null;
    }

    private protected override void Follow(ReadOnlySpan<double> losses)
    {
        if (!_means.Add(losses))
            return;
        _last.CopyTo(_lastButOne, 0);
        _means.Take(_last);
        _periods[0]++;
    }

    private protected override JsonObject Parameters() => new() { ["T"] = _temperature, ["period"] = _means.Period };

    private protected override IEnumerable<double[]> Details() => [_last, _lastButOne, _periods, .. _means.State];
}
