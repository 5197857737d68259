using System.Diagnostics;
using System.Globalization;

namespace Awsnet.Components;

/// <summary>Has tasks done by processes: starts them, watches them, and takes from them the one result that was asked for.</summary>
internal sealed class TaskRunner(RunFolder folder, ILauncher launcher, ClusterOptions options)
{
    private static readonly TimeSpan poll = TimeSpan.FromMilliseconds(100), fileDelay = TimeSpan.FromSeconds(3);

    private readonly Workers _workers = new(launcher, options);

    internal RunFolder Folder { get; } = folder;

    internal ClusterOptions Options { get; } = options;

    /// <summary>Has a task done, or finds that it was done before a coordinator died.</summary>
    /// <returns>The result, and the state that it ended in if it is kept.</returns>
    /// <exception cref="CandidateException">It failed by its own fault, or every attempt failed by the machine's.</exception>
    /// <exception cref="OperationCanceledException">Canceled; nothing is left running.</exception>
    internal (CandidateReport Report, SnapshotFile? Snapshot) Run(
        CandidateTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        string candidate = Folder.CandidateFolder(task);
        List<string> failures = [];
        if (Find(task, failures) is { } found)
            return found;
        int last = AttemptFolder.Of(candidate) is [.., var latest] ? latest.Number : 0;
        while (failures.Count < Options.Attempts)
        {
            cancellation.ThrowIfCancellationRequested();
            var attempt = AttemptFolder.Create(candidate, ++last);
            var asked = task with { Attempt = last };
            if (Try(attempt, asked, progress, cancellation, out string reason) is { } result)
            {
                RefuseLate(candidate, last);
                return result;
            }
            failures.Add(reason);
            // Where the whole job is being ended, this process is too: its attempts are not to be used up meanwhile.
            cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));
        }
        AttemptFolder.GiveUp(candidate);
        throw new CandidateException(CandidateStatus.Lost, string.Create(CultureInfo.InvariantCulture,
            $"{failures.Count} attempts failed, the last in {candidate}: {failures[^1]}."));
    }

    /// <summary>The result of a task that was done before, without starting anything; null if there is none.</summary>
    /// <param name="task">The task.</param>
    /// <param name="failures">Receives why earlier tries failed.</param>
    internal (CandidateReport Report, SnapshotFile? Snapshot)? Find(CandidateTask task, List<string> failures)
    {
        foreach (var earlier in AttemptFolder.Of(Folder.CandidateFolder(task)))
        {
            if (Recover(earlier, task, failures) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>Ends the processes that wait for another candidate.</summary>
    internal void EndIdle() => _workers.EndIdle();

    /// <summary>
    /// What an earlier coordinator left of the same task: a result that is whole is taken, a try that was broken off is none.
    /// </summary>
    private (CandidateReport, SnapshotFile?)? Recover(AttemptFolder attempt, CandidateTask task, List<string> failures)
    {
        if (attempt.ReadState() is not { } state || !IsTry(attempt, task))
            return null;
        if (state.State == AttemptState.Failed)
            failures.Add(state.Reason ?? "");
        if (state.State is not (AttemptState.Running or AttemptState.Done or AttemptState.Abandoned))
            return null;
        // A whole run's state goes once the next rung's is there.
        bool mayBeGone = task.Kind == TaskKind.Run && state.State == AttemptState.Done;
        if (Accept(attempt, task with { Attempt = attempt.Number }, TimeSpan.Zero, mayBeGone, out _) is { } result)
        {
            attempt.WriteState(AttemptState.Done, state.Where);
            return result;
        }
        if (state.State == AttemptState.Running)
            attempt.WriteState(AttemptState.Interrupted, state.Where, "the coordinator ended");
        return null;
    }

    private static bool IsTry(AttemptFolder attempt, CandidateTask task)
    {
        try
        {
            return CandidateTask.Read(attempt.Task).IsSameAs(task);
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException)
        {
            return false;
        }
    }

    private (CandidateReport, SnapshotFile?)? Try(
        AttemptFolder attempt, CandidateTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation, out string reason)
    {
        reason = "";
        task.Write(attempt.Task);
        string where = launcher.Name;
        attempt.WriteState(AttemptState.Running, where);
        using var log = new AttemptLog(attempt.Log);
        var order = new WorkOrder(task, attempt, log);
        Worker? worker = null;
        string? failure;
        int exitCode;
        try
        {
            worker = _workers.Start(
                string.Create(CultureInfo.InvariantCulture,
                    $"awsnet-{Folder.Id[..8]}-{task.Kind.ToString()[0]}{task.Epoch}-{task.Candidate}-{task.Repeat}-{task.Attempt}"),
                order);
            where = worker.Description;
            attempt.WriteState(AttemptState.Running, where);
            failure = Watch(ref worker, order, progress, cancellation);
            where = worker.Description;
            exitCode = failure is null ? worker.ExitCode : -1;
            _workers.Return(worker);
        }
        catch (Exception e)
        {
            worker?.Dispose();
            if (e is not (OperationCanceledException or ClusterException))
                throw;
            attempt.WriteState(AttemptState.Interrupted, where, e.Message);
            throw e is ClusterException ? new CandidateException(null, e.Message) : e;
        }
        failure ??= ExitCodes.Explain(exitCode, log.Last);
        if (exitCode is WorkerExit.NotVisible or WorkerExit.BadTask)
        {
            attempt.WriteState(AttemptState.Interrupted, where, log.Last);
            throw new CandidateException(null, log.Last ?? failure!);
        }
        if (failure is null && Accept(attempt, task, fileDelay, mayBeGone: false, out failure) is { } result)
        {
            attempt.WriteState(AttemptState.Done, On(result.Report.Machine, where));
            return (result.Report, result.Snapshot);
        }
        where = On(attempt.ReadProgress()?.Machine, where);
        reason = $"{failure} ({where})";
        attempt.WriteState(AttemptState.Failed, where, reason);
        attempt.DropSnapshot();
        Folder.Note($"{attempt.Path} failed: {reason}.");
        return null;
    }

    /// <summary>Waits until the task is done or the process has ended; ends what hangs.</summary>
    /// <param name="worker">Who is at work; another one takes over where that one waits for its place.</param>
    /// <param name="order">The task.</param>
    /// <param name="progress">Receives what the process reports.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <returns>Why it was ended, or null if it was not.</returns>
    private string? Watch(
        ref Worker worker, WorkOrder order, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var silence = Stopwatch.StartNew();
        long sign = 0;
        while (!worker.Wait(poll))
        {
            if (cancellation.IsCancellationRequested)
            {
                worker.Kill();
                cancellation.ThrowIfCancellationRequested();
            }
            if (order.Attempt.ReadProgress() is { } life && life.Sign != sign)
            {
                sign = life.Sign;
                silence.Restart();
                progress?.Report(life.Progress);
            }
            if (worker.IsWaiting)
            {
                silence.Restart();
                var waiting = worker;
                worker = _workers.MakeRoom(waiting, order);
                if (worker != waiting)
                    order.Attempt.WriteState(AttemptState.Running, worker.Description);
            }
            if (silence.Elapsed > Options.SilenceLimit)
            {
                worker.Kill();
                return string.Create(CultureInfo.InvariantCulture,
                    $"it showed no progress for {Options.SilenceLimit.TotalSeconds:0.#} s and was ended");
            }
        }
        return null;
    }

    /// <summary>The result of an attempt, if it is the one that was asked for and all of it is whole.</summary>
    private (CandidateReport Report, SnapshotFile? Snapshot)? Accept(
        AttemptFolder attempt, CandidateTask task, TimeSpan delay, bool mayBeGone, out string? refusal)
    {
        if (!Appears(attempt.Result, delay))
        {
            refusal = "it left no result";
            return null;
        }
        refusal = FileOwner.Objection(attempt.Result);
        CandidateReport? report = null;
        if (refusal is null)
        {
            try
            {
                report = CandidateReport.Read(attempt.Result);
                refusal = report.Mismatch(task);
            }
            catch (Exception e) when (e is IOException or FormatException)
            {
                refusal = e.Message.TrimEnd('.');
            }
        }
        SnapshotFile? snapshot = null;
        if (refusal is null && report!.Sha256 is { } digest)
            refusal = FindSnapshot(attempt, digest, delay, mayBeGone, out snapshot);
        if (refusal is not null)
        {
            Folder.Note($"{attempt.Result} is refused: {refusal}.");
            return null;
        }
        if (Folder.Objection(report!.Fingerprint, Options.AllowMixed) is { } difference)
            throw Mixed(attempt, report.Machine, difference);
        if (report.Error is not null)
        {
            attempt.WriteState(AttemptState.Abandoned, report.Machine, report.Error);
            throw new CandidateException(CandidateStatus.Failed, report.Error);
        }
        return (report, snapshot);
    }

    private string? FindSnapshot(AttemptFolder attempt, string digest, TimeSpan delay, bool mayBeGone, out SnapshotFile? snapshot)
    {
        snapshot = mayBeGone ? new SnapshotFile(digest, Path.GetRelativePath(Folder.Root, attempt.Snapshot), 0) : null;
        if (!Appears(attempt.Snapshot, delay))
            return mayBeGone ? null : "its snapshot is gone";
        if (FileOwner.Objection(attempt.Snapshot) is { } objection)
            return objection;
        snapshot = SnapshotFile.Of(Folder.Root, attempt.Snapshot);
        return snapshot.Sha256 == digest ? null : $"its snapshot of {snapshot.Bytes} bytes is damaged: the SHA-256 is not {digest}";
    }

    private CandidateException Mixed(AttemptFolder attempt, string machine, string difference)
    {
        string message = $"The result of {attempt.Path} on {machine} was made with {difference}: it would not repeat to the bit. Give " +
            "all machines the same program, processor and threads, or allow mixed results (AllowMixed)";
        Folder.Note($"{message}.");
        attempt.WriteState(AttemptState.Interrupted, machine, message);
        attempt.DropSnapshot();
        return new CandidateException(null, $"{message}.");
    }

    /// <summary>A file that another machine wrote may take a moment to show on a shared disk.</summary>
    private static bool Appears(string path, TimeSpan delay)
    {
        var clock = Stopwatch.StartNew();
        while (!File.Exists(path))
        {
            if (clock.Elapsed > delay)
                return false;
            Thread.Sleep(poll);
        }
        return true;
    }

    private void RefuseLate(string candidate, int accepted)
    {
        foreach (var other in AttemptFolder.Of(candidate).Where(attempt => attempt.Number != accepted))
        {
            other.DropSnapshot();
            if (File.Exists(other.Result))
                Folder.Note($"{other.Result} is refused: attempt {accepted} was asked for in its place.");
        }
    }

    internal static string On(string? machine, string where) =>
        machine is null || where.EndsWith(machine, StringComparison.Ordinal) ? where : $"{where} on {machine}";
}
