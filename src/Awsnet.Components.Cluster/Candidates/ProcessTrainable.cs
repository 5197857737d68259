using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>
/// A trainable that trains nothing itself: its state is the name of a file, and each candidate is a process that reads one file and writes
/// another. A search drives it as it drives any other; side by side means processes at once.
/// </summary>
internal sealed class ProcessTrainable(SearchTasks tasks, SnapshotUses uses, ProcessTrainable? first = null)
    : IForkableTrainable<SnapshotFile>, IBudgetedTrainable<SnapshotFile>, IDisposable
{
    private readonly List<ProcessTrainable> _forks = [];
    private SnapshotFile? _state;
    private SnapshotFile? _trained;

    /// <summary>
    /// What was restored, until something was trained from it: whoever took its snapshot may release that at once, as a search does.
    /// </summary>
    private SnapshotFile? _held;
    private CandidateReport? _report;

    /// <summary>See <see cref="ISavableTrainable{TSnapshot}.Conditions"/>; the first member's hold for all.</summary>
    private string _conditions = "";

    internal CandidateReport? Report => _report;

    private ProcessTrainable First => first ?? this;

    public SnapshotFile Snapshot()
    {
        var state = _trained ?? Current(CancellationToken.None);
        uses.Add(state);
        return state;
    }

    public void Restore(SnapshotFile snapshot)
    {
        uses.Add(snapshot);
        DropTrained();
        _state = _held = snapshot;
    }

    public void Release(SnapshotFile snapshot) => uses.Remove(snapshot);

    public ImmutableArray<double> TrainEpoch(
        LossWeights weights, EpochContext context, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        TrainPart(weights, context, 0, 1, progress, cancellation);

    public ImmutableArray<double> TrainPart(LossWeights weights, EpochContext context, double from, double to,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var parent = _trained ?? Current(cancellation);
        var task = new CandidateTask
        {
            Run = tasks.Folder.Id,
            Kind = TaskKind.Train,
            Epoch = context.Epoch,
            Candidate = context.Candidate,
            Parent = parent,
            Seed = context.Seed,
            Weights = weights,
            Part = (from, to),
            Conditions = First._conditions,
        };
        var (report, snapshot) = tasks.Run(task, progress, cancellation);
        DropTrained();
        _report = report;
        if (snapshot is not null)
            uses.Add(_trained = snapshot);
        return report.Losses;
    }

    public double Evaluate(CancellationToken cancellation)
    {
        if (_report is not null)
            return _report.Reward;
        var task = new CandidateTask
        {
            Run = tasks.Folder.Id,
            Kind = TaskKind.Evaluate,
            Parent = Current(cancellation),
            Conditions = First._conditions,
        };
        return tasks.Run(task, null, cancellation).Report.Reward;
    }

    public ITrainable<SnapshotFile> Fork(int side, int sides)
    {
        var fork = new ProcessTrainable(tasks, uses, First);
        First._forks.Add(fork);
        return fork;
    }

    public void Dispose() => DropTrained();

    /// <summary>Lets go of what no member will be asked for any more, an epoch being over.</summary>
    internal void EndEpoch()
    {
        foreach (var fork in First._forks)
            fork.DropTrained();
    }

    internal void SetConditions(string conditions) => First._conditions = conditions;

    // The end of an epoch may drop what a fork holds while that one restores the next.
    private void DropTrained()
    {
        _report = null;
        if (Interlocked.Exchange(ref _trained, null) is { } trained)
            uses.Remove(trained);
        if (Interlocked.Exchange(ref _held, null) is { } held)
            uses.Remove(held);
    }

    /// <summary>The state that was restored; before any was, the one that the run begins with.</summary>
    private SnapshotFile Current(CancellationToken cancellation)
    {
        if (_state is null)
        {
            var task = new CandidateTask { Run = tasks.Folder.Id, Kind = TaskKind.Begin, Conditions = First._conditions };
            _state = tasks.Run(task, null, cancellation).Snapshot;
        }
        return _state!;
    }
}
