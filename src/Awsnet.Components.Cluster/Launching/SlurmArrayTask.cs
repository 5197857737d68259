using System.Diagnostics;
using System.Globalization;

namespace Awsnet.Components;

/// <summary>One task of an array, watched by the files that it leaves, and by what Slurm says where it leaves none.</summary>
internal sealed class SlurmArrayTask : ILaunchedProcess
{
    /// <summary>What stands between a task and why it waits.</summary>
    internal const string Waits = ", waits (";

    // Slurm may know of an end before a shared disk shows its file.
    private static readonly TimeSpan look = TimeSpan.FromSeconds(0.5), fileDelay = TimeSpan.FromSeconds(5);
    private readonly LaunchRequest _request;
    private readonly AttemptFolder _attempt;
    private readonly SlurmArray _array;
    private readonly int _index;
    private readonly FollowedLog _log;
    private readonly Stopwatch _looked = new(), _over = new();
    private SlurmTaskState? _state;
    private int? _exitCode;

    private SlurmArrayTask(LaunchRequest request, string name, int index, bool fromNow)
    {
        _request = request;
        _attempt = request.Attempt!;
        _array = SlurmArray.Named(name);
        _index = index;
        _log = new FollowedLog(_attempt.Log, request.Output, fromNow);
    }

    public string Description
    {
        get
        {
            string task = (_state?.Job ?? Job) is { } job
                ? string.Create(CultureInfo.InvariantCulture, $"task {_index} of Slurm job {job}")
                : "a task of a Slurm array";
            if (IsWaiting)
                return $"{task}{Waits}{_state!.Reason})";
            return _attempt.ReadProgress() is { Machine: var machine } ? $"{task} on {machine}" : task;
        }
    }

    // What Slurm said may be older than the word that the task has ended.
    public bool IsWaiting => _exitCode is null && _state is { IsWaiting: true };

    /// <summary>The array's number, once it is known.</summary>
    internal string? Job { get; set; }

    public int ExitCode => _exitCode ?? throw new InvalidOperationException("The task has not ended.");

    /// <summary>A task that is to be submitted, written down.</summary>
    internal static SlurmArrayTask Create(LaunchRequest request, string name, int index)
    {
        AtomicFile.WriteText(request.Attempt!.Array, string.Create(CultureInfo.InvariantCulture, $"{name} {index}"));
        return new SlurmArrayTask(request, name, index, fromNow: false);
    }

    /// <summary>A task that an earlier coordinator submitted.</summary>
    /// <param name="request">What it was asked for.</param>
    /// <param name="isEndWanted">Whether it is of interest still when it has ended.</param>
    /// <returns>Null if there was none, or nobody knows of it any more.</returns>
    internal static SlurmArrayTask? Attach(LaunchRequest request, bool isEndWanted)
    {
        var attempt = request.Attempt!;
        if (!File.Exists(attempt.Array) || File.ReadAllText(attempt.Array).Split(' ') is not [var name, var index])
            return null;
        var task = new SlurmArrayTask(request, name, int.Parse(index, CultureInfo.InvariantCulture), fromNow: true);
        bool isKnown = task._array.TryFind(task._index, out task._state);
        if (isEndWanted && task.ReadExit() is not null)
            return task;
        return isKnown && (task._state is null || (task._state.HasEnded && !isEndWanted)) ? null : task;
    }

    public bool Wait(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        while (!HasEnded())
        {
            if (clock.Elapsed >= time)
                return false;
            Thread.Sleep(time < look ? time : look);
        }
        return true;
    }

    public void Kill()
    {
        _array.Cancel(_request.Grace);
        _log.Read(isWhole: true);
    }

    public void Dispose()
    {
    }

    private bool HasEnded()
    {
        if (_exitCode is null && (!_looked.IsRunning || _looked.Elapsed > look))
        {
            _looked.Restart();
            _exitCode = FindExit();
            _log.Read(isWhole: _exitCode is not null);
        }
        return _exitCode is not null;
    }

    private int? FindExit()
    {
        // Somebody asked it to end: whether it is to be started again is for Slurm to say.
        int? own = ReadExit();
        if (own is { } code and not (130 or 143))
            return code;
        if (!_array.TryFind(_index, out _state))
            return null;
        if (_state is { HasEnded: false })
        {
            _over.Reset();
            return null;
        }
        _over.Start();
        if (own is null && _over.Elapsed < fileDelay)
            return null;
        return ReadExit() is { } late and not (130 or 143) ? late : Judge(own);
    }

    /// <summary>The end of a task that left no word of it, or that was asked to end.</summary>
    private int Judge(int? own)
    {
        var (code, why) = _state?.Verdict ?? (own ?? WorkerExit.MachineFault, "Slurm has forgotten it, and it left no word of its end");
        code ??= own ?? SlurmArray.ExitCodeOf(_state!);
        if (code == WorkerExit.NotVisible && _attempt.ReadProgress() is null)
            throw new ClusterException($"{_attempt.Path} cannot be seen from the node that Slurm chose. Put the run's folder on a disk " +
                "that all machines share, under the same path.");
        if (why is not null)
            _request.Output?.Invoke($"{Description}: {why}");
        return code ?? WorkerExit.MachineFault;
    }

    /// <summary>What the batch script says that its command ended with; null while there is no such word, or it is another's.</summary>
    private int? ReadExit()
    {
        try
        {
            if (!File.Exists(_attempt.Exit) || FileOwner.Objection(_attempt.Exit) is not null)
                return null;
            var json = JsonFile.Read(_attempt.Exit);
            return json["run"].Text() == SlurmArrayScript.RunOf(_attempt) && json["attempt"].Integer() == _attempt.Number
                ? json["code"].Integer()
                : null;
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            return null;
        }
    }
}
