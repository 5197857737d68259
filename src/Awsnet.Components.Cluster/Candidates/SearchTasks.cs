using System.Globalization;

namespace Awsnet.Components;

/// <summary>The tasks of one search: has them done, and stops the search when more are lost than may be.</summary>
internal sealed class SearchTasks : IDisposable
{
    private readonly TaskRunner _runner;
    private readonly object _gate = new();
    private (int Epoch, int Count) _lost = (-1, 0);

    /// <summary>Takes a folder for the files of one search, if this process may be its coordinator and the launcher can work.</summary>
    internal SearchTasks(string folder, string kind, ClusterOptions? options, ILauncher? launcher)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        CandidateProcess.RefuseCoordinator();
        launcher ??= new ProcessLauncher();
        launcher.Check(Path.GetFullPath(folder));
        Launcher = launcher.Name;
        _runner = new TaskRunner(new RunFolder(folder, kind), launcher, options ?? new());
    }

    internal RunFolder Folder => _runner.Folder;

    /// <summary>Where the processes are started.</summary>
    internal string Launcher { get; }

    /// <summary>Says how many candidates of an epoch were lost before this coordinator began.</summary>
    internal void SetLost(int epoch, int count) => _lost = (epoch, count);

    /// <summary>See <see cref="TaskRunner.Find"/>.</summary>
    internal (CandidateReport Report, SnapshotFile? Snapshot)? Find(CandidateTask task) => _runner.Find(task, []);

    /// <summary>See <see cref="TaskRunner.Run"/>.</summary>
    /// <exception cref="CandidateException">The training failed by itself; it was lost and may be; or the search is to stop.</exception>
    internal (CandidateReport Report, SnapshotFile? Snapshot) Run(
        CandidateTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            return _runner.Run(task, progress, cancellation);
        }
        catch (CandidateException lost) when (lost.Status == CandidateStatus.Lost && !MayLose(task))
        {
            string advice = IsTraining(task) ? ", or allow some to be lost (LostAllowed)" : "";
            throw new CandidateException(null, $"{Named(task)}: {lost.Message} Correct the cause and start again{advice}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CandidateException(null,
                $"The run's folder cannot be used: {e.Message.TrimEnd('.')}. Make room or correct its permissions, then start again.");
        }
    }

    /// <summary>Ends the processes that wait for another candidate.</summary>
    internal void EndIdle() => _runner.EndIdle();

    /// <summary>Lets go of the folder.</summary>
    public void Dispose()
    {
        EndIdle();
        Folder.Dispose();
    }

    private bool MayLose(CandidateTask task)
    {
        if (!IsTraining(task))
            return false;
        lock (_gate)
        {
            _lost = _lost.Epoch == task.Epoch ? (_lost.Epoch, _lost.Count + 1) : (task.Epoch, 1);
            return _lost.Count <= _runner.Options.LostAllowed;
        }
    }

    private static bool IsTraining(CandidateTask task) => task.Kind is TaskKind.Train or TaskKind.Run;

    private static string Named(CandidateTask task) => task.Kind switch
    {
        TaskKind.Begin => "The state to begin with",
        TaskKind.Evaluate => "The score of the state to begin with",
        TaskKind.Run => string.Create(
            CultureInfo.InvariantCulture, $"Run {task.Repeat + 1} of candidate {task.Candidate + 1} to epoch {task.Epoch + 1}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"Candidate {task.Candidate + 1} of epoch {task.Epoch + 1}"),
    };
}
