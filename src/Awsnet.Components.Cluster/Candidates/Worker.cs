using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// A process that does candidates: the first one is named by a variable, each further one by a line of its input. It says on a line of its
/// own that one is done; what came of it is in the files.
/// </summary>
internal sealed class Worker : IDisposable
{
    /// <summary>The variable that asks a process to wait for further tasks.</summary>
    internal const string Variable = "AWSNET_CANDIDATES_FOLLOW";

    private const string DoneMark = "awsnet-candidate-done ";

    private readonly ILaunchedProcess _process;
    private readonly ManualResetEventSlim _done = new();
    private readonly object _gate = new();
    private AttemptLog? _log;
    private string _task;
    private bool _killed;

    internal Worker(ILauncher launcher, LaunchRequest request, string task, AttemptLog log)
    {
        (_task, _log) = (task, log);
        _process = launcher.Start(request with { Output = Listen });
    }

    internal string Description => _process.Description;

    internal bool IsWaiting => _process.IsWaiting;

    /// <summary>How the process ended; 0 while it waits for another task.</summary>
    internal int ExitCode => HasEnded ? _process.ExitCode : 0;

    internal bool HasEnded => _killed || _process.Wait(TimeSpan.Zero);

    /// <summary>What a process prints when a task's result is written.</summary>
    internal static string DoneLine(string task) => DoneMark + LineOf(task);

    /// <summary>The task that a line of the input names.</summary>
    internal static string TaskOf(string line) => JsonNode.Parse(line)!.GetValue<string>();

    /// <summary>Gives it another task.</summary>
    /// <returns>Whether it could be told.</returns>
    internal bool TryGive(string task, AttemptLog log)
    {
        lock (_gate)
            (_task, _log) = (task, log);
        _done.Reset();
        return !HasEnded && _process.TrySend(LineOf(task));
    }

    /// <summary>Waits until the task is done, or the process has ended.</summary>
    internal bool Wait(TimeSpan time) => _done.Wait(time) || _process.Wait(TimeSpan.Zero);

    /// <summary>From here on it prints for nobody.</summary>
    internal void Rest()
    {
        lock (_gate)
            _log = null;
    }

    internal void Kill()
    {
        _process.Kill();
        _killed = true;
    }

    public void Dispose()
    {
        if (!HasEnded)
            Kill();
        _process.Dispose();
        _done.Dispose();
    }

    /// <summary>A path in one line, whatever is in it.</summary>
    private static string LineOf(string task) => JsonValue.Create(task).ToJsonString();

    private void Listen(string line)
    {
        lock (_gate)
        {
            // The program may have printed a part of a line before it.
            bool isDone = line.EndsWith(DoneLine(_task), StringComparison.Ordinal);
            string rest = isDone ? line[..^DoneLine(_task).Length] : line;
            if (!isDone || rest.Length > 0)
                _log?.Add(rest);
            if (isDone)
                _done.Set();
        }
    }
}
