using System.Text.RegularExpressions;

namespace Awsnet.Components;

/// <summary>A step of an allocation: its <c>srun</c>, and what that says of the queue and of the nodes.</summary>
internal sealed partial class SlurmStep : ILaunchedProcess
{
    private readonly ChildProcess _srun;
    private readonly string _name;
    private volatile bool _waits;

    internal SlurmStep(LaunchRequest request, string[] command, string description, Action<string> nodeDied)
    {
        _name = request.Name;
        Description = description;
        var listening = request with
        {
            Output = line =>
            {
                Listen(line, nodeDied);
                request.Output?.Invoke(line);
            },
        };
        _srun = new ChildProcess(listening, command, _ => description, Cancel);
    }

    public string Description { get; }

    public bool IsWaiting => _waits;

    public int ExitCode => _srun.ExitCode;

    public bool Wait(TimeSpan time) => _srun.Wait(time);

    public bool TrySend(string line) => _srun.TrySend(line);

    public void Kill() => _srun.Kill();

    public void Dispose() => _srun.Dispose();

    private void Listen(string line, Action<string> nodeDied)
    {
        if (!line.StartsWith("srun: ", StringComparison.Ordinal))
            return;
        if (line.Contains("step creation temporarily disabled", StringComparison.OrdinalIgnoreCase))
            _waits = true;
        else if (line.Contains("step created", StringComparison.OrdinalIgnoreCase))
            _waits = false;
        if (DeadNode().Match(line) is { Success: true } match)
            nodeDied(match.Groups[1].Value);
    }

    /// <summary>A step is more than its <c>srun</c>: what runs on the node is ended there.</summary>
    private void Cancel()
    {
        foreach (string line in SlurmTool.Run("squeue", ["--steps", "--noheader", "--format=%i %j"]).Output.Split('\n'))
        {
            if (line.Trim().Split(' ') is [var id, var found] && found == _name)
                SlurmTool.Run("scancel", ["--signal=KILL", id]);
        }
    }

    [GeneratedRegex("(?:launch for .* failed on node|Node failure on) ([A-Za-z0-9_.-]+)")]
    private static partial Regex DeadNode();
}
