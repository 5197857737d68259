namespace Awsnet.Components;

/// <summary>
/// Makes a program its own worker: at the start of <c>Main</c>, a process that was started for a candidate trains it and ends; any other
/// goes on as what it is.
/// </summary>
/// <example>
/// <code>
/// if (CandidateProcess.TryRun(() => new MyTrainable(), out int exitCode))
///     return exitCode;
/// </code>
/// </example>
public static class CandidateProcess
{
    /// <summary>The environment variable that names the task of a process which a launcher starts for a candidate.</summary>
    public const string Variable = "AWSNET_CANDIDATE";

    /// <summary>Whether this process was started for a candidate.</summary>
    public static bool IsOne => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>
    /// Trains the candidate, or the part of a whole run, that this process was started for, if it was, and the candidates that it is asked
    /// for after that (<see cref="ClusterOptions.KeepProcesses"/>).
    /// </summary>
    /// <typeparam name="TSnapshot">The trainable's snapshot.</typeparam>
    /// <param name="make">
    /// Makes the trainable, in the state that a run starts from. It must depend on the program and its arguments alone, for every process
    /// makes its own. A whole run is trained as its <see cref="IWholeRunFactory"/> says, or as a <see cref="TrainableRun{TSnapshot}"/>.
    /// </param>
    /// <param name="exitCode">What to return from <c>Main</c>.</param>
    /// <returns>False in a process that was not started for a candidate: then nothing has happened.</returns>
    public static bool TryRun<TSnapshot>(Func<ISavableTrainable<TSnapshot>> make, out int exitCode)
    {
        ArgumentNullException.ThrowIfNull(make);
        using var candidates = new CandidateWork<TSnapshot>(make);
        return TryWork(
            place => place.Task.Kind == TaskKind.Run ? RunWork.Run(place, trial => Start(make(), trial)) : candidates.Run(place),
            runsOnly: false, out exitCode);
    }

    /// <summary>Trains the part of a whole run that this process was started for, if it was.</summary>
    /// <param name="start">Makes a run at its beginning. It must depend on the trial, the program and its arguments alone.</param>
    /// <param name="exitCode">What to return from <c>Main</c>.</param>
    /// <returns>False in a process that was not started for a run: then nothing has happened.</returns>
    public static bool TryRun(Func<WholeRunTrial, ISavableRun> start, out int exitCode)
    {
        ArgumentNullException.ThrowIfNull(start);
        return TryWork(place => RunWork.Run(place, start), runsOnly: true, out exitCode);
    }

    /// <summary>A worker that goes on as coordinator would start workers of its own.</summary>
    internal static void RefuseCoordinator()
    {
        if (IsOne)
            throw new ClusterException(
                "This process was started for a candidate, but goes on as coordinator. Call CandidateProcess.TryRun first in Main, and " +
                "return if it did the work.");
    }

    private static bool TryWork(Func<WorkPlace, CandidateReport> work, bool runsOnly, out int exitCode)
    {
        exitCode = 0;
        if (!IsOne)
            return false;
        Lifeline.Hold();
        bool isKept = Environment.GetEnvironmentVariable(Worker.Variable) is { Length: > 0 };
        string? path = Environment.GetEnvironmentVariable(Variable);
        while (path is not null)
        {
            exitCode = Work(work, runsOnly, path, out bool isSound);
            path = isKept && isSound ? Next(path) : null;
        }
        return true;
    }

    /// <summary>Says that a task is done, and waits for another.</summary>
    private static string? Next(string done)
    {
        // Not by the console, which the program may have sent elsewhere.
        using (var output = new StreamWriter(Console.OpenStandardOutput()))
            output.WriteLine(Worker.DoneLine(done));
        return Lifeline.Next() is { } line ? Worker.TaskOf(line) : null;
    }

    /// <param name="work">Does what is asked for.</param>
    /// <param name="runsOnly">Whether it does whole runs alone.</param>
    /// <param name="path">The task.</param>
    /// <param name="isSound">Whether the process can do another: nothing went wrong in it.</param>
    private static int Work(Func<WorkPlace, CandidateReport> work, bool runsOnly, string path, out bool isSound)
    {
        isSound = false;
        if (!File.Exists(path))
            return Explain(WorkerExit.NotVisible, $"{path} cannot be seen from {Machine.Name}. Put the run's folder on a disk " +
                "that all machines share, under the same path");
        CandidateTask task;
        try
        {
            task = CandidateTask.Read(path);
        }
        catch (FormatException e)
        {
            return Explain(WorkerExit.BadTask, e.Message);
        }
        if (runsOnly && task.Kind != TaskKind.Run)
            return Explain(WorkerExit.BadTask,
                "A candidate of an epoch is asked for, but CandidateProcess.TryRun was given whole runs; give it a trainable");
        try
        {
            var attempt = new AttemptFolder(Path.GetDirectoryName(path)!, task.Attempt);
            var signs = new SignsOfLife(attempt);
            signs.Report(new TrainingProgress(0, double.NaN));
            var report = work(new WorkPlace(task, attempt, RunFolder.RootOf(path), signs));
            report.Write(attempt.Result);
            isSound = report.Error is null;
            return WorkerExit.Reported;
        }
        catch (Exception e)
        {
            if (task.Kind != TaskKind.Run && IsForAll(e))
                return Explain(WorkerExit.BadTask, e.Message);
            if (MachineFault.Is(e))
                return Explain(WorkerExit.MachineFault, e.Message);
            // The coordinator shows the last line alone.
            Console.Error.WriteLine(e);
            return Explain(WorkerExit.MachineFault, WorkPlace.Reason(e).ReplaceLineEndings(" "));
        }
    }

    /// <summary>Whether no candidate can be trained, whatever its weights: the search breaks off, as it does in one process.</summary>
    internal static bool IsForAll(Exception e) => e is CandidateException { Status: null };

    /// <summary>The run owns the trainable, or is made by it and needs it no more.</summary>
    private static ISavableRun Start<TSnapshot>(ISavableTrainable<TSnapshot> trainable, WholeRunTrial trial)
    {
        if (trainable is not IWholeRunFactory factory)
            return new SavableTrainableRun<TSnapshot>(trainable, trial);
        try
        {
            return factory.CreateRun(trial);
        }
        finally
        {
            (trainable as IDisposable)?.Dispose();
        }
    }

    private static int Explain(int code, string message)
    {
        Console.Error.WriteLine($"{message.TrimEnd('.')}.");
        return code;
    }
}
