using System.Collections.Concurrent;
using System.Globalization;

namespace Awsnet.Components;

/// <summary>
/// Starts each process as a step of the Slurm allocation that this process runs in: <c>srun --exact -N1 -n1</c>. Slurm chooses the node;
/// a step waits in its queue while the allocation has no processor free.
/// </summary>
/// <param name="options">Memory and further arguments; null for the defaults.</param>
public sealed class SlurmStepLauncher(SlurmOptions? options = null) : ILauncher
{
    private readonly SlurmOptions _options = options ?? new();
    private readonly ConcurrentDictionary<string, bool> _deadNodes = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => $"Slurm job {JobId}";

    /// <inheritdoc/>
    public bool SendsInput => true;

    private static int NodeCount =>
        int.TryParse(Environment.GetEnvironmentVariable("SLURM_JOB_NUM_NODES"), CultureInfo.InvariantCulture, out int count) ? count : 1;

    private static string? JobId => Environment.GetEnvironmentVariable("SLURM_JOB_ID");

    /// <summary>Whether this process runs in an allocation, so that it can start steps.</summary>
    public static bool IsInAllocation => !string.IsNullOrEmpty(JobId);

    /// <inheritdoc/>
    /// <exception cref="ClusterException">There is no <c>srun</c> on the path, or this process runs in no allocation.</exception>
    public void Check(string folder)
    {
        SlurmTool.CheckThere("srun");
        if (!IsInAllocation)
            throw new ClusterException("This process runs in no Slurm allocation (SLURM_JOB_ID is not set). Submit it by sbatch, or get " +
                "an allocation first, for instance: salloc --nodes=2 --ntasks-per-node=4. Independent jobs need none " +
                "(SlurmArrayLauncher; myops: --jobs)");
    }

    /// <inheritdoc/>
    public ILaunchedProcess Start(LaunchRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string[] dead = [.. _deadNodes.Keys];
        // With none left, Slurm says itself what is the matter.
        bool excludes = dead.Length > 0 && dead.Length < NodeCount;
        string[] step =
        [
            "srun", "--exact", "--nodes=1", "--ntasks=1", string.Create(CultureInfo.InvariantCulture, $"--cpus-per-task={request.Threads}"),
            $"--mem={_options.MemoryPerStep}", $"--job-name={request.Name}", "--unbuffered", "--export=ALL",
            .. excludes ? new[] { $"--exclude={string.Join(',', dead)}" } : [], .. _options.Arguments, .. request.Command,
        ];
        return new SlurmStep(request, step, $"step {request.Name} of Slurm job {JobId}", node => _deadNodes[node] = true);
    }
}
