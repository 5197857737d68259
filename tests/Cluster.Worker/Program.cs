using Awsnet.Components;
using Awsnet.Components.Tests;

// Arguments: FOLDER EPOCHS WORKERS [local|slurm]. As candidate or as coordinator; or as coordinator of jobs.
if (CandidateProcess.TryRun(() => new TinyTrainable(), out int exitCode))
    return exitCode;
try
{
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, signal) =>
    {
        signal.Cancel = true;
        stop.Cancel();
    };
    if (args[0] == JobsCoordinator.Word)
    {
        JobsCoordinator.Run(args, stop.Token);
        return 0;
    }
    ILauncher launcher = args.ElementAtOrDefault(3) == "slurm" ? new SlurmStepLauncher() : new ProcessLauncher();
    using var search = new ClusterSearch(
        args[0], TinySearch.Controller(), TinySearch.Options(int.Parse(args[2])), TinySearch.Cluster, launcher);
    search.RunTo(int.Parse(args[1]), progress: new Announcer(), cancellation: stop.Token);
    return 0;
}
catch (ClusterException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
catch (OperationCanceledException)
{
    return 130;
}

/// <summary>Says on standard output what a test waits for.</summary>
internal sealed class Announcer : IProgress<SearchProgress>
{
    public void Report(SearchProgress value) => Console.WriteLine($"{value.Stage} {value.Epoch} {value.Candidate} {value.Finished}");
}
