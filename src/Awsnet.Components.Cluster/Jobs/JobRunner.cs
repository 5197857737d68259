using System.Collections.Concurrent;

namespace Awsnet.Components;

/// <summary>
/// Runs independent jobs as processes, some at a time, on this machine or wherever the launcher starts them. What is asked for, attempts
/// and states are files, so that it can be ended and started again: a job that is done is not run again, and failures are kept.
/// </summary>
/// <param name="folder">
/// The folder of these files, which every process must see; made if missing. <see cref="JobStatus"/> reads it.
/// </param>
/// <param name="launcher">Starts the processes; null for this machine.</param>
/// <param name="attempts">
/// How often a job is tried where the machine fails it: it died by a signal, or its node was lost. One that ends with an error of its own
/// is not tried again. 1 or more.
/// </param>
public sealed class JobRunner(string folder, ILauncher? launcher = null, int attempts = 3)
{
    private readonly ILauncher _launcher = launcher ?? new ProcessLauncher();

    /// <summary>How long a job is given to save and end, once it is asked to.</summary>
    /// <value>0 to 24 days. Default 5 minutes.</value>
    public TimeSpan Grace { get; init => field = LaunchRequest.CheckGrace(value); } = TimeSpan.FromMinutes(5);

    /// <summary>Runs the jobs to their end. When one fails, no more are started, and those at work are asked to save and end.</summary>
    /// <param name="jobs">The jobs, the longest first, their names distinct in letters and digits.</param>
    /// <param name="atOnce">How many run at once: 1 or more.</param>
    /// <param name="output">Receives each job's name and each line that it prints, from several threads; null for nobody.</param>
    /// <param name="cancellation">Asks those at work to save and end: by closing their input, in a Slurm array by SIGTERM.</param>
    /// <exception cref="ArgumentException">Two jobs have one name.</exception>
    /// <exception cref="ClusterException">A job failed (the message has its name and what it said last), another coordinator is at work in
    /// the folder, it cannot be used, or the launcher cannot work.</exception>
    /// <exception cref="FormatException">The folder holds a run of another kind.</exception>
    /// <exception cref="OperationCanceledException">Canceled; nothing is left running or queued.</exception>
    public void Run(IReadOnlyList<Job> jobs, int atOnce, Action<string, string>? output, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentOutOfRangeException.ThrowIfLessThan(atOnce, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        if (jobs.GroupBy(job => JobPlan.FolderNameOf(job.Name)).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"Two jobs are called {string.Join(" and ", twice.Select(job => $"\"{job.Name}\""))}; names must differ in letters or " +
                "digits.", nameof(jobs));
        _launcher.Check(Path.GetFullPath(folder));
        using var run = new RunFolder(folder, nameof(JobRunner));
        var plan = new JobPlan(run.Root, run.Id, _launcher.Name, atOnce, [.. jobs]);
        (JobPlan.IsIn(run.Root) ? plan.Including(JobPlan.Read(run.Root)) : plan).Write();
        JobTries[] left =
        [
            .. jobs.Select(job => new JobTries(run, plan, job, attempts, Grace, output)).Where(tries => !tries.IsDone),
        ];
        // What an earlier coordinator started goes on beside the others.
        int threads = Math.Max(Math.Min(atOnce, left.Length), left.Count(tries => tries.IsStarted));
        if (_launcher is SlurmArrayLauncher array)
        {
            StartAll(array, [.. left.Where(tries => !tries.IsStarted)], atOnce, cancellation);
            // Slurm keeps to the number at once itself.
            threads = left.Length;
        }
        RunAll(new ConcurrentQueue<JobTries>(left.OrderByDescending(tries => tries.IsStarted)), threads, cancellation);
    }

    private void RunAll(ConcurrentQueue<JobTries> waiting, int threads, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var failures = new ConcurrentQueue<string>();
        Task[] workers = [.. Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(() =>
        {
            while (waiting.TryDequeue(out var tries))
            {
                // One that is at work is told to stop, also where the others were stopped first.
                if (tries.Run(_launcher, stop.Token) is not { } failure)
                    continue;
                failures.Enqueue(failure);
                stop.Cancel();
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WaitAll(workers, CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        if (failures.TryDequeue(out string? first))
            throw new ClusterException(first);
    }

    /// <summary>Starts all jobs as one array.</summary>
    private static void StartAll(SlurmArrayLauncher array, JobTries[] jobs, int atOnce, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (jobs.Length == 0)
            return;
        try
        {
            var processes = array.Start([.. jobs.Select(tries => tries.Begin(array.Name, outlives: true))], atOnce);
            foreach (var (tries, process) in jobs.Zip(processes))
                tries.Take(process);
        }
        catch (ClusterException e)
        {
            foreach (var tries in jobs)
                tries.Interrupt(array.Name, e.Message);
            cancellation.ThrowIfCancellationRequested();
            throw;
        }
    }
}
