namespace Awsnet.Components;

/// <summary>A try at a task: what a process is asked to do, where it reads that, and who hears what it prints.</summary>
/// <param name="Task">The task.</param>
/// <param name="Attempt">Where the task is written, and its result will be.</param>
/// <param name="Log">What the process prints.</param>
internal sealed record WorkOrder(CandidateTask Task, AttemptFolder Attempt, AttemptLog Log)
{
    /// <summary>The file that the process reads.</summary>
    internal string Path => Attempt.Task;
}
