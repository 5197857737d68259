using System.Diagnostics;
using System.Net.NetworkInformation;

namespace Awsnet.Components.Tests;

/// <summary>Slurm with two virtual nodes of one processor each on this machine, for the tests of its collection, one at a time.</summary>
[CollectionDefinition(Collection)]
public sealed class SlurmCluster : ICollectionFixture<SlurmCluster>, IDisposable
{
    public const string Collection = "Slurm";

    private readonly TemporaryFolder _folder = new();
    private readonly ProcessStartInfo? _start;

    public SlurmCluster()
    {
        if (Missing is not null)
            return;
        _start = Place(Folder);
        string printed = ProgramRun.Of(Script("up"), [], Prepare).OutputOrThrow();
        printed.Should().Be($"export SLURM_CONF={Folder}/slurm.conf\n", "the shell is given that line and nothing else");
        _start.Environment["SLURM_CONF"] = $"{Folder}/slurm.conf";
    }

    /// <summary>Why tests with it are skipped, or null.</summary>
    public static string? Missing { get; } = WhyMissing();

    public string Folder => _folder["slurm"];

    /// <summary>Runs a program with the cluster in its environment.</summary>
    public ProgramRun Run(string program, params IEnumerable<string> arguments) => ProgramRun.Of(program, arguments, Prepare);

    /// <summary>Starts the tiny search in an allocation; a test that waits for it calls <see cref="ProgramRun"/>'s pieces itself.</summary>
    public Process Search(string folder, string fault, params IEnumerable<string> allocation) =>
        Start(folder, $"{Tiny.Epochs}", fault, allocation);

    /// <summary>The same for the search over whole runs.</summary>
    public Process Runs(string folder, string fault, params IEnumerable<string> allocation) => Start(folder, "runs", fault, allocation);

    /// <summary>Starts a coordinator of jobs as an array, two at once.</summary>
    public Process Jobs(string folder, int attempts, params IEnumerable<string> scripts)
    {
        // Where the tests run in a shell's background, SIGINT is ignored, and so it would be there.
        var start = new ProcessStartInfo(
            "env", ["--default-signal=INT", Tiny.Program, JobsCoordinator.Word, folder, "array", "2", $"{attempts}", .. scripts])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Prepare(start);
        return Process.Start(start)!;
    }

    /// <summary>Runs one to its end.</summary>
    public ProgramRun RunJobs(string folder, int attempts, params IEnumerable<string> scripts) =>
        Run(Tiny.Program, [JobsCoordinator.Word, folder, "array", "2", $"{attempts}", .. scripts]);

    /// <summary>What is queued or runs.</summary>
    public string Queue() => Run("squeue", "--noheader").OutputOrThrow();

    /// <summary>In good order: it saves what is queued.</summary>
    public void StopController()
    {
        using var daemon = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(Folder, "slurmctld.pid"))));
        ProgramRun.Of("kill", [$"{daemon.Id}"]).OutputOrThrow();
        daemon.WaitForExit();
    }

    public void StartController() => Run("slurmctld", "-f", $"{Folder}/slurm.conf").OutputOrThrow();

    public void StartNode(string node) => Run("slurmd", "-c", "-N", node, "-f", $"{Folder}/slurm.conf").OutputOrThrow();

    /// <summary>A node that loses its power: its daemon, its step managers and all that they run, at once.</summary>
    public void LoseNode(string node)
    {
        KillDaemon($"slurmd-{node}.pid");
        var processes = Process.GetProcesses();
        foreach (var process in processes.Where(process => Says(process, "environ", $"SLURMD_NODENAME={node}\0")))
        {
            // Its parent is the step's manager.
            string parent = File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[1].Split(' ')[1];
            foreach (var one in processes.Where(one => one.Id.ToString() == parent && one.ProcessName == "slurmstepd"))
                one.Kill();
            process.Kill();
        }
    }

    public void Dispose()
    {
        if (_start is not null)
            ProgramRun.Of(Script("down"), [], Prepare).OutputOrThrow();
        _folder.Dispose();
    }

    private Process Start(string folder, string what, string fault, IEnumerable<string> allocation)
    {
        var start = new ProcessStartInfo("salloc", ["--quiet", "--no-kill", .. allocation, Tiny.Program, folder, what, "2", "slurm"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Prepare(start);
        start.Environment[TinyTrainable.FaultVariable] = fault;
        return Process.Start(start)!;
    }

    private void KillDaemon(string pidFile)
    {
        using var daemon = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(Folder, pidFile))));
        daemon.Kill();
        daemon.WaitForExit();
    }

    private bool Says(Process process, string file, string what)
    {
        try
        {
            string text = File.ReadAllText($"/proc/{process.Id}/{file}");
            return text.Contains(what, StringComparison.Ordinal) && text.Contains(Folder, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Starts one and ends it: daemons that a container forbids are no fault of what is tested.</summary>
    private static string? WhyMissing()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "Only root may start the virtual Slurm cluster.";
        if (!File.Exists("/usr/sbin/slurmctld") || !File.Exists("/usr/sbin/munged"))
            return "slurm-wlm and munge are not installed.";
        using var folder = new TemporaryFolder();
        var place = Place(folder["slurm"]);
        try
        {
            ProgramRun.Of(Script("up"), [], start => Prepare(start, place)).OutputOrThrow();
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            return $"The virtual Slurm cluster does not start here: {e.Message}";
        }
        finally
        {
            ProgramRun.Of(Script("down"), [], start => Prepare(start, place));
        }
    }

    private static ProcessStartInfo Place(string folder) =>
        new() { Environment = { ["AWSNET_CLUSTER"] = folder, ["AWSNET_CLUSTER_PORT"] = $"{FreePorts()}" } };

    /// <summary>
    /// The first of three ports that nobody listens at, below those that the system gives away: tests may run beside others.
    /// </summary>
    private static int FreePorts()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(place => place.Port).ToHashSet();
        int first = Random.Shared.Next(20000, 30000);
        while (Enumerable.Range(first, 3).Any(taken.Contains))
            first = Random.Shared.Next(20000, 30000);
        return first;
    }

    private void Prepare(ProcessStartInfo start) => Prepare(start, _start!);

    private static void Prepare(ProcessStartInfo start, ProcessStartInfo place)
    {
        foreach (var (name, value) in place.Environment)
            start.Environment[name] = value;
    }

    private static string Script(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Awsnet.Components.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "benchmarks", "cluster", name);
    }
}

/// <summary>A test on the virtual Slurm cluster.</summary>
public sealed class SlurmFactAttribute : FactAttribute
{
    public SlurmFactAttribute() => Skip = SlurmCluster.Missing;
}

/// <summary>A test on the virtual Slurm cluster that takes a minute or two: part of <c>./test --full</c>.</summary>
public sealed class LongSlurmFactAttribute : FactAttribute
{
    public LongSlurmFactAttribute() => Skip = Effort.Full ? SlurmCluster.Missing : "Long: part of ./test --full.";
}

/// <summary>Cases of a test on the virtual Slurm cluster.</summary>
public sealed class SlurmTheoryAttribute : TheoryAttribute
{
    public SlurmTheoryAttribute() => Skip = SlurmCluster.Missing;
}
