namespace Awsnet.Components;

/// <summary>Means of losses over periods of equally many steps: what methods that were made for epochs follow.</summary>
internal sealed class PeriodMeans
{
    private readonly double[] _sums, _count = new double[1];

    internal PeriodMeans(int losses, int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        Period = period;
        _sums = new double[losses];
    }

    internal int Period { get; }

    internal IEnumerable<double[]> State => [_sums, _count];

    /// <summary>Counts one step; whether it was the last of its period.</summary>
    internal bool Add(ReadOnlySpan<double> losses)
    {
        for (int i = 0; i < losses.Length; i++)
            _sums[i] += losses[i];
        return ++_count[0] == Period;
    }

    /// <summary>The period's means; a new period begins.</summary>
    internal void Take(Span<double> means)
    {
        for (int i = 0; i < means.Length; i++)
            means[i] = _sums[i] / _count[0];
        Array.Clear(_sums);
        _count[0] = 0;
    }
}
