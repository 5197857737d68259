namespace Awsnet.Components.Myops;

/// <summary>Where processes are started for candidates and for parts of the work.</summary>
/// <param name="Launcher"><c>local</c> or <c>slurm</c>.</param>
/// <param name="Workers">Candidates at once, each in a process of its own; 0 to try them in the process that trains.</param>
internal sealed record Place(string Launcher, int Workers)
{
    public const string Local = "local", Slurm = "slurm";

    /// <summary>This machine, candidates in the process that trains.</summary>
    public static Place Here { get; } = new(Local, 0);

    /// <summary>More for <c>sbatch</c> and <c>srun</c>, set apart by spaces.</summary>
    public string SlurmArguments { get; init; } = "";

    /// <summary>The options that say the same to another process of this program.</summary>
    public IEnumerable<string> Options => this == Here
        ? []
        :
        [
            "--launcher", Launcher, "--workers", $"{Workers}",
            // What is for the array is not for the steps within.
            .. SlurmArguments.Length == 0 || IsArray ? Array.Empty<string>() : ["--slurm", SlurmArguments],
        ];

    private bool IsArray => Launcher == Slurm && !SlurmStepLauncher.IsInAllocation;

    private string[] Arguments => SlurmArguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>For candidates.</summary>
    public ILauncher CreateLauncher() =>
        Launcher == Slurm ? new SlurmStepLauncher(new SlurmOptions { Arguments = [.. Arguments] }) : new ProcessLauncher();

    /// <summary>For parts of the work: tasks of an array where there is no allocation. Each has room for its candidates.</summary>
    public ILauncher CreateJobLauncher()
    {
        string[] room = Workers > 1 ? [$"--ntasks={Workers}"] : [];
        return IsArray ? new SlurmArrayLauncher([.. room, .. Arguments]) : CreateLauncher();
    }

    /// <summary>The threads of each of some jobs: on a cluster not those of the machine where one submits.</summary>
    public int ThreadsOfEach(int jobs) => Launcher == Slurm ? TorchSetup.AskedThreads ?? 1 : TorchSetup.ThreadsOfEach(jobs);

    /// <summary>Refuses at once what could not work.</summary>
    /// <exception cref="ClusterException">There is no Slurm, or candidates would need an allocation.</exception>
    public void Check(string folder, int jobs) =>
        (jobs > 1 ? CreateJobLauncher() : CreateLauncher()).Check(Path.GetFullPath(folder));
}
