using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Awsnet.Components;

public sealed partial class AutoWeightedTraining<TNetwork, TBatch>
{
    private TrainingStage Stage => _position.Epoch < Options.FixedEpochs || Options.AutoEpochs == 0 ? TrainingStage.FixedWeights : TrainingStage.AutoWeights;

    private LossWeights CurrentWeights => Stage == TrainingStage.AutoWeights ? _controller!.Weights : _fixedWeights;

    private void Report(RunEvent what, EpochSummary? epoch = null, string? message = null) => Send(new RunProgress
    {
        Event = what,
        Stage = epoch?.Stage ?? Stage,
        Epoch = epoch?.Epoch ?? _position.Epoch,
        Epochs = Options.Epochs,
        Fraction = epoch is null ? 0 : 1,
        Loss = epoch?.Loss ?? double.NaN,
        Reward = (epoch?.Evaluation ?? _position.Evaluation)?.Reward ?? double.NaN,
        BestReward = _position.Best?.Reward ?? double.NaN,
        Weights = epoch?.Weights ?? CurrentWeights,
        Candidates = (epoch?.Stage ?? Stage) == TrainingStage.AutoWeights ? Options.Search.Candidates : 0,
        Evaluation = epoch?.Evaluation ?? _position.Evaluation,
        TimeLeft = TimeLeft(0),
        Message = message,
    });

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
        Report(RunEvent.Warning, message: message);
    }

    private void Log(EpochSummary summary)
    {
        _logger.LogInformation(
            "Epoch {Epoch} of {Epochs} ({Stage}): loss {Loss}, reward {Reward}, weights {Weights}",
            summary.Epoch + 1, Options.Epochs, summary.Stage, summary.Loss, summary.Evaluation?.Reward ?? double.NaN, summary.Weights);
        if (_files is null)
            return;
        if (summary.Stage == TrainingStage.AutoWeights)
        {
            foreach (var candidate in _search!.Epochs[^1].Candidates)
                _files.Metrics.Add(Line(summary.Epoch, candidate));
        }
        _files.Metrics.Add(Line(summary));
        try
        {
            _files.Board?.Add(summary.Epoch, Scalars(summary));
        }
        catch (IOException e)
        {
            Warn($"The TensorBoard file could not be written: {e.Message}");
        }
    }

    private IEnumerable<(string Tag, double Value)> Scalars(EpochSummary summary) =>
    [
        ("loss/total", summary.Loss),
        .. _task.LossNames.Select((name, index) => ($"loss/{name}", summary.Losses[index])),
        .. summary.Weights.Select(weight => ($"weight/{weight.Key}", weight.Value)),
        ("training/learning rate factor", summary.LearningRateFactor),
        ("training/gradient norm", summary.GradientNorm),
        ("validation/reward", summary.Evaluation?.Reward ?? double.NaN),
        .. summary.Evaluation?.Metrics.Select(metric => ($"validation/{metric.Key}", metric.Value)) ?? [],
    ];

    private JsonObject Line(EpochSummary summary) => new()
    {
        ["kind"] = "epoch",
        ["epoch"] = summary.Epoch,
        ["stage"] = summary.Stage.ToString(),
        ["loss"] = Json.Of(summary.Loss),
        ["losses"] = Json.Named(_task.LossNames, summary.Losses),
        ["weights"] = Json.Named(summary.Weights.Names, summary.Weights.Values),
        ["learningRateFactor"] = summary.LearningRateFactor,
        ["gradientNorm"] = Json.Of(summary.GradientNorm),
        ["skippedSteps"] = summary.SkippedSteps,
        ["validation"] = Json.Of(summary.Evaluation),
        ["best"] = _position.BestEpoch == summary.Epoch,
        ["search"] = summary.Stage == TrainingStage.AutoWeights ? Line(_search!.Epochs[^1]) : null,
        ["seconds"] = summary.Seconds,
    };

    /// <summary>What the controller made of the epoch; its policy as it proposes from now on.</summary>
    private JsonObject Line(EpochRecord search) => new()
    {
        ["adopted"] = search.Adopted,
        ["rolledBack"] = search.RolledBack,
        ["meanReward"] = Json.Of(search.MeanReward),
        ["baseline"] = Json.Of(search.Baseline),
        ["policyEntropy"] = Json.Of(search.PolicyEntropy),
        ["policy"] = _controller is ReinforceController reinforce ? Policy(reinforce) : null,
    };

    private static JsonObject Policy(ReinforceController controller) => new()
    {
        ["actions"] = new JsonArray([.. controller.Options.Actions.Select(Json.Of)]),
        ["probabilities"] = new JsonObject(controller.LossNames.Select((name, loss) => KeyValuePair.Create(
            name, (JsonNode?)new JsonArray([.. controller.ActionProbabilities(loss).Select(Json.Of)])))),
    };

    private static JsonObject Line(int epoch, CandidateRecord candidate) => new()
    {
        ["kind"] = "candidate",
        ["epoch"] = epoch,
        ["candidate"] = candidate.Candidate,
        ["weights"] = Json.Named(candidate.Weights.Names, candidate.Weights.Values),
        ["action"] = new JsonArray([.. candidate.Action.Select(Json.Of)]),
        ["seed"] = candidate.Seed,
        ["reward"] = Json.Of(candidate.Reward),
        ["status"] = candidate.Status.ToString(),
        ["error"] = candidate.Error,
        ["losses"] = Json.Named(candidate.Weights.Names, candidate.Losses.IsDefault ? [] : candidate.Losses),
        ["adopted"] = candidate.Adopted,
        ["seconds"] = candidate.Seconds,
    };

    private TimeSpan? TimeLeft(double epochFraction)
    {
        bool isAuto = Stage == TrainingStage.AutoWeights;
        double fixedLeft = Math.Max(0, Options.FixedEpochs - _position.Epoch), autoLeft = Math.Min(Options.AutoEpochs, Options.Epochs - _position.Epoch);
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
            run.Send(new RunProgress
            {
                Event = RunEvent.Step,
                Stage = TrainingStage.FixedWeights,
                Epoch = run._position.Epoch,
                Epochs = run.Options.Epochs,
                Fraction = value.Fraction,
                Loss = value.Loss,
                Reward = run._position.Evaluation?.Reward ?? double.NaN,
                BestReward = run._position.Best?.Reward ?? double.NaN,
                Weights = run._fixedWeights,
                Evaluation = run._position.Evaluation,
                TimeLeft = run.TimeLeft(value.Fraction),
            });
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
            run.Send(new RunProgress
            {
                Event = evaluated ? RunEvent.Candidate : RunEvent.Step,
                Stage = TrainingStage.AutoWeights,
                Epoch = run._position.Epoch,
                Epochs = run.Options.Epochs,
                Fraction = value.Fraction,
                Loss = value.Loss,
                Reward = evaluated ? value.Reward : run._position.Evaluation?.Reward ?? double.NaN,
                BestReward = run._position.Best?.Reward ?? double.NaN,
                Weights = value.Weights,
                Candidate = value.Candidate,
                Candidates = value.Candidates,
                Evaluation = run._position.Evaluation,
                TimeLeft = run.TimeLeft(Math.Min(1, done / value.Candidates)),
            });
            if (evaluated)
                run.SaveIfDue();
        }
    }
}
