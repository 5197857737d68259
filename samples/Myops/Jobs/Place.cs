using System.Globalization;

namespace Awsnet.Components.Myops;

/// <summary>Where processes are started for candidates and for parts of the work.</summary>
/// <param name="Launcher"><c>local</c> or <c>slurm</c>.</param>
/// <param name="Workers">Candidates at once, each in a process of its own; 0 to try them in the process that trains.</param>
internal sealed record Place(string Launcher, int Workers)
{
    public const string Local = "local", Slurm = "slurm";

    /// <summary>This machine, candidates in the process that trains.</summary>
    public static Place Here { get; } = new(Local, 0);

    /// <summary>The options that say the same to another process of this program.</summary>
    public IEnumerable<string> Options => this == Here
        ? []
        : ["--launcher", Launcher, "--workers", Workers.ToString(CultureInfo.InvariantCulture)];

    public ILauncher CreateLauncher() => Launcher == Slurm ? new SlurmStepLauncher() : new ProcessLauncher();

    /// <summary>Refuses at once what could not work.</summary>
    /// <exception cref="ClusterException">There is no Slurm, or no allocation.</exception>
    public void Check(string folder) => CreateLauncher().Check(Path.GetFullPath(folder));
}
