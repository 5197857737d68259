using System.Collections.Immutable;
using System.Diagnostics;

namespace Awsnet.Components;

/// <summary>
/// The bilevel loop of the paper: every epoch, K candidates train from the same state with the weights that the controller proposes,
/// each is evaluated, the controller learns, and the adopted candidate's state is carried on.
/// </summary>
/// <typeparam name="TSnapshot">The trainable's snapshot; opaque to the search.</typeparam>
/// <remarks>
/// Steppable: <see cref="RunEpoch"/> does one epoch and leaves the trainable in the incumbent's state, so a surrounding trainer can save
/// the trainable and <see cref="SaveState"/> after each. In between the search keeps the incumbent's snapshot for the next epoch;
/// call <see cref="ReleaseSnapshots"/> after changing the trainable from outside.
/// </remarks>
public sealed partial class WeightSearch<TSnapshot> : IDisposable
{
    private readonly ITrainable<TSnapshot> _trainable;
    private readonly List<ITrainable<TSnapshot>> _team;
    private readonly object _gate = new();
    private readonly List<EpochRecord> _epochs = [];
    private EpochRun<TSnapshot>? _run;
    private TSnapshot? _incumbent;
    private bool _hasIncumbent;
    private int _rollbacks;
    private int _failedEpochs;
    private bool _isRunning, _disposed;

    /// <summary>Sets up a search; nothing is trained yet.</summary>
    /// <param name="trainable">What is trained, in the state to start from.</param>
    /// <param name="controller">Proposes the weights.</param>
    /// <param name="options">How candidates are tried; null for the defaults.</param>
    /// <exception cref="ArgumentException">The options ask for forks or for parts of an epoch and the trainable offers none.</exception>
    public WeightSearch(ITrainable<TSnapshot> trainable, IWeightController controller, WeightSearchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(trainable);
        ArgumentNullException.ThrowIfNull(controller);
        _trainable = trainable;
        _team = [trainable];
        Controller = controller;
        Options = options ?? new();
        if (Options.Parallelism > 1 && trainable is not IForkableTrainable<TSnapshot>)
            throw new ArgumentException(
                $"Parallelism is {Options.Parallelism} but {trainable.GetType().Name} cannot be forked; implement IForkableTrainable or " +
                "set Parallelism to 1.", nameof(options));
        if (Options.Halving is not null && trainable is not IBudgetedTrainable<TSnapshot>)
            throw new ArgumentException(
                $"Successive halving is asked for but {trainable.GetType().Name} cannot train parts of an epoch; implement " +
                "IBudgetedTrainable or leave Halving null.", nameof(options));
    }

    /// <summary>The controller that proposes the weights.</summary>
    public IWeightController Controller { get; }

    /// <summary>How candidates are tried.</summary>
    public WeightSearchOptions Options { get; }

    /// <summary>How many epochs are done: the index of the next one.</summary>
    public int Epoch => _epochs.Count;

    /// <summary>How many candidates of the epoch in progress are done; 0 between epochs.</summary>
    public int FinishedCandidates => _run?.Records.Count(record => record is not null) ?? 0;

    /// <summary>The incumbent's reward: that of the candidate adopted last; NaN before.</summary>
    public double IncumbentReward { get; private set; } = double.NaN;

    /// <summary>All epochs done so far.</summary>
    public IReadOnlyList<EpochRecord> Epochs => _epochs;

    /// <summary>The incumbent's snapshot and, in the middle of an epoch, that of the best candidate so far.</summary>
    /// <remarks>
    /// For a trainer that saves in the middle of an epoch, from a progress handler: with both,
    /// <see cref="LoadState(System.Text.Json.Nodes.JsonObject, TSnapshot, HeldSnapshot{TSnapshot}?)"/> resumes with the next candidate.
    /// </remarks>
    public (TSnapshot? Incumbent, HeldSnapshot<TSnapshot>? Best) HeldSnapshots => (
        _incumbent,
        _run is { Shelf.Kept: [var (result, snapshot), ..] } ? new HeldSnapshot<TSnapshot>(result.Index, snapshot) : null);

    /// <summary>Runs one epoch, or finishes the one that was broken off.</summary>
    /// <param name="progress">Receives every candidate, one call at a time; null for none.</param>
    /// <param name="cancellation">Breaks off within the epoch.</param>
    /// <returns>The epoch's record, also to be found in <see cref="Epochs"/>.</returns>
    /// <exception cref="OperationCanceledException">Canceled; the trainable holds the incumbent, and the candidates done so far are kept
    /// for the next call.</exception>
    /// <exception cref="WeightSearchException">Every candidate has failed for <see cref="WeightSearchOptions.StopAfterFailedEpochs"/>
    /// epochs in a row.</exception>
    /// <exception cref="CandidateException">A trainable that trains elsewhere broke the search off; the candidates done so far are kept for
    /// the next call.</exception>
    /// <exception cref="InvalidOperationException">It is called while an epoch runs, as from a progress handler.</exception>
    public EpochRecord RunEpoch(IProgress<SearchProgress>? progress = null, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_isRunning)
            throw new InvalidOperationException("An epoch is being run; call RunEpoch when it has returned, not from a progress handler.");
        cancellation.ThrowIfCancellationRequested();
        var clock = Stopwatch.StartNew();
        if (!_hasIncumbent)
            KeepIncumbent(_trainable.Snapshot());
        EpochRecord record;
        _isRunning = true;
        try
        {
            if (Options.RollbackTolerance is not null && double.IsNaN(IncumbentReward) && Epoch == 0)
                IncumbentReward = EvaluateIncumbent(cancellation);
            if (Controller.Pending.Count == 0)
                Controller.Ask(Options.Candidates);
            GatherTeam();
            _run ??= new EpochRun<TSnapshot>(_team, Controller, Options, Epoch, _gate);
            _run.Run(_incumbent!, progress, cancellation);
            lock (_gate)
                record = Settle(clock);
        }
        catch
        {
            // Parts of an epoch cannot be resumed without a snapshot of each candidate.
            if (Options.Halving is not null)
                DropRun();
            _trainable.Restore(_incumbent!);
            throw;
        }
        finally
        {
            _isRunning = false;
        }
        progress?.Report(new SearchProgress
        {
            Stage = SearchStage.Settled,
            Epoch = record.Epoch,
            Candidate = record.Adopted,
            Candidates = record.Candidates.Length,
            Finished = record.Candidates.Length,
            Weights = record.Weights,
            Fraction = 1,
            Loss = double.NaN,
            Reward = record.Reward,
        });
        if (_failedEpochs >= Options.StopAfterFailedEpochs)
            throw new WeightSearchException(
                $"Every candidate of the last {_failedEpochs} epochs failed, the last with " +
                // Native libraries put their call stack behind the first line; the record has all of it.
                $"\"{record.Candidates[^1].Error?.Split('\n')[0].TrimEnd()}\"; the incumbent is restored. Correct the cause, then call " +
                "RunEpoch again.");
        return record;
    }

    /// <summary>Runs epochs until a number of them are done in all.</summary>
    /// <param name="epochs">How many epochs the search shall have, those done before included.</param>
    /// <param name="afterEpoch">Called after every epoch, for instance to save.</param>
    /// <param name="progress">Receives every candidate.</param>
    /// <param name="cancellation">Breaks off within an epoch.</param>
    public void RunTo(int epochs, Action<EpochRecord>? afterEpoch = null, IProgress<SearchProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        while (Epoch < epochs)
        {
            var record = RunEpoch(progress, cancellation);
            afterEpoch?.Invoke(record);
        }
    }

    /// <summary>
    /// Releases all snapshots; the next epoch begins from the trainable's state as it is then. Candidates of an epoch in progress are tried
    /// again.
    /// </summary>
    public void ReleaseSnapshots()
    {
        DropRun();
        if (_hasIncumbent)
            _trainable.Release(_incumbent!);
        _incumbent = default;
        _hasIncumbent = false;
    }

    /// <summary>Releases all snapshots and disposes the forks; the trainable itself stays as it is.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        ReleaseSnapshots();
        foreach (var fork in _team.Skip(1))
            (fork as IDisposable)?.Dispose();
        _disposed = true;
    }

    private double EvaluateIncumbent(CancellationToken cancellation)
    {
        double reward = _trainable.Evaluate(cancellation);
        return double.IsFinite(reward) ? reward : double.NaN;
    }

    private void GatherTeam()
    {
        int sides = Math.Min(Options.Parallelism, Options.Candidates);
        while (_team.Count < sides)
            _team.Add(((IForkableTrainable<TSnapshot>)_trainable).Fork(_team.Count, sides));
    }

    private void KeepIncumbent(TSnapshot snapshot)
    {
        _incumbent = snapshot;
        _hasIncumbent = true;
    }

    private void DropRun()
    {
        _run?.Shelf.Clear();
        _run = null;
    }

    private EpochRecord Settle(Stopwatch clock)
    {
        var run = _run!;
        var candidates = run.Records.Select(record => record!).ToArray();
        var results = candidates.Select(candidate => candidate.ToResult()).ToArray();
        bool anyToAdopt = run.Shelf.Kept.Count > 0;
        bool rollBack = anyToAdopt && MustRollBack(run.Shelf.Kept[0].Result.Reward);
        var update = Controller.Tell(results, adopt: anyToAdopt && !rollBack);
        // What was told is not to be told again, whatever goes wrong from here on.
        _run = null;
        if (update.Adopted >= 0)
        {
            int best = run.Shelf.Kept[0].Result.Index;
            if (update.Adopted != best)
            {
                run.Shelf.Clear();
                throw new InvalidOperationException(
                    $"The controller adopted candidate {update.Adopted} but prefers candidate {best}; its Prefers and Tell must agree.");
            }
            var adopted = run.Shelf.TakeBest();
            _trainable.Release(_incumbent!);
            KeepIncumbent(adopted);
            IncumbentReward = candidates[best].Reward;
            candidates[best] = candidates[best] with { Adopted = true };
        }
        else
        {
            run.Shelf.Clear();
        }
        _rollbacks = rollBack ? _rollbacks + 1 : 0;
        _failedEpochs = candidates.All(candidate => candidate.Status != CandidateStatus.Ok) ? _failedEpochs + 1 : 0;
        var record = new EpochRecord
        {
            Epoch = Epoch,
            Candidates = [.. candidates],
            Adopted = update.Adopted,
            RolledBack = rollBack,
            Weights = update.Weights,
            Reward = IncumbentReward,
            MeanReward = update.MeanReward,
            Baseline = update.Baseline,
            PolicyEntropy = update.PolicyEntropy,
            Seconds = clock.Elapsed.TotalSeconds,
        };
        _epochs.Add(record);
        _trainable.Restore(_incumbent!);
        return record;
    }

    private bool MustRollBack(double reward)
    {
        if (Options.RollbackTolerance is not double tolerance || double.IsNaN(IncumbentReward) || _rollbacks >= Options.MaximumRollbacks)
            return false;
        double loss = Controller.Maximize ? IncumbentReward - reward : reward - IncumbentReward;
        return loss > tolerance;
    }
}
