using System.Collections.Immutable;
using System.Diagnostics;

namespace Awsnet.Components;

/// <summary>
/// Starts processes on this machine. They end with the process that started them where they watch their input: a
/// <see cref="CandidateProcess"/> does, and a job that uses <see cref="JobProcess"/>.
/// </summary>
public sealed class ProcessLauncher : ILauncher
{
    /// <summary>Words put before the command, such as <c>nice</c>, <c>numactl --cpunodebind=0</c> or <c>ssh</c>.</summary>
    /// <value>Default none.</value>
    public ImmutableArray<string> Prefix { get; init; } = [];

    /// <inheritdoc/>
    public string Name => "this machine";

    /// <inheritdoc/>
    public bool SendsInput => true;

    /// <inheritdoc/>
    public void Check(string folder)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="ClusterException">The program cannot be started.</exception>
    public ILaunchedProcess Start(LaunchRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new ChildProcess(request, [.. Prefix, .. request.Command], id => $"process {id} on {Environment.MachineName}", null);
    }

    /// <summary>The command by which this program was started: what a worker of the same program runs.</summary>
    internal static ImmutableArray<string> OwnCommand(IEnumerable<string> arguments)
    {
        string program = Environment.ProcessPath ?? throw new ClusterException("This program's file is not known; set Command.");
        string[] own = Environment.GetCommandLineArgs();
        bool isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return isHost ? [program, Path.GetFullPath(own[0]), .. arguments] : [program, .. arguments];
    }
}
