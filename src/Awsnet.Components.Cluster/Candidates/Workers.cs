using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>The processes of a search that wait for another candidate.</summary>
internal sealed class Workers(ILauncher launcher, ClusterOptions options)
{
    private readonly Stack<Worker> _idle = [];

    /// <summary>A process at work on a task: one that waits for it, or a new one.</summary>
    /// <exception cref="ClusterException">It cannot be started.</exception>
    internal Worker Start(string name, WorkOrder order)
    {
        if (GiveToIdle(order) is { } idle)
            return idle;
        var environment = ImmutableDictionary<string, string>.Empty.Add(CandidateProcess.Variable, order.Path);
        var request = new LaunchRequest
        {
            Name = name,
            Command = options.Command.IsDefaultOrEmpty
                ? ProcessLauncher.OwnCommand(options.Arguments ?? [.. Environment.GetCommandLineArgs().Skip(1)])
                : options.Command,
            Environment = IsKept(order.Task) ? environment.Add(Worker.Variable, "1") : environment,
            Threads = options.Threads,
        };
        return new Worker(launcher, request, order.Path, order.Log);
    }

    /// <summary>
    /// What can be done for a process that waits for its place, as one that is idle may hold it: that one takes the task over; where it
    /// cannot, it is ended.
    /// </summary>
    /// <returns>Who is at work on the task now.</returns>
    internal Worker MakeRoom(Worker waiting, WorkOrder order)
    {
        if (!MayFollow(order.Task))
            EndIdle();
        if (GiveToIdle(order) is not { } idle)
            return waiting;
        waiting.Rest();
        waiting.Dispose();
        return idle;
    }

    /// <summary>Takes back one whose task is done; one that has ended, as it was not asked to wait, is let go.</summary>
    internal void Return(Worker worker)
    {
        worker.Rest();
        if (worker.HasEnded)
        {
            worker.Dispose();
            return;
        }
        lock (_idle)
            _idle.Push(worker);
    }

    /// <summary>Ends all that wait.</summary>
    internal void EndIdle()
    {
        while (TakeIdle() is { } idle)
            idle.Dispose();
    }

    private bool IsKept(CandidateTask task) => options.KeepProcesses && launcher.SendsInput && task.Kind != TaskKind.Run;

    /// <summary>What starts from nothing starts from a fresh process, and a whole run has one of its own.</summary>
    private bool MayFollow(CandidateTask task) => IsKept(task) && task.Parent is not null;

    private Worker? GiveToIdle(WorkOrder order)
    {
        while (MayFollow(order.Task) && TakeIdle() is { } idle)
        {
            if (idle.TryGive(order.Path, order.Log))
                return idle;
            idle.Dispose();
        }
        return null;
    }

    private Worker? TakeIdle()
    {
        lock (_idle)
            return _idle.TryPop(out var worker) ? worker : null;
    }
}
