using System.Diagnostics;
using System.Globalization;

namespace Awsnet.Components;

/// <summary>One job and its attempts: those of earlier coordinators, the one at work, and what came of it.</summary>
internal sealed class JobTries : IDisposable
{
    private static readonly TimeSpan poll = TimeSpan.FromMilliseconds(100), pause = TimeSpan.FromSeconds(1);
    private readonly RunFolder _run;
    private readonly JobPlan _plan;
    private readonly Job _job;
    private readonly int _attempts;
    private readonly TimeSpan _grace;
    private readonly Action<string, string>? _output;
    private int _failed, _last;
    private AttemptFolder? _attempt;
    private AttemptLog? _log;
    private ILaunchedProcess? _process;

    /// <summary>Finds what earlier coordinators left: done, failed so often, broken off, or at work still.</summary>
    internal JobTries(RunFolder run, JobPlan plan, Job job, int attempts, TimeSpan grace, Action<string, string>? output)
    {
        (_run, _plan, _job, _attempts, _grace, _output) = (run, plan, job, attempts, grace, output);
        _last = AttemptFolder.Of(plan.FolderOf(job)) is [.., var last] ? last.Number : 0;
        foreach (var attempt in plan.AttemptsOf(job))
            Recover(attempt);
    }

    /// <summary>Whether nothing is left to do.</summary>
    internal bool IsDone { get; private set; }

    /// <summary>Whether its process is at work, or was when it was last seen.</summary>
    internal bool IsStarted => _process is not null;

    /// <summary>Begins an attempt: what is asked for is on the disk before anything is started.</summary>
    internal LaunchRequest Begin(string where, bool outlives)
    {
        _attempt = AttemptFolder.Create(_plan.FolderOf(_job), ++_last);
        _plan.TaskOf(_job, _last).Write(_attempt.Task);
        _attempt.WriteState(AttemptState.Running, where);
        return Request(_attempt, outlives);
    }

    /// <summary>Takes the process that was started for the attempt.</summary>
    internal void Take(ILaunchedProcess process) => _process = process;

    /// <summary>The attempt came to nothing by nobody's fault: it does not count.</summary>
    internal void Interrupt(string where, string reason) => _attempt?.WriteState(AttemptState.Interrupted, where, reason);

    /// <summary>Runs the job to its end.</summary>
    /// <returns>What went wrong, if anything.</returns>
    internal string? Run(ILauncher launcher, CancellationToken stop)
    {
        while (_process is not null || !stop.IsCancellationRequested)
        {
            string where = launcher.Name;
            try
            {
                _process ??= launcher.Start(Begin(where, launcher is SlurmArrayLauncher));
                where = _process.Description;
                if (Watch(_process, stop) is not { } end)
                    return null;
                if (IsSettled(end.Code, end.Where, end.Seconds, out string? failure))
                    return failure;
            }
            catch (ClusterException e)
            {
                Interrupt(where, e.Message);
                return $"{_job.Name}: {e.Message}";
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _process?.Kill();
                return $"{_job.Name}: {e.Message}";
            }
            finally
            {
                Dispose();
            }
            // Where the whole allocation is being ended, this process is too: attempts are not to be used up meanwhile.
            stop.WaitHandle.WaitOne(pause);
        }
        return null;
    }

    public void Dispose()
    {
        _process?.Dispose();
        _process = null;
        _log?.Dispose();
    }

    private void Recover(AttemptFolder attempt)
    {
        var found = attempt.ReadState();
        // An attempt after one that was done was made because files were gone; those that it left itself may be half of what they were.
        IsDone = found is { State: AttemptState.Done } && _job.Files.All(File.Exists);
        if (found is not { } state)
            return;
        if (state.State == AttemptState.Failed)
            _failed += JobPlan.StartsIn(attempt);
        else if (attempt.Number == _last && state.State is AttemptState.Running or AttemptState.Interrupted
            && SlurmArrayTask.Attach(Request(attempt, outlives: true), isEndWanted: state.State == AttemptState.Running) is { } process)
            (_attempt, _process) = (attempt, process);
        else if (state.State == AttemptState.Running)
            attempt.WriteState(AttemptState.Interrupted, state.Where, "the coordinator ended");
    }

    private LaunchRequest Request(AttemptFolder attempt, bool outlives)
    {
        var log = _log = new AttemptLog(outlives ? null : attempt.Log);
        return new LaunchRequest
        {
            Name = string.Create(
                CultureInfo.InvariantCulture, $"awsnet-{_plan.Run[..8]}-{JobPlan.FolderNameOf(_job.Name)}-{attempt.Number}"),
            Command = _job.Command,
            Threads = _job.Threads,
            Grace = _grace,
            Attempt = attempt,
            Starts = Math.Max(1, _attempts - _failed),
            Announce = line => _output?.Invoke(_job.Name, line),
            Output = line =>
            {
                log.Add(line);
                _output?.Invoke(_job.Name, line);
            },
        };
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>How it ended; null if it was told to.</returns>
    private (int Code, string Where, double Seconds)? Watch(ILaunchedProcess process, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        string where = "";
        do
        {
            if (process.Description != where)
            {
                _attempt!.WriteState(AttemptState.Running, where = process.Description);
                clock.Restart();
            }
            if (stop.IsCancellationRequested)
            {
                process.Kill();
                Interrupt(process.Description, "it was asked to save and end");
                return null;
            }
        }
        while (!process.Wait(poll));
        if (process.ExitCode == 0 || !stop.IsCancellationRequested)
            return (process.ExitCode, process.Description, clock.Elapsed.TotalSeconds);
        // Ctrl-C reaches the whole group of processes.
        Interrupt(process.Description, "it was asked to save and end");
        return null;
    }

    /// <summary>Writes down how an attempt ended.</summary>
    /// <returns>Whether the job is at its end, well or not; else it is tried again.</returns>
    private bool IsSettled(int code, string where, double seconds, out string? failure)
    {
        failure = null;
        if (code == 0)
        {
            _attempt!.WriteState(AttemptState.Done, where, seconds: seconds);
            return true;
        }
        string reason = ExitCodes.Explain(code, _log!.Last) ?? "";
        if (!ExitCodes.IsMachineFault(code))
        {
            string said = _log.Last ?? reason;
            _attempt!.WriteState(AttemptState.Abandoned, where, said);
            failure = $"{_job.Name}: {said}";
            return true;
        }
        _attempt!.WriteState(AttemptState.Failed, where, reason);
        _run.Note($"{_attempt.Path} failed: {reason} ({where}).");
        _failed += JobPlan.StartsIn(_attempt);
        if (_failed < _attempts)
            return false;
        AttemptFolder.GiveUp(_plan.FolderOf(_job));
        failure = string.Create(CultureInfo.InvariantCulture, $"{_job.Name}: {_failed} attempts failed: {reason}");
        return true;
    }
}
