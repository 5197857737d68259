using System.Collections.Concurrent;
using System.Globalization;

namespace Awsnet.Components;

/// <summary>Runs independent jobs as processes, some at a time, on this machine or wherever the launcher starts them.</summary>
/// <param name="launcher">Starts the processes.</param>
/// <param name="attempts">
/// How often a job is tried where the machine fails it: it died by a signal, or its node was lost. One that ends with an error of its own
/// is not tried again. 1 or more.
/// </param>
public sealed class JobRunner(ILauncher launcher, int attempts = 3)
{
    private static readonly TimeSpan poll = TimeSpan.FromMilliseconds(100);
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];

    /// <summary>How long a job is given to save and end, once it is asked to.</summary>
    /// <value>0 or more. Default 5 minutes.</value>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Runs the jobs to their end. When one fails, no more are started, and those at work are asked to save and end.</summary>
    /// <param name="jobs">The jobs, the longest first.</param>
    /// <param name="atOnce">How many run at once: 1 or more.</param>
    /// <param name="output">Receives each job's name and each line that it prints, from several threads; null for nobody.</param>
    /// <param name="cancellation">Asks those at work to save and end, by closing their input.</param>
    /// <exception cref="ClusterException">A job failed; the message has its name and what it said last.</exception>
    /// <exception cref="OperationCanceledException">Canceled; nothing is left running.</exception>
    public void Run(IReadOnlyList<Job> jobs, int atOnce, Action<string, string>? output, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentOutOfRangeException.ThrowIfLessThan(atOnce, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waiting = new ConcurrentQueue<Job>(jobs);
        var failures = new ConcurrentQueue<string>();
        Task[] workers = [.. Enumerable.Range(0, Math.Min(atOnce, jobs.Count)).Select(_ => Task.Factory.StartNew(() =>
        {
            while (!stop.IsCancellationRequested && waiting.TryDequeue(out var job))
            {
                if (Failure(job, output, stop.Token) is not { } failure)
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

    /// <summary>Tries a job; what went wrong, if anything.</summary>
    private string? Failure(Job job, Action<string, string>? output, CancellationToken stop)
    {
        for (int attempt = 1; ; attempt++)
        {
            string? last = null;
            int code;
            try
            {
                using var process = launcher.Start(new LaunchRequest
                {
                    Name = string.Create(CultureInfo.InvariantCulture, $"awsnet-{_run}-{job.Name.Replace(' ', '-')}-{attempt}"),
                    Command = job.Command,
                    Threads = job.Threads,
                    Grace = Grace,
                    Output = line =>
                    {
                        last = string.IsNullOrWhiteSpace(line) ? last : line.Trim();
                        output?.Invoke(job.Name, line);
                    },
                });
                while (!process.Wait(poll))
                {
                    if (!stop.IsCancellationRequested)
                        continue;
                    process.Kill();
                    return null;
                }
                code = process.ExitCode;
            }
            catch (ClusterException e)
            {
                return $"{job.Name}: {e.Message}";
            }
            if (code == 0 || stop.IsCancellationRequested)
                return null;
            if (!ExitCodes.IsMachineFault(code))
                return $"{job.Name}: {last ?? ExitCodes.Explain(code, null)}";
            if (attempt == attempts)
                return string.Create(
                    CultureInfo.InvariantCulture, $"{job.Name}: {attempts} attempts failed: {ExitCodes.Explain(code, last)}");
        }
    }
}
