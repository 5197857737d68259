using Awsnet.Components;
using Awsnet.Components.Tests;

// Arguments: FOLDER EPOCHS|runs WORKERS [local|slurm]. As candidate or as coordinator; or as coordinator of jobs;
// or as a job: links FILE.
if (CandidateProcess.TryRun(TinyTrainable.Make, out int exitCode))
    return exitCode;
if (args is ["links", var mark])
{
    // As a program does whose parts each link by themselves.
    JobProcess.LinkToParent().Dispose();
    using var link = JobProcess.LinkToParent();
    Console.WriteLine("linked");
    if (link.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)))
        File.WriteAllText(mark, "");
    return 130;
}
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
    if (args[1] == "runs")
    {
        using var processes = new WholeRunProcesses(args[0], TinySearch.Cluster, launcher);
        var runs = TinyRuns.Search();
        runs.Run(processes.Start, int.Parse(args[2]), new Announcer(), stop.Token);
        return 0;
    }
    using var search = new ClusterSearch(
        args[0], TinySearch.Controller(), TinySearch.Options(int.Parse(args[2])), TinySearch.Cluster, launcher);
    search.RunTo(int.Parse(args[1]), progress: new Announcer(), cancellation: stop.Token);
    return 0;
}
catch (Exception e) when (e is ClusterException or CandidateException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
catch (OperationCanceledException)
{
    return 130;
}

/// <summary>Says on standard output what a test waits for.</summary>
internal sealed class Announcer : IProgress<SearchProgress>, IProgress<WholeRunProgress>
{
    public void Report(SearchProgress value) => Console.WriteLine($"{value.Stage} {value.Epoch} {value.Candidate} {value.Finished}");

    public void Report(WholeRunProgress value) =>
        Console.WriteLine($"Scored {value.Trial.Epochs} {value.Trial.Candidate} {value.Trial.Repeat} {value.EpochsDone}");
}
