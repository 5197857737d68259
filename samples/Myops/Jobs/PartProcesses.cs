namespace Awsnet.Components.Myops;

/// <summary>
/// Trains parts of the work in processes of this program, some at a time. Small networks gain little from a second thread, two of them
/// side by side gain nearly twice; processes, because torch's random generator belongs to one. What a part leaves in the folder is
/// found there: the caller then does the whole work as always, and has nothing left to train.
/// </summary>
/// <param name="console">Shows what the parts say.</param>
/// <param name="output">The folder of the run or experiment.</param>
/// <param name="threads">Threads of each part.</param>
/// <param name="place">Where they are started.</param>
internal sealed class PartProcesses(AppConsole console, string output, int threads, Place place)
{
    /// <summary>The folder, within that of the run, that keeps who runs what.</summary>
    public const string FolderName = "jobs";

    private readonly Lock writing = new();

    /// <summary>Runs the program once a part.</summary>
    /// <param name="command">The command line without the part.</param>
    /// <param name="parts">The parts with the files that each leaves, the longest first.</param>
    /// <param name="cancellation">Asks those at work to save and stop.</param>
    /// <exception cref="InputException">A part failed; the others were asked to save and stop.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what was trained is saved.</exception>
    public void Run(
        IReadOnlyList<string> command, IReadOnlyList<(string Name, string[] Files)> parts, int jobs, CancellationToken cancellation)
    {
        try
        {
            new JobRunner(Path.Combine(output, FolderName), place.CreateJobLauncher()).Run(
                [
                    .. parts.Select(part => new Job
                    {
                        Name = part.Name,
                        Files = [.. part.Files],
                        Command = [.. OwnProgram.Command([.. command, .. place.Options, JobOptions.PartName, part.Name])],
                        Threads = threads,
                    }),
                ],
                jobs, (_, line) => Relay(line), cancellation);
        }
        catch (ClusterException error)
        {
            throw new InputException(
                $"{error.Message.Replace("myops: ", "", StringComparison.Ordinal).TrimEnd('.')}. What was trained is saved; to resume, " +
                $"repeat the command with --resume.", error);
        }
    }

    private void Relay(string line)
    {
        // What a part says of its error is said again at the end.
        if (line.StartsWith("myops: ", StringComparison.Ordinal)) return;
        lock (writing) console.WriteLine(line);
    }
}
