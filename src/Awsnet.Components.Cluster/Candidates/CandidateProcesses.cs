using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>
/// A trainable of this process whose candidates train in others: for a search, or a training around it, that keeps the incumbent in this
/// process. Snapshots go out and come back as files.
/// </summary>
/// <typeparam name="TSnapshot">The trainable's snapshot.</typeparam>
/// <remarks>
/// Saving and resuming are the caller's; a result that was there when the caller died is found again. Side by side means processes at once.
/// </remarks>
public sealed class CandidateProcesses<TSnapshot> : IForkableTrainable<TSnapshot>, IBudgetedTrainable<TSnapshot>, IDisposable
    where TSnapshot : class
{
    private readonly Shared _shared;
    private readonly ProcessTrainable _remote;
    private readonly bool _isFork;

    /// <summary>Takes a folder for the files of one search.</summary>
    /// <param name="trainable">The trainable here, which holds the incumbent; it stays its owner's.</param>
    /// <param name="folder">The folder, which every process must see; made if missing.</param>
    /// <param name="options">Attempts, limits, threads; null for the defaults.</param>
    /// <param name="launcher">Starts the processes; null for this machine.</param>
    /// <exception cref="ClusterException">Another coordinator is at work in the folder, it cannot be used, or the launcher cannot
    /// work.</exception>
    /// <exception cref="FormatException">The folder holds a run of another kind.</exception>
    public CandidateProcesses(
        ISavableTrainable<TSnapshot> trainable, string folder, ClusterOptions? options = null, ILauncher? launcher = null)
    {
        ArgumentNullException.ThrowIfNull(trainable);
        var tasks = new SearchTasks(folder, nameof(CandidateProcesses<TSnapshot>), options, launcher);
        _shared = new Shared(trainable, tasks, new SnapshotUses(tasks.Folder));
        _remote = new ProcessTrainable(tasks, _shared.Uses);
    }

    private CandidateProcesses(Shared shared, ProcessTrainable remote)
    {
        _shared = shared;
        _remote = remote;
        _isFork = true;
    }

    /// <inheritdoc/>
    public TSnapshot Snapshot()
    {
        if (_remote.Report is null)
            return _shared.OfLocal();
        var file = _remote.Snapshot();
        return _shared.Load(file);
    }

    /// <inheritdoc/>
    public void Restore(TSnapshot snapshot)
    {
        _remote.Restore(_shared.FileOf(snapshot));
        if (!_isFork)
            _shared.RestoreLocal(snapshot);
    }

    /// <inheritdoc/>
    public void Release(TSnapshot snapshot) => _shared.Release(snapshot);

    /// <inheritdoc/>
    public ImmutableArray<double> TrainEpoch(
        LossWeights weights, EpochContext context, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        TrainPart(weights, context, 0, 1, progress, cancellation);

    /// <inheritdoc/>
    public ImmutableArray<double> TrainPart(LossWeights weights, EpochContext context, double from, double to,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        _shared.EnterEpoch(context.Epoch, _remote);
        return _remote.TrainPart(weights, context, from, to, progress, cancellation);
    }

    /// <inheritdoc/>
    public double Evaluate(CancellationToken cancellation) =>
        _remote.Report is null ? _shared.Trainable.Evaluate(cancellation) : _remote.Evaluate(cancellation);

    /// <inheritdoc/>
    public ITrainable<TSnapshot> Fork(int side, int sides) =>
        new CandidateProcesses<TSnapshot>(_shared, (ProcessTrainable)_remote.Fork(side, sides));

    /// <summary>Lets go of the folder.</summary>
    public void Dispose()
    {
        _remote.Dispose();
        if (!_isFork)
            _shared.Dispose();
    }

    /// <summary>What a trainable and its forks share: the live one here, and which snapshot lies in which file.</summary>
    private sealed class Shared(ISavableTrainable<TSnapshot> trainable, SearchTasks tasks, SnapshotUses uses) : IDisposable
    {
        private readonly object _gate = new();
        private readonly Dictionary<TSnapshot, SnapshotFile> _files = new(ReferenceEqualityComparer.Instance);
        private int _epoch = -1;

        internal ISavableTrainable<TSnapshot> Trainable => trainable;

        internal SnapshotUses Uses => uses;

        internal TSnapshot OfLocal()
        {
            lock (_gate)
                return trainable.Snapshot();
        }

        internal void RestoreLocal(TSnapshot snapshot)
        {
            lock (_gate)
                trainable.Restore(snapshot);
        }

        internal TSnapshot Load(SnapshotFile file)
        {
            lock (_gate)
            {
                var snapshot = trainable.Load(file.In(tasks.Folder.Root));
                _files[snapshot] = file;
                return snapshot;
            }
        }

        internal SnapshotFile FileOf(TSnapshot snapshot)
        {
            lock (_gate)
            {
                if (!_files.TryGetValue(snapshot, out var file))
                {
                    uses.Add(file = tasks.Folder.Import(path => trainable.Save(path, snapshot)));
                    _files[snapshot] = file;
                }
                return file;
            }
        }

        internal void Release(TSnapshot snapshot)
        {
            lock (_gate)
            {
                if (_files.Remove(snapshot, out var file))
                    uses.Remove(file);
                trainable.Release(snapshot);
                uses.Sweep();
            }
        }

        /// <summary>Tells the processes what has changed since the epoch before, of which nothing is asked for any more.</summary>
        internal void EnterEpoch(int epoch, ProcessTrainable remote)
        {
            lock (_gate)
            {
                remote.SetConditions(trainable.Conditions);
                if (epoch == _epoch)
                    return;
                remote.EndEpoch();
                uses.Sweep(epoch, only: false);
                _epoch = epoch;
            }
        }

        public void Dispose() => tasks.Dispose();
    }
}
