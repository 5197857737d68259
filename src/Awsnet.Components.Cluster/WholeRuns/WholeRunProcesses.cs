namespace Awsnet.Components;

/// <summary>
/// The runs of a <see cref="WholeRunSearch"/> in processes of their own, on this machine or on others: each rung of a run is one. The same
/// bits as in one process, whatever the number of processes and failures.
/// </summary>
/// <example>
/// <code>
/// if (CandidateProcess.TryRun(() => new MyTrainable(), out int exitCode))
///     return exitCode;
/// using var processes = new WholeRunProcesses("run");
/// LossWeights best = search.Run(processes.Start, parallelism: 4);
/// </code>
/// </example>
/// <remarks>
/// A search that was stopped or killed and is started again in the same folder takes the results that are there and trains what is left.
/// Each run in the race keeps one snapshot in the folder.
/// </remarks>
public sealed class WholeRunProcesses : IDisposable
{
    private readonly SearchTasks _tasks;

    /// <summary>Takes a folder for the files of one search.</summary>
    /// <param name="folder">The folder, which every process must see; made if missing.</param>
    /// <param name="options">Attempts, limits, threads; null for the defaults. A run that is lost and may be counts as failed.</param>
    /// <param name="launcher">Starts the processes; null for this machine.</param>
    /// <exception cref="ClusterException">Another coordinator is at work in the folder, it cannot be used, or the launcher cannot
    /// work.</exception>
    /// <exception cref="FormatException">The folder holds a run of another kind.</exception>
    public WholeRunProcesses(string folder, ClusterOptions? options = null, ILauncher? launcher = null) =>
        _tasks = new SearchTasks(folder, nameof(WholeRunProcesses), options, launcher);

    /// <summary>Makes a run, for <see cref="WholeRunSearch.Run"/>; nothing is started yet.</summary>
    /// <param name="trial">Weights and seed.</param>
    public IWholeRun Start(WholeRunTrial trial) => new ProcessRun(_tasks, trial);

    /// <summary>Lets go of the folder; the search can be resumed from it.</summary>
    public void Dispose() => _tasks.Dispose();
}
