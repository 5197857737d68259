namespace Awsnet.Components;

/// <summary>
/// Starts processes somewhere: on this machine, as steps of a Slurm allocation, or wherever the run's folder can be seen.
/// </summary>
/// <remarks>
/// What a process is to do, and what came of it, are files: a launcher carries no data and returns none. It only has to start a command
/// with some environment variables, to say when the process has ended, and to end it.
/// </remarks>
public interface ILauncher
{
    /// <summary>Where it starts processes, in a few words for the log.</summary>
    string Name { get; }

    /// <summary>
    /// Whether its processes read from their standard input what <see cref="ILaunchedProcess.TrySend"/> is given, and print to this one at
    /// once: then a process may do one candidate after another.
    /// </summary>
    bool SendsInput => false;

    /// <summary>Refuses at once what could not work: a missing tool, no allocation.</summary>
    /// <param name="folder">The run's folder, which every process must see.</param>
    /// <exception cref="ClusterException">It cannot work; the message says what to do.</exception>
    void Check(string folder);

    /// <summary>Starts one process. Called from several threads.</summary>
    /// <param name="request">What to start.</param>
    ILaunchedProcess Start(LaunchRequest request);
}
