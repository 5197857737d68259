using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Awsnet.Components;

/// <summary>
/// A whole training: epochs with fixed weights, then auto-weighted epochs in which a controller's candidates compete (either may be
/// none), with validation, the best network kept, checkpoints and resumption to the bit.
/// </summary>
/// <typeparam name="TNetwork">Any module.</typeparam>
/// <typeparam name="TBatch">What one step trains on.</typeparam>
/// <example>
/// <code>
/// using var training = new AutoWeightedTraining&lt;Net, TensorBatch&gt;(task, options, controller);
/// var outcome = training.Run("run", resume: true, progress, cancellation);
/// </code>
/// </example>
public sealed partial class AutoWeightedTraining<TNetwork, TBatch> : IDisposable
    where TNetwork : nn.Module
{
    private readonly TrainingTask<TNetwork, TBatch> _task;
    private readonly IWeightController? _controller;
    private readonly ILogger _logger;
    private readonly TorchTrainable<TNetwork, TBatch> _trainable;
    private readonly IStepWeighting? _weighting;
    private readonly List<LossWeights> _weightsByEpoch = [];
    private readonly LossWeights _fixedWeights;
    private readonly WeightSearch<TorchSnapshot>? _search;
    private readonly ITrainable<TorchSnapshot>? _candidates;
    private readonly Dictionary<string, Tensor> _best = new(StringComparer.Ordinal);
    private readonly List<string> _warnings = [];
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private readonly object _reporting = new();

    private RunPosition _position;
    private EpochMeter _meter;
    private TorchSnapshot? _epochStart;
    private JsonObject? _weightingAtStart;
    private IProgress<RunProgress>? _progress;
    private RunClock _clock = new();
    private int _isRunning;
    private bool _isDisposed;

    /// <summary>Makes the network; nothing is trained yet.</summary>
    /// <param name="task">What is to be trained.</param>
    /// <param name="options">Plan, arithmetic and precautions; null for the paper's.</param>
    /// <param name="controller">Proposes the weights of the auto-weighted epochs; not used, and may be null, where there are none.</param>
    /// <param name="logger">Receives epochs and warnings; null for none.</param>
    /// <param name="weighting">
    /// Finds the weights of each step of the epochs that are not auto-weighted, in place of <see cref="TrainingOptions.FixedWeights"/>;
    /// null for none. Owned from now on.
    /// </param>
    /// <param name="candidates">
    /// Makes of this training's trainable the one whose candidates are tried, for instance in other processes; disposed with the training.
    /// Null to try them in this process.
    /// </param>
    /// <exception cref="ArgumentException">Something is missing or does not fit together; the message says what.</exception>
    public AutoWeightedTraining(
        TrainingTask<TNetwork, TBatch> task,
        TrainingOptions? options = null,
        IWeightController? controller = null,
        ILogger? logger = null,
        IStepWeighting? weighting = null,
        Func<ISavableTrainable<TorchSnapshot>, ITrainable<TorchSnapshot>>? candidates = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        task.Validate();
        _task = task;
        _controller = controller;
        _logger = logger ?? NullLogger.Instance;
        Options = (options ?? new()).Resolved(get_num_threads());
        Options.CheckPlan(task.LossNames, controller);
        CheckWeighting(task, Options, weighting);
        if (task.Scheduler is not null && Options.Schedule != LearningRateSchedule.Constant)
            throw new ArgumentException(
                "The task has a Scheduler and the options a Schedule, which would change the learning rate twice; keep one of them.");
        _weighting = weighting;
        _fixedWeights = Options.FixedWeights ?? LossWeights.Equal(task.LossNames);
        _trainable = new TorchTrainable<TNetwork, TBatch>(task, Options);
        _trainable.Shared.Warn = Warn;
        if (!CpuBackends.IsOneDnnSound && CpuBackends.IsOneDnnUsed)
            _logger.LogWarning("This machine hides the sizes of its caches, so oneDNN computes convolutions wrongly whose channels are " +
                "no multiple of 16. The networks of this family are right; see CpuBackends.IsOneDnnSound for others.");
        _position = new RunPosition();
        _meter = new EpochMeter(task.LossNames.Length);
        if (controller is null || Options.AutoEpochs == 0)
            return;
        _candidates = candidates?.Invoke(_trainable) ?? _trainable;
        _search = new WeightSearch<TorchSnapshot>(_candidates, controller, Options.Search);
    }

    /// <summary>The options in force, with the thread counts that the run uses.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The live network; after <see cref="Run"/> the best one, if <see cref="TrainingOptions.KeepBest"/> says so.</summary>
    /// <remarks>It is in training mode, also after <see cref="Run"/>: call <c>eval()</c> before it predicts.</remarks>
    /// <exception cref="ObjectDisposedException">The training is disposed, and the network with it.</exception>
    public TNetwork Network
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _trainable.Network;
        }
    }

    internal string Fingerprint => _trainable.Fingerprint;

    /// <summary>Index of the epoch that is next, or in progress.</summary>
    public int Epoch => _position.Epoch;

    /// <summary>The auto-weighted epochs so far with all their candidates; empty without a controller.</summary>
    public IReadOnlyList<EpochRecord> SearchedEpochs => _search?.Epochs ?? [];

    /// <summary>Trains to the end of the plan, or resumes where it stopped.</summary>
    /// <param name="folder">Where checkpoints and <c>metrics.jsonl</c> go; made if missing. Null keeps nothing on disk.</param>
    /// <param name="resume">
    /// Whether to resume from the folder's latest good checkpoint: from the start if there is none; a finished run is loaded and nothing is
    /// trained. False refuses a folder that holds a run.
    /// </param>
    /// <param name="progress">Receives every step, candidate, epoch and warning.</param>
    /// <param name="cancellation">Honored between steps; the state is saved before the exception goes out.</param>
    /// <exception cref="ArgumentException">The folder's name is empty.</exception>
    /// <exception cref="OperationCanceledException">Canceled; calling again, or resuming from the folder, resumes with the next
    /// step.</exception>
    /// <exception cref="TrainingDivergedException">A fixed epoch diverged more often than is allowed; the network is in the state before
    /// it, unless <see cref="TrainingOptions.DivergenceRetries"/> is 0: that state is kept for retries.</exception>
    /// <exception cref="WeightSearchException">Every candidate failed, epoch after epoch or to the end of the auto-weighted
    /// stage.</exception>
    /// <exception cref="CandidateException">Candidates that train elsewhere cannot: the task's Loss is no loss, or machines
    /// fail.</exception>
    /// <exception cref="InvalidDataException">The folder's run was trained with other options or another network, or no checkpoint of it is
    /// whole.</exception>
    /// <exception cref="RunInUseException">Another run is at work in the folder.</exception>
    /// <exception cref="IOException">The folder holds a run and <paramref name="resume"/> is false, or checkpoints cannot be written, epoch
    /// after epoch or at the end.</exception>
    /// <exception cref="InvalidOperationException">It is running already, or a delegate of the task gave what cannot be used; the message
    /// says which.</exception>
    /// <exception cref="ObjectDisposedException">The training is disposed.</exception>
    public TrainingOutcome Run(
        string? folder = null, bool resume = false, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (folder is not null)
            ArgumentException.ThrowIfNullOrEmpty(folder);
        Begin();
        try
        {
            bool wasFinished = Train(Options.Epochs, folder, resume, progress, cancellation);
            LeaveNetwork();
            Send(Here() with { Event = RunEvent.Finished });
            return Outcome(wasFinished);
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
        }
    }

    /// <summary>Trains a part of the plan, on from where it stands or from the folder, and scores the state as a candidate's.</summary>
    internal double TrainTo(int epochs, string? folder, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        Begin();
        int threads = get_num_threads();
        try
        {
            Train(epochs, folder, resume: true, progress, cancellation);
            return _trainable.Evaluate(cancellation);
        }
        finally
        {
            set_num_threads(threads);
            Volatile.Write(ref _isRunning, 0);
        }
    }

    /// <summary>One call at a time: network, meters and files are one run's.</summary>
    private void Begin()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isHalfLoaded)
            throw new InvalidOperationException(
                "This training has taken on a part of a checkpoint whose rest does not fit, as the error said; make a new one.");
        if (Interlocked.Exchange(ref _isRunning, 1) != 0)
            throw new InvalidOperationException(
                "This training is already running, on another thread or around this call. Let it end, or make a training for each thread.");
    }

    /// <returns>Whether the run was finished before.</returns>
    private bool Train(int epochs, string? folder, bool resume, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        _progress = progress;
        _unsavedEpochs = 0;
        using var files = folder is null ? null : OpenFiles(folder, resume);
        _files = files;
        bool wasFinished = _position.Finished;
        int threads = get_num_threads();
        try
        {
            _clock = new RunClock();
            WarnOfController();
            while (!_position.Finished && _position.Epoch < epochs)
                NextEpoch(cancellation);
        }
        catch (OperationCanceledException)
        {
            TrySave();
            throw;
        }
        finally
        {
            _trainable.Shared.DropBatches();
            _files = null;
            set_num_threads(threads);
        }
        return wasFinished;
    }

    /// <summary>Frees the network, the optimizer and all snapshots.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _search?.Dispose();
        if (_candidates != _trainable)
            (_candidates as IDisposable)?.Dispose();
        if (_epochStart is not null)
            _trainable.Release(_epochStart);
        foreach (Tensor tensor in _best.Values)
            tensor.Dispose();
        _best.Clear();
        _trainable.Dispose();
    }

    private void NextEpoch(CancellationToken cancellation)
    {
        _trainable.Shared.LearningRateFactor = _position.RateScale * Options.Schedule.Factor(_position.Epoch, Options.Epochs);
        var clock = Stopwatch.StartNew();
        var summary = _position.Epoch < Options.FixedEpochs ? FixedEpoch(cancellation) : AutoEpoch(cancellation);
        summary = summary with { Seconds = clock.Elapsed.TotalSeconds };
        Settle(summary);
        if (_task.EpochEnded is { } look)
            _trainable.Show(network => look(network, summary));
        SaveEpoch();
    }

    private EpochSummary FixedEpoch(CancellationToken cancellation)
    {
        long seed = SplitMix64.DeriveSeed(Options.Seed, (ulong)_position.Epoch);
        while (true)
        {
            if (_epochStart is null && Options.DivergenceRetries > 0)
            {
                _epochStart = _trainable.Snapshot();
                _weightingAtStart = _weighting?.SaveState();
            }
            try
            {
                _trainable.TrainFixed(_fixedWeights, seed, _meter, new FixedListener(this), cancellation, _weighting);
                CheckGrowth();
                break;
            }
            catch (TrainingDivergedException e)
            {
                TakeBack(e);
            }
        }
        bool due = (_position.Epoch + 1) % Options.ValidateEvery == 0 || _position.Epoch + 1 == Options.FixedEpochs;
        var evaluation = due ? _trainable.EvaluateFixed(cancellation) : null;
        ReleaseEpochStart();
        _weightsByEpoch.Add(_weighting?.Weights ?? _fixedWeights);
        return new EpochSummary
        {
            Epoch = _position.Epoch,
            Stage = TrainingStage.FixedWeights,
            Weights = _weightsByEpoch[^1],
            Losses = _meter.Losses,
            Loss = _meter.Loss,
            GradientNorm = _meter.GradientNorm,
            LearningRateFactor = _trainable.LearningRateFactor,
            SkippedSteps = _meter.Skipped,
            Evaluation = evaluation,
        };
    }

    private EpochSummary AutoEpoch(CancellationToken cancellation)
    {
        // A run that was stopped in the validation below has searched this epoch already.
        bool isSearched = _search!.Epoch > _position.Epoch - Options.FixedEpochs;
        var record = isSearched ? _search.Epochs[^1] : SearchEpoch(cancellation);
        foreach (var candidate in record.Candidates.Where(candidate => candidate.Status != CandidateStatus.Ok))
            Warn($"Candidate {candidate.Candidate + 1} of epoch {_position.Epoch + 1} counts as the worst: {candidate.Error}");
        var adopted = record.Adopted < 0 ? null : record.Candidates[record.Adopted];
        var losses = adopted is { Losses.IsDefaultOrEmpty: false } ? adopted.Losses : [.. _task.LossNames.Select(_ => double.NaN)];
        return new EpochSummary
        {
            Epoch = _position.Epoch,
            Stage = TrainingStage.AutoWeights,
            Weights = record.Weights,
            Losses = losses,
            Loss = adopted is null
                ? double.NaN
                : adopted.Weights.Values.Zip(losses, (weight, loss) => weight == 0 ? 0 : weight * loss).Sum(),
            LearningRateFactor = _trainable.LearningRateFactor,
            Evaluation = _trainable.LastEvaluation ?? _trainable.EvaluateFixed(cancellation),
        };
    }

    private EpochRecord SearchEpoch(CancellationToken cancellation)
    {
        try
        {
            _searching = true;
            return _search!.RunEpoch(new SearchListener(this), cancellation);
        }
        catch (CandidateException) when (_trainable.Shared.TaskError is { } error)
        {
            // As a fixed epoch throws it.
            ExceptionDispatchInfo.Throw(error);
            throw;
        }
        finally
        {
            _searching = false;
        }
    }

    /// <summary>Diverged by growth: losses that are finite still, but an order above what they were.</summary>
    private void CheckGrowth()
    {
        if (Options.DivergenceFactor is double factor && _position.LeastLoss > 0 && _meter.Loss > factor * _position.GrowthFrom)
            throw new TrainingDivergedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The mean loss is {_meter.Loss:g4}, more than {factor} times {_position.GrowthFrom:g4}, the least so far or a ") +
                "hundredth of the first. Lower the learning rate or clip gradients.");
        _meter.RequireSteps();
    }

    private void TakeBack(TrainingDivergedException cause)
    {
        if (_epochStart is not null)
            _trainable.Restore(_epochStart);
        if (_weightingAtStart is not null)
            _weighting!.LoadState(_weightingAtStart);
        _meter = new EpochMeter(_task.LossNames.Length);
        if (_position.Retries >= Options.DivergenceRetries)
            throw new TrainingDivergedException($"Epoch {_position.Epoch + 1} diverged after {_position.Retries} retries: {cause.Message}");
        _position = _position with { Retries = _position.Retries + 1, RateScale = _position.RateScale / 2 };
        _trainable.Shared.LearningRateFactor /= 2;
        Warn($"Epoch {_position.Epoch + 1} diverged and is tried again at half the learning rate: {cause.Message}");
    }

    /// <summary>Takes an epoch into the books: best network, early stopping, metrics, position.</summary>
    private void Settle(EpochSummary summary)
    {
        if (summary.Evaluation is { Reward: var reward } && !double.IsFinite(reward))
            Warn(string.Create(
                CultureInfo.InvariantCulture, $"The validation of epoch {summary.Epoch + 1} is {reward}, which counts as no better."));
        bool isAuto = summary.Stage == TrainingStage.AutoWeights;
        int stageEnd = isAuto ? Options.Epochs : Options.FixedEpochs;
        var position = _position.After(summary, Options.Maximize);
        if (Options.KeepBest && position.BestEpoch == summary.Epoch)
            NetworkState.Copy(_trainable.State.Judged, _best);
        bool stopsEarly = position.SinceStageBest >= Options.EarlyStoppingPatience;
        bool stageEnds = stopsEarly || position.Epoch == stageEnd;
        if (stageEnds && isAuto)
            RequireCandidate();
        if (stopsEarly)
            Warn($"The {(isAuto ? "auto-weighted" : "fixed")} stage ends after epoch {summary.Epoch + 1}: no better validation in " +
                $"{position.SinceStageBest}.");
        if (stageEnds)
            position = position.StageEnded(stageEnd);
        _position = position with { Finished = position.Epoch >= Options.Epochs };
        _meter = new EpochMeter(_task.LossNames.Length);
        if (_trainable.Scheduler is { } scheduler)
        {
            scheduler.Step(summary.Evaluation?.Reward ?? double.NaN);
            _trainable.Shared.ScheduledRates = scheduler.Rates;
        }
        _clock.EpochDone(isAuto, summary.Seconds);
        Log(summary);
        Send(Here() with
        {
            Event = RunEvent.Epoch,
            Stage = summary.Stage,
            Epoch = summary.Epoch,
            Fraction = 1,
            Loss = summary.Loss,
            Weights = summary.Weights,
            Candidates = isAuto ? Options.Search.Candidates : 0,
        });
    }

    /// <summary>Nothing was learned in the auto-weighted stage where every candidate failed, however few its epochs.</summary>
    private void RequireCandidate()
    {
        var last = SearchedEpochs[^1].Candidates[^1];
        if (SearchedEpochs.All(epoch => epoch.Candidates.All(candidate => candidate.Status != CandidateStatus.Ok)))
            throw new WeightSearchException(
                $"Every candidate of all {SearchedEpochs.Count} auto-weighted epochs failed, the last with " +
                $"\"{last.Error?.Split('\n')[0].TrimEnd()}\". Correct the cause and train again.");
    }

    /// <summary>Leaves the network as the run's result: the best one, or the last with its averages if there are any.</summary>
    private void LeaveNetwork()
    {
        var result = _best.Count > 0 ? _best : _trainable.State.Judged.ToDictionary(entry => entry.Name, entry => entry.Live);
        using var frozen = no_grad();
        foreach (var (name, live) in _trainable.State.Network)
            live.copy_(result[name]);
    }

    private void ReleaseEpochStart()
    {
        if (_epochStart is null)
            return;
        _trainable.Release(_epochStart);
        _epochStart = null;
        _weightingAtStart = null;
    }

    /// <summary>
    /// A controller that was used makes the seed say less than all. A policy whose settings rule out that it learns is a random search at
    /// the price of its candidates.
    /// </summary>
    private void WarnOfController()
    {
        if (_position.Finished || _search is null)
            return;
        if (_search.Epoch == 0 && _controller!.Step > 0)
            Warn(string.Create(CultureInfo.InvariantCulture, $"The controller was told the results of {_controller.Step} epochs before ") +
                "this run's first and brings what it learned, so that the same seed gives other bits. Make a new one for each run.");
        if (_controller is not ReinforceController { Options: var policy } || policy.CanLearn(Options.AutoEpochs))
            return;
        string bound = string.Create(CultureInfo.InvariantCulture, $"{policy.LargestProbability(Options.AutoEpochs):0.000}");
        Warn($"The policy cannot learn: at its settings no action can pass p = {bound} in {Options.AutoEpochs} auto-weighted epochs. " +
            "Raise the learning rate or plan more epochs.");
    }

    private static void CheckWeighting(TrainingTask<TNetwork, TBatch> task, TrainingOptions options, IStepWeighting? weighting)
    {
        if (weighting is null)
            return;
        if (options.FixedEpochs == 0)
            throw new ArgumentException(
                $"{weighting.GetType().Name} weighs the steps of fixed epochs, but FixedEpochs is 0; plan some, or leave it out.");
        if (!weighting.LossNames.SequenceEqual(task.LossNames))
            throw new ArgumentException(
                $"The weighting weighs {string.Join(", ", weighting.LossNames)}, but the task's losses are " +
                $"{string.Join(", ", task.LossNames)}; name them alike, in the same order.");
        if (weighting.Needs.HasFlag(StepNeeds.Validation) && task.ValidationLoss is null)
            throw new ArgumentException(
                $"{weighting.GetType().Name} needs the gradient of a validation loss; set the task's ValidationLoss.");
    }

    private TrainingOutcome Outcome(bool wasFinished) => new()
    {
        Epochs = _position.FixedEpochsDone + SearchedEpochs.Count,
        Best = _position.Best,
        BestEpoch = _position.BestEpoch,
        Weights = SearchedEpochs.Count > 0 ? SearchedEpochs[^1].Weights : _weighting?.Weights ?? _fixedWeights,
        WeightsByEpoch = [.. _weightsByEpoch, .. SearchedEpochs.Select(epoch => epoch.Weights)],
        WasFinished = wasFinished,
        Warnings = [.. _warnings],
    };
}
