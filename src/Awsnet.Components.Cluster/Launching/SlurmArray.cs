using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Awsnet.Components;

/// <summary>An array of Slurm's, known by its name: what Slurm says of its tasks, asked once for all of them, and its end.</summary>
internal sealed class SlurmArray
{
    private static readonly ConcurrentDictionary<string, SlurmArray> known = new(StringComparer.Ordinal);
    private static readonly TimeSpan fresh = TimeSpan.FromSeconds(3), poll = TimeSpan.FromSeconds(0.5), patience = TimeSpan.FromMinutes(2);
    private readonly string _name;
    private readonly object _gate = new();
    private readonly Stopwatch _asked = new();
    private IReadOnlyList<SlurmTaskState>? _tasks;
    private bool _canceled;

    private SlurmArray(string name) => _name = name;

    internal static SlurmArray Named(string name) => known.GetOrAdd(name, own => new SlurmArray(own));

    /// <summary>What Slurm says of a task; null if it knows none.</summary>
    /// <returns>False while Slurm does not answer and never has.</returns>
    internal bool TryFind(int index, out SlurmTaskState? task)
    {
        lock (_gate)
        {
            if (!_asked.IsRunning || _asked.Elapsed > fresh)
                Ask();
            task = _tasks?.FirstOrDefault(one => one.Index == index);
            return _tasks is not null;
        }
    }

    /// <summary>What its batch script ended with, where Slurm remembers it: above 128 by a signal.</summary>
    internal static int? ExitCodeOf(SlurmTaskState task)
    {
        string said = task.ExitCode;
        if (said.Length == 0)
        {
            string shown = SlurmTool.Run("scontrol", ["--oneliner", "show", "job", string.Create(
                CultureInfo.InvariantCulture, $"{task.Job}_{task.Index}")]).Output;
            const string Label = "ExitCode=";
            said = shown.Split(' ').FirstOrDefault(word => word.StartsWith(Label, StringComparison.Ordinal))?[Label.Length..] ?? "";
        }
        return said.Split(':') is [var code, var signal]
            && int.TryParse(code, CultureInfo.InvariantCulture, out int ended)
            && int.TryParse(signal, CultureInfo.InvariantCulture, out int by)
            ? by > 0 ? 128 + by : ended
            : null;
    }

    /// <summary>
    /// Ends all of it: what waits at once; what runs is asked, given time to save, and ended then. Nothing is left queued.
    /// </summary>
    internal void Cancel(TimeSpan grace)
    {
        lock (_gate)
        {
            if (_canceled)
                return;
            _canceled = true;
            Scancel("--state=PENDING", $"--name={_name}");
            var clock = Stopwatch.StartNew();
            HashSet<int> asked = [];
            while (Active() is { Count: > 0 } active && clock.Elapsed < grace)
            {
                foreach (var task in active.Where(task => task.IsRunning && !asked.Contains(task.Index)))
                {
                    string id = string.Create(CultureInfo.InvariantCulture, $"{task.Job}_{task.Index}");
                    if (task.IsYoung ? Scancel(id) : Scancel("--signal=TERM", "--full", id))
                        asked.Add(task.Index);
                }
                Thread.Sleep(poll);
            }
            Scancel($"--name={_name}");
            while (Active().Count > 0 && clock.Elapsed < grace + patience)
                Thread.Sleep(poll);
        }
    }

    private static bool Scancel(params IEnumerable<string> arguments) =>
        SlurmTool.Run("scancel", [$"--user={Environment.UserName}", .. arguments]).ExitCode == 0;

    private List<SlurmTaskState> Active()
    {
        Ask();
        return [.. (_tasks ?? []).Where(task => !task.HasEnded)];
    }

    /// <summary>Asks the queue, and accounting for what the queue has forgotten; while neither answers, the last answer holds.</summary>
    private void Ask()
    {
        _asked.Restart();
        var queue = SlurmTool.Run("squeue",
            ["--noheader", "--me", "--array", "--states=all", $"--name={_name}", "--format=%F|%K|%T|%M|%r"]);
        if (queue.ExitCode != 0)
            return;
        var tasks = Parse(queue.Output, words => words is [var job, var index, var state, var age, var reason]
            && int.TryParse(index, CultureInfo.InvariantCulture, out int number)
            ? new SlurmTaskState(job, number, state, age, reason)
            : null);
        _tasks = tasks.Count > 0 || !SlurmTool.IsThere("sacct") ? tasks : Parse(
            SlurmTool.Run("sacct", ["--noheader", "--parsable2", "--allocations", "--array", "--starttime=now-14days", $"--name={_name}",
                "--format=JobID,State,ExitCode"]).Output,
            words => words is [var id, var state, var exitCode] && id.Split('_') is [var job, var index]
                && int.TryParse(index, CultureInfo.InvariantCulture, out int number)
                ? new SlurmTaskState(job, number, state, "", "", exitCode)
                : null);
    }

    private static List<SlurmTaskState> Parse(string output, Func<string[], SlurmTaskState?> read) =>
    [
        .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => read(line.Trim().Split('|'))).OfType<SlurmTaskState>(),
    ];
}
