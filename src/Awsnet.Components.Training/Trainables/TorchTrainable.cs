using System.Collections.Immutable;
using TorchSharp.Modules;

namespace Awsnet.Components;

/// <summary>
/// A TorchSharp network in training, as a <see cref="WeightSearch{TSnapshot}"/> wants it: snapshots in buffers that are used again,
/// batches decoded once for all candidates, copies for candidates side by side.
/// </summary>
/// <typeparam name="TNetwork">Any module.</typeparam>
/// <typeparam name="TBatch">What one step trains on.</typeparam>
public sealed partial class TorchTrainable<TNetwork, TBatch>
    : IForkableTrainable<TorchSnapshot>, IBudgetedTrainable<TorchSnapshot>, IDisposable
    where TNetwork : nn.Module
{
    /// <summary>The part of a run's seed that initial weights are drawn by; epochs count from 0.</summary>
    private const ulong NetworkPart = ulong.MaxValue;

    private readonly TrainingTask<TNetwork, TBatch> _task;
    private readonly TrainingOptions _options;
    private readonly bool _isFork;
    private readonly optim.Optimizer _optimizer;
    private readonly double[] _learningRates;

    /// <summary>Makes the network and its optimizer; nothing is trained yet.</summary>
    /// <param name="task">What is to be trained.</param>
    /// <param name="options">Seed, threads and precautions; its plan of epochs is not used here. Null for the defaults.</param>
    /// <exception cref="ArgumentException">The task lacks something; the message says what.</exception>
    public TorchTrainable(TrainingTask<TNetwork, TBatch> task, TrainingOptions? options = null)
        : this(Checked(task), (options ?? new()).Resolved(get_num_threads()),
            new SharedByForks<TBatch>(task.Batches, task.BatchesPerEpoch, task.DisposeBatches), original: null)
    {
    }

    private TorchTrainable(
        TrainingTask<TNetwork, TBatch> task, TrainingOptions options, SharedByForks<TBatch> shared, TNetwork? original)
    {
        _task = task;
        _options = options;
        Shared = shared;
        _isFork = original is not null;
        if (options.KeepFreedMemory)
            CpuMemory.KeepFreed();
        CpuBackends.Prepare();
        manual_seed(SplitMix64.DeriveSeed(options.Seed, NetworkPart));
        Network = task.Network() ?? throw new InvalidOperationException("The task's Network made none; return a new network.");
        if (ReferenceEquals(Network, original))
            throw new InvalidOperationException(
                "The task's Network gave the same network again, and candidates side by side would all train that one; make a new one at " +
                "each call.");
        // It is freed with this, and not with the scope that it is made in: a fork is made within whatever scope the run is in.
        foreach (Tensor tensor in Network.state_dict().Values)
            tensor.DetachFromDisposeScope();
        _optimizer = task.Optimizer(Network)
            ?? throw new InvalidOperationException("The task's Optimizer made none; return an optimizer of the network's parameters.");
        _learningRates = [.. _optimizer.ParamGroups.Select(group => group.LearningRate)];
        if (!_isFork && task.Scheduler is { } makeScheduler)
        {
            Scheduler = new RateScheduler(_optimizer, makeScheduler);
            shared.ScheduledRates = Scheduler.Rates;
        }
        State = new NetworkState(Network, _optimizer, options.EmaDecay);
        Network.train();
    }

    /// <summary>The live network.</summary>
    public TNetwork Network { get; }

    /// <summary>How the state at hand evaluated, or null when it has not been evaluated since it was trained.</summary>
    public Evaluation? LastEvaluation { get; internal set; }

    internal NetworkState State { get; }

    internal SharedByForks<TBatch> Shared { get; }

    internal RateScheduler? Scheduler { get; }

    /// <summary>The first parameter group's learning rate in the epoch at hand, as a part of the optimizer's own.</summary>
    internal double LearningRateFactor =>
        Shared.LearningRateFactor * (Shared.ScheduledRates is { } rates ? rates[0] / _learningRates[0] : 1);

    /// <inheritdoc/>
    public TorchSnapshot Snapshot()
    {
        var snapshot = Shared.Take();
        State.CopyTo(snapshot);
        snapshot.Evaluation = LastEvaluation;
        return snapshot;
    }

    /// <inheritdoc/>
    public void Restore(TorchSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        State.CopyFrom(snapshot);
        LastEvaluation = snapshot.Evaluation;
    }

    /// <inheritdoc/>
    public void Release(TorchSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        Shared.Return(snapshot);
    }

    /// <inheritdoc/>
    /// <exception cref="TrainingDivergedException">Too many steps in a row were not finite, or all of them.</exception>
    /// <exception cref="CandidateException">The task's Loss gave what no weights can train; a search breaks off.</exception>
    public ImmutableArray<double> TrainEpoch(
        LossWeights weights, EpochContext context, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        TrainPart(weights, context, 0, 1, progress, cancellation);

    /// <inheritdoc/>
    /// <exception cref="TrainingDivergedException">Too many steps in a row were not finite, or all of them.</exception>
    /// <exception cref="CandidateException">The task's Loss gave what no weights can train; a search breaks off.</exception>
    public ImmutableArray<double> TrainPart(LossWeights weights, EpochContext context, double from, double to,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        int first = (int)Math.Round(from * _task.BatchesPerEpoch), last = (int)Math.Round(to * _task.BatchesPerEpoch);
        UseThreads(_options.ThreadsPerCandidate!.Value);
        var meter = new EpochMeter(_task.LossNames.Length);
        try
        {
            Train(Shared.Kept(context.Seed, first, last), weights, context.Seed, first, meter, progress, cancellation);
        }
        // The latter is LossTerms.Weighted's.
        catch (Exception e) when (e is UnusableLossException or ArgumentException { ParamName: "terms" })
        {
            Shared.TaskError = e;
            throw new CandidateException(null, e.Message);
        }
        // Else a candidate that has learned nothing would compete by the incumbent's score.
        meter.RequireSteps();
        return meter.Losses;
    }

    /// <inheritdoc/>
    public double Evaluate(CancellationToken cancellation)
    {
        UseThreads(_options.ThreadsPerCandidate!.Value);
        return _task.CandidateScore is { } score
            ? InEvaluationMode(() => score(Network, cancellation))
            : EvaluateFully(cancellation).Reward;
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The network has dropout: its draws come from torch's one generator and would depend on how
    /// the copies take turns.</exception>
    public ITrainable<TorchSnapshot> Fork(int side, int sides)
    {
        SideBySide.RefuseDropout(Network);
        return new TorchTrainable<TNetwork, TBatch>(_task, _options, Shared, Network);
    }

    /// <summary>Frees the network, the optimizer and all buffers; a fork leaves to the first member what is shared.</summary>
    public void Dispose()
    {
        State.Dispose();
        _optimizer.Dispose();
        Network.Dispose();
        if (!_isFork)
            Shared.Dispose();
    }

    /// <summary>Trains a whole epoch with fixed weights, or what is left of it, one batch alive at a time.</summary>
    /// <param name="weights">α.</param>
    /// <param name="seed">The epoch's seed.</param>
    /// <param name="meter">What the steps so far came to: <c>Steps + Skipped</c> of them are passed over.</param>
    /// <param name="progress">Receives every step.</param>
    /// <param name="cancellation">Honored between steps; the meter then says where to resume.</param>
    /// <param name="weighting">Finds the weights of each step, in place of the fixed ones; null for none.</param>
    internal void TrainFixed(
        LossWeights weights,
        long seed,
        EpochMeter meter,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation,
        IStepWeighting? weighting = null)
    {
        UseThreads(_options.Threads!.Value);
        int first = meter.Steps + meter.Skipped;
        if (first < _task.BatchesPerEpoch)
            Train(Shared.Stream(seed, first, _task.BatchesPerEpoch), weights, seed, first, meter, progress, cancellation, weighting);
    }

    internal Evaluation EvaluateFixed(CancellationToken cancellation)
    {
        UseThreads(_options.Threads!.Value);
        return EvaluateFully(cancellation);
    }

    /// <summary>Shows the network as a validation sees it.</summary>
    internal void Show(Action<TNetwork> look)
    {
        UseThreads(_options.Threads!.Value);
        using var averages = State.UseEma();
        InEvaluationMode(() =>
        {
            look(Network);
            return true;
        });
    }

    private void Train(
        IEnumerable<TBatch> batches,
        LossWeights weights,
        long seed,
        int first,
        EpochMeter meter,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation,
        IStepWeighting? weighting = null)
    {
        if (!weights.Names.SequenceEqual(_task.LossNames))
            throw new ArgumentException(
                $"The weights are of {string.Join(", ", weights.Names)}, but the task's losses are " +
                $"{string.Join(", ", _task.LossNames)}; name them alike, in the same order.", nameof(weights));
        Network.train();
        LastEvaluation = null;
        double[] rates = Shared.ScheduledRates ?? _learningRates;
        int group = 0;
        foreach (var parameters in _optimizer.ParamGroups)
            parameters.LearningRate = rates[group++] * Shared.LearningRateFactor;

        int index = first;
        using var enumerator = batches.GetEnumerator();
        while (true)
        {
            // Before the next batch is made, so that an interrupted epoch resumes with exactly this one.
            cancellation.ThrowIfCancellationRequested();
            if (!enumerator.MoveNext())
                return;
            manual_seed(SplitMix64.DeriveSeed(seed, (ulong)index));
            var weigher = weighting is null
                ? null
                : new StepWeigher<TNetwork, TBatch>(_task, Network, State, weighting, SplitMix64.DeriveSeed(seed, (ulong)(-1 - index)));
            Step(enumerator.Current, weights, meter, index, weigher);
            index++;
            progress?.Report(new TrainingProgress(index / (double)_task.BatchesPerEpoch, meter.Loss));
        }
    }

    private void Step(TBatch batch, LossWeights weights, EpochMeter meter, int index, StepWeigher<TNetwork, TBatch>? weigher)
    {
        using var scope = NewDisposeScope();
        State.GuardBuffers();
        _optimizer.zero_grad();
        double total;
        double[] terms;
        try
        {
            (total, terms) = weigher is null ? Differentiate(batch, weights) : weigher.Differentiate(batch);
        }
        catch
        {
            // A run that goes on takes the step again.
            State.TakeBuffersBack();
            throw;
        }
        double norm = double.IsFinite(total) ? ClipGradients() : double.NaN;
        if (!double.IsFinite(norm))
        {
            // A sum of squares can overflow where no gradient does, but such a step would do no good either.
            State.TakeBuffersBack();
            meter.Skip();
            string what = double.IsFinite(total) ? $"the norm of its gradient is {norm}" : $"its loss is {total}";
            if (meter.SkippedInRow > _options.SkippedStepsAllowed)
                throw new TrainingDivergedException(
                    $"{meter.SkippedInRow} batches in a row gave no finite step; of batch {index} {what}. Look for NaN in the data, or " +
                    "lower the learning rate.");
            Shared.Warn?.Invoke($"Batch {index} was skipped: {what}.");
            return;
        }
        _optimizer.step();
        State.UpdateEma();
        weigher?.Observe(batch);
        meter.Add(total, terms, norm);
    }

    /// <summary>The losses on a batch; their gradient is in the parameters where the total is finite.</summary>
    private (double Total, double[] Terms) Differentiate(TBatch batch, LossWeights weights)
    {
        var loss = _task.LossOf(Network, batch, weights);
        var read = loss.Read();
        if (!double.IsFinite(read.Total))
            return read;
        if (!loss.Total.requires_grad)
            throw new UnusableLossException(
                "The task's Loss does not depend on the network, or it was detached; give it as it was computed, with gradients on.");
        loss.Total.backward();
        return read;
    }

    /// <summary>The norm of all gradients together; scales them down to the limit if there is one.</summary>
    private double ClipGradients()
    {
        using var frozen = no_grad();
        // The optimizer does not clear them: they would add up from step to step, and all be clipped by their norm.
        foreach (Parameter parameter in State.Untrained)
            parameter.grad = null;
        Parameter[] learning = [.. State.Parameters.Where(parameter => parameter.grad is not null)];
        if (learning.Length == 0)
            throw new UnusableLossException(
                "No parameter has a gradient; the loss does not depend on the network, or it was detached.");
        return _options.ClipGradientNorm is double limit
            ? nn.utils.clip_grad_norm_(learning, limit)
            : stack(learning.Select(parameter => parameter.grad!.norm())).norm().to(ScalarType.Float64).item<double>();
    }

    private Evaluation EvaluateFully(CancellationToken cancellation)
    {
        using var averages = State.UseEma();
        var evaluation = InEvaluationMode(() => _task.Evaluate(Network, cancellation))
            ?? throw new InvalidOperationException("The task's Evaluate gave null; return an Evaluation, or a number.");
        if (evaluation.Warning is not null)
            Shared.Warn?.Invoke(evaluation.Warning);
        return LastEvaluation = evaluation;
    }

    private T InEvaluationMode<T>(Func<T> evaluate)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        Network.eval();
        try
        {
            return evaluate();
        }
        finally
        {
            Network.train();
        }
    }

    private static void UseThreads(int threads)
    {
        if (get_num_threads() != threads)
            set_num_threads(threads);
    }

    private static TrainingTask<TNetwork, TBatch> Checked(TrainingTask<TNetwork, TBatch> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        task.Validate();
        return task;
    }
}
