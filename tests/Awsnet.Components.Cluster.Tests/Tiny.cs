using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Tests;

/// <summary>The tiny search in one process, and in processes of the program <c>Cluster.Worker</c>.</summary>
internal static class Tiny
{
    public const int Epochs = 2;

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Cluster.Worker");

    /// <summary>The command of a worker with environment variables.</summary>
    public static ImmutableArray<string> Worker(params IEnumerable<string> variables) => ["env", .. variables, Program];

    public static ClusterOptions Cluster(params IEnumerable<string> variables) => TinySearch.Cluster with { Command = Worker(variables) };

    public static ClusterSearch Search(string folder, int workers, ClusterOptions? options = null, ILauncher? launcher = null,
        IWeightController? controller = null) =>
        new(folder, controller ?? TinySearch.Controller(), TinySearch.Options(workers), options ?? Cluster(), launcher);

    /// <summary>What a search in one process gives.</summary>
    public static Outcome AtHome(string fault = "", int epochs = Epochs)
    {
        var trainable = new TinyTrainable { Fault = fault };
        using var search = new WeightSearch<double[]>(trainable, TinySearch.Controller(), TinySearch.Options(1));
        search.RunTo(epochs);
        using var folder = new TemporaryFolder();
        trainable.Save(folder["state"], trainable.Snapshot());
        return new Outcome(Digest(folder["state"]), LogOf(search.Epochs));
    }

    public static Outcome OutcomeOf(ClusterSearch search) => new(Digest(search.IncumbentFile!), LogOf(search.Epochs));

    /// <summary>The outcome of the run in a folder, without running anything.</summary>
    public static Outcome OutcomeOf(string folder)
    {
        using var search = Search(folder, 1);
        return OutcomeOf(search);
    }

    /// <summary>Starts the worker's program as coordinator.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="what">How many epochs, or <c>runs</c> for the search over whole runs.</param>
    /// <param name="workers">How many at once.</param>
    /// <param name="fault">What befalls its workers.</param>
    /// <param name="launcher"><c>local</c> or <c>slurm</c>.</param>
    public static Process StartCoordinator(string folder, string what, int workers, string fault = "", string launcher = "local")
    {
        var start = new ProcessStartInfo(Program, [folder, what, $"{workers}", launcher])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[TinyTrainable.FaultVariable] = fault;
        return Process.Start(start)!;
    }

    /// <summary>Reads what a coordinator says up to a line that starts so; fails if it ends without one.</summary>
    public static void ReadTo(string line, Process coordinator)
    {
        string? said;
        do
            said = coordinator.StandardOutput.ReadLine();
        while (said?.StartsWith(line, StringComparison.Ordinal) == false);
        said.Should().NotBeNull("it says \"{0}\" before it ends", line);
    }

    /// <summary>The workers of a run that are alive.</summary>
    public static IEnumerable<Process> WorkersOf(string folder) => Process.GetProcessesByName(Path.GetFileName(Program))
        .Where(process => EnvironmentOf(process).Contains($"{CandidateProcess.Variable}={folder}/", StringComparison.Ordinal));

    /// <summary>Waits for something that comes however slow the machine is; fails after five minutes.</summary>
    public static void WaitFor(Func<bool> condition, string because = "")
    {
        var clock = Stopwatch.StartNew();
        while (!Holds())
        {
            clock.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(5), because);
            Thread.Sleep(50);
        }

        bool Holds()
        {
            try
            {
                return condition();
            }
            catch (Exception e) when (e is ClusterException or IOException)
            {
                // The run has not begun.
                return false;
            }
        }
    }

    public static string Events(string folder) =>
        File.Exists(Path.Combine(folder, "events.log")) ? File.ReadAllText(Path.Combine(folder, "events.log")) : "";

    public static IReadOnlyList<string> SnapshotsIn(string folder) =>
        [.. Directory.GetFiles(folder, "snapshot*", SearchOption.AllDirectories)];

    public static IEnumerable<string> States(string folder, int epoch, int candidate) =>
        States(Path.Combine(folder, "epochs", $"{epoch:D6}", $"candidate-{candidate:D2}"));

    /// <summary>The states of all attempts in a folder, first to last.</summary>
    public static IEnumerable<string> States(string folder) =>
        AttemptFolder.Of(folder).Where(attempt => File.Exists(attempt.State))
            .Select(attempt => (string)JsonNode.Parse(File.ReadAllText(attempt.State))!["state"]!);

    /// <summary>The process of each attempt of a run.</summary>
    public static IEnumerable<string> ProcessesOf(string folder) =>
        Directory.GetFiles(folder, "state.json", SearchOption.AllDirectories)
            .Select(state => (string)JsonNode.Parse(File.ReadAllText(state))!["where"]!);

    private static string EnvironmentOf(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/environ");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Digest(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));

    /// <summary>The whole log but the seconds, which no two runs share.</summary>
    private static string LogOf(IEnumerable<EpochRecord> epochs) => SearchLog.ToJsonLines(epochs.Select(epoch => epoch with
    {
        Seconds = 0,
        Candidates = [.. epoch.Candidates.Select(candidate => candidate with { Seconds = 0 })],
    }));
}

/// <summary>What must be equal to the byte: the adopted state and the log with all weights and rewards.</summary>
internal sealed record Outcome(string Digest, string Log);
