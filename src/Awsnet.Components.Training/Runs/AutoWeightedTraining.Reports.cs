using Microsoft.Extensions.Logging;

namespace Awsnet.Components;

public sealed partial class AutoWeightedTraining<TNetwork, TBatch>
{
    private TrainingStage Stage => _position.Epoch < Options.FixedEpochs || Options.AutoEpochs == 0
        ? TrainingStage.FixedWeights
        : TrainingStage.AutoWeights;

    private LossWeights CurrentWeights => Stage == TrainingStage.AutoWeights ? _controller!.Weights : _weighting?.Weights ?? _fixedWeights;

    /// <summary>A report of where the run stands.</summary>
    /// <param name="done">How much of the epoch at hand is done: for the time left.</param>
    private RunProgress Here(double done = 0) => new()
    {
        Event = RunEvent.Step,
        Stage = Stage,
        Epoch = _position.Epoch,
        Epochs = Options.Epochs,
        Reward = _position.Evaluation?.Reward ?? double.NaN,
        BestReward = _position.Best?.Reward ?? double.NaN,
        Weights = CurrentWeights,
        Candidates = Stage == TrainingStage.AutoWeights ? Options.Search.Candidates : 0,
        Evaluation = _position.Evaluation,
        TimeLeft = TimeLeft(done),
    };

    /// <summary>Candidates side by side report from several threads; whoever listens hears one at a time.</summary>
    private void Send(RunProgress report)
    {
        lock (_reporting)
            _progress?.Report(report);
    }

    /// <summary>Warns once of the same thing; candidates side by side may warn at once.</summary>
    private void Warn(string message)
    {
        lock (_warned)
        {
            if (!_warned.Add(message))
                return;
            _warnings.Add(message);
        }
        _logger.LogWarning("{Message}", message);
        Send(Here() with { Event = RunEvent.Warning, Message = message });
    }

    private void Log(EpochSummary summary)
    {
        _logger.LogInformation(
            "Epoch {Epoch} of {Epochs} ({Stage}): loss {Loss}, reward {Reward}, weights {Weights}",
            summary.Epoch + 1, Options.Epochs, summary.Stage, summary.Loss, summary.Evaluation?.Reward
                ?? double.NaN, summary.Weights.ToString());
        if (_files is null)
            return;
        var search = summary.Stage == TrainingStage.AutoWeights ? _search!.Epochs[^1] : null;
        foreach (var candidate in search?.Candidates ?? [])
            _files.Metrics.Add(MetricsLines.Of(summary.Epoch, candidate));
        _files.Metrics.Add(MetricsLines.Of(
            summary, _task.LossNames, _position.BestEpoch == summary.Epoch, search is null ? null : MetricsLines.Of(search, _controller!)));
        try
        {
            _files.Board?.Add(summary.Epoch, MetricsLines.Scalars(summary, _task.LossNames));
        }
        catch (IOException e)
        {
            Warn($"The TensorBoard file could not be written: {e.Message}");
        }
    }

    private TimeSpan? TimeLeft(double epochFraction)
    {
        bool isAuto = Stage == TrainingStage.AutoWeights;
        double fixedLeft = Math.Max(0, Options.FixedEpochs - _position.Epoch),
            autoLeft = Math.Min(Options.AutoEpochs, Options.Epochs - _position.Epoch);
        if (isAuto)
            autoLeft -= epochFraction;
        else
            fixedLeft -= epochFraction;
        return _clock.Left(Math.Max(0, fixedLeft), Math.Max(0, autoLeft), isAuto, epochFraction, Options.Search.Candidates);
    }

    private sealed class FixedListener(AutoWeightedTraining<TNetwork, TBatch> run) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            run.Send(run.Here(value.Fraction) with { Fraction = value.Fraction, Loss = value.Loss });
            run.SaveIfDue();
        }
    }

    private sealed class SearchListener(AutoWeightedTraining<TNetwork, TBatch> run) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value)
        {
            if (value.Stage == SearchStage.Settled)
                return;
            bool evaluated = value.Stage == SearchStage.Evaluated;
            double done = value.Finished + (evaluated ? 0 : value.Fraction);
            var here = run.Here(Math.Min(1, done / value.Candidates));
            run.Send(here with
            {
                Event = evaluated ? RunEvent.Candidate : RunEvent.Step,
                Fraction = value.Fraction,
                Loss = value.Loss,
                Reward = evaluated ? value.Reward : here.Reward,
                Weights = value.Weights,
                Candidate = value.Candidate,
                Candidates = value.Candidates,
            });
            if (evaluated)
                run.SaveIfDue();
        }
    }
}
