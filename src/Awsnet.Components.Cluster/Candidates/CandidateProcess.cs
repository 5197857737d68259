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

    /// <summary>Trains the candidate that this process was started for, if it was.</summary>
    /// <typeparam name="TSnapshot">The trainable's snapshot.</typeparam>
    /// <param name="make">
    /// Makes the trainable, in the state that a run starts from. It must depend on the program and its arguments alone, for every process
    /// makes its own.
    /// </param>
    /// <param name="exitCode">What to return from <c>Main</c>.</param>
    /// <returns>False in a process that was not started for a candidate: then nothing has happened.</returns>
    public static bool TryRun<TSnapshot>(Func<ISavableTrainable<TSnapshot>> make, out int exitCode)
    {
        ArgumentNullException.ThrowIfNull(make);
        exitCode = 0;
        if (!IsOne)
            return false;
        Lifeline.Hold();
        exitCode = Run(make, Environment.GetEnvironmentVariable(Variable)!);
        return true;
    }

    private static int Run<TSnapshot>(Func<ISavableTrainable<TSnapshot>> make, string path)
    {
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
        ISavableTrainable<TSnapshot>? trainable = null;
        try
        {
            var attempt = new AttemptFolder(Path.GetDirectoryName(path)!, task.Attempt);
            var signs = new SignsOfLife(attempt);
            signs.Report(new TrainingProgress(0, double.NaN));
            trainable = make();
            new TaskWork<TSnapshot>(task, attempt, RunFolder.RootOf(path), trainable, signs).Run().Write(attempt.Result);
            return WorkerExit.Reported;
        }
        catch (Exception e)
        {
            return Explain(WorkerExit.MachineFault, MachineFault.Is(e) ? e.Message : e.ToString());
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
