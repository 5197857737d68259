namespace Awsnet.Components;

/// <summary>
/// A run that trains nothing itself: each of its rungs is a process that goes on from the state that the one before left.
/// </summary>
internal sealed class ProcessRun(SearchTasks tasks, WholeRunTrial trial) : IWholeRun
{
    private SnapshotFile? _state;
    private int _done;

    public double TrainTo(int epochs, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        if (_done == 0)
            Resume(epochs);
        var (report, state) = tasks.Run(TaskTo(epochs), progress, cancellation);
        Keep(state, epochs);
        return report.Reward;
    }

    public void Drop()
    {
        if (_state is not null)
            File.Delete(_state.In(tasks.Folder.Root));
    }

    public void Dispose()
    {
    }

    /// <summary>A search that was stopped may ask for a later rung at once: goes on from where an earlier process left this run.</summary>
    private void Resume(int epochs)
    {
        foreach (int earlier in RunFolder.Epochs(tasks.Folder.Root).Select(epoch => epoch + 1).Where(earlier => earlier < epochs))
        {
            if (tasks.Find(TaskTo(earlier)) is { Snapshot: { } state })
                Keep(state, earlier);
        }
        if (_state is not null && !File.Exists(_state.In(tasks.Folder.Root)))
            (_state, _done) = (null, 0);
    }

    private CandidateTask TaskTo(int epochs) => new()
    {
        Run = tasks.Folder.Id,
        Kind = TaskKind.Run,
        Epoch = epochs - 1,
        Candidate = trial.Candidate,
        Repeat = trial.Repeat,
        Parent = _state,
        Seed = trial.Seed,
        Weights = trial.Weights,
        Part = (_done, epochs),
    };

    private void Keep(SnapshotFile? state, int epochs)
    {
        if (state is null)
            return;
        Drop();
        (_state, _done) = (state, epochs);
    }
}
