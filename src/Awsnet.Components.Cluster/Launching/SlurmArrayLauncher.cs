using System.Collections.Immutable;
using System.Globalization;

namespace Awsnet.Components;

/// <summary>
/// Starts the jobs of a <see cref="JobRunner"/> as tasks of a Slurm array, for which this process needs no allocation:
/// <c>sbatch --array=0-9%4 --requeue</c>. The array outlives this process; started again, it goes on waiting for it.
/// </summary>
/// <param name="arguments">
/// Further arguments of <c>sbatch</c>, for instance <c>--partition=long</c>, <c>--account=me</c>, <c>--time=1-0</c>,
/// <c>--mem-per-cpu=4G</c>.
/// </param>
public sealed class SlurmArrayLauncher(IEnumerable<string> arguments) : ILauncher
{
    private readonly ImmutableArray<string> _arguments = [.. arguments ?? throw new ArgumentNullException(nameof(arguments))];

    /// <inheritdoc cref="SlurmArrayLauncher(IEnumerable{string})"/>
    public SlurmArrayLauncher(params string[] arguments)
        : this((IEnumerable<string>)arguments)
    {
    }

    /// <inheritdoc/>
    public string Name => "Slurm arrays";

    /// <inheritdoc/>
    /// <exception cref="ClusterException">There is no <c>sbatch</c> on the path.</exception>
    public void Check(string folder) => SlurmTool.CheckThere("sbatch");

    /// <inheritdoc/>
    /// <exception cref="ClusterException">Slurm refuses it; the message is Slurm's. Or it is no job but a candidate.</exception>
    public ILaunchedProcess Start(LaunchRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Start([request], 1)[0];
    }

    /// <summary>Submits one array.</summary>
    internal IReadOnlyList<ILaunchedProcess> Start(IReadOnlyList<LaunchRequest> requests, int atOnce)
    {
        if (requests.Any(request => request.Attempt is null))
            throw new ClusterException("Slurm arrays take the jobs of a JobRunner. Start candidates as steps (SlurmStepLauncher).");
        string name = $"awsnet-{Guid.NewGuid():N}"[..19], script = Path.Combine(requests[0].Attempt!.Path, "array.sh");
        AtomicFile.WriteText(script, SlurmArrayScript.Of(requests));
        // Its name is on the disk before it is submitted: whatever befalls this process, the array is found again.
        SlurmArrayTask[] tasks = [.. requests.Select((request, index) => SlurmArrayTask.Create(request, name, index))];
        var (code, output, error) = SlurmTool.Run("sbatch",
        [
            "--parsable", string.Create(CultureInfo.InvariantCulture, $"--array=0-{requests.Count - 1}%{atOnce}"), "--requeue",
            $"--job-name={name}", "--output=/dev/null", "--export=ALL", "--nodes=1", "--ntasks=1",
            string.Create(CultureInfo.InvariantCulture, $"--cpus-per-task={requests.Max(request => request.Threads)}"),
            .. _arguments, script,
        ]);
        if (code == 0)
        {
            string job = output.Trim().Split(';')[0], unit = requests.Count == 1 ? "task" : "tasks";
            foreach (var task in tasks)
                task.Job = job;
            requests[0].Announce?.Invoke(
                string.Create(CultureInfo.InvariantCulture, $"Slurm job {job}: {requests.Count} {unit}, {atOnce} at once."));
            return tasks;
        }
        // Ctrl-C may have ended sbatch when Slurm had the array already.
        if (code > 128)
            SlurmArray.Named(name).Cancel(TimeSpan.Zero);
        throw new ClusterException($"Slurm refused the jobs: {Words(error)}. Correct what it names; sbatch takes it from the environment " +
            "too (SBATCH_PARTITION, SBATCH_ACCOUNT, SBATCH_TIMELIMIT).");
    }

    private static string Words(string error) => string.Join("; ", error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Replace("sbatch: error: ", "", StringComparison.Ordinal).Trim())).TrimEnd('.');
}
