using System.Diagnostics;

namespace Awsnet.Components;

/// <summary>Estimates the time left from the epochs of this process; nothing else in a run looks at a clock.</summary>
internal sealed class RunClock
{
    private readonly Stopwatch _epoch = Stopwatch.StartNew();
    private double _fixedSeconds, _autoSeconds;
    private int _fixedEpochs, _autoEpochs;

    internal void EpochDone(bool isAuto, double seconds)
    {
        if (isAuto)
        {
            _autoSeconds += seconds;
            _autoEpochs++;
        }
        else
        {
            _fixedSeconds += seconds;
            _fixedEpochs++;
        }
        _epoch.Restart();
    }

    /// <param name="fixedLeft">Fixed epochs still to train, the part of one included.</param>
    /// <param name="autoLeft">Auto-weighted epochs still to train.</param>
    /// <param name="isAuto">Which kind the epoch in progress is.</param>
    /// <param name="fraction">How much of it is done.</param>
    /// <param name="candidates">K: what an auto-weighted epoch is taken to cost before the first is done.</param>
    internal TimeSpan? Left(double fixedLeft, double autoLeft, bool isAuto, double fraction, int candidates)
    {
        double current = fraction > 0 ? _epoch.Elapsed.TotalSeconds / fraction : double.NaN;
        double oneFixed = _fixedEpochs > 0 ? _fixedSeconds / _fixedEpochs : isAuto ? double.NaN : current;
        double oneAuto = _autoEpochs > 0 ? _autoSeconds / _autoEpochs : isAuto && !double.IsNaN(current) ? current : oneFixed * candidates;
        double seconds = (fixedLeft > 0 ? fixedLeft * oneFixed : 0) + (autoLeft > 0 ? autoLeft * oneAuto : 0);
        return double.IsFinite(seconds) ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)) : null;
    }
}
