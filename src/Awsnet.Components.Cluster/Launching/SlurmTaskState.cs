namespace Awsnet.Components;

/// <summary>What Slurm says of one task of an array.</summary>
/// <param name="Job">The array's number.</param>
/// <param name="Index">The task's.</param>
/// <param name="State">As <c>squeue</c> writes it.</param>
/// <param name="Age">How long it has run, as <c>squeue</c> writes it.</param>
/// <param name="Reason">Why it waits.</param>
/// <param name="ExitCode">As <c>sacct</c> writes it, or "".</param>
internal sealed record SlurmTaskState(string Job, int Index, string State, string Age, string Reason, string ExitCode = "")
{
    internal bool IsWaiting => State is "PENDING" or "REQUEUED" or "REQUEUE_HOLD" or "CONFIGURING";

    internal bool IsRunning => State is "RUNNING";

    internal bool HasEnded => State is "COMPLETED" or "FAILED" or "TIMEOUT" or "DEADLINE" or "NODE_FAIL" or "BOOT_FAIL" or "PREEMPTED"
        or "OUT_OF_MEMORY" || State.StartsWith("CANCELLED", StringComparison.Ordinal);

    /// <summary>So new that it has nothing to save, and may not hear a signal yet.</summary>
    internal bool IsYoung => Age.StartsWith("0:0", StringComparison.Ordinal) && Age.Length == 4;

    /// <summary>How it ended, as a process would have, and why, where Slurm ended it; no code where its process did.</summary>
    internal (int? Code, string? Why) Verdict => State switch
    {
        "COMPLETED" => (0, null),
        "TIMEOUT" or "DEADLINE" => (WorkerExit.MachineFault, "it reached its time limit"),
        "NODE_FAIL" or "BOOT_FAIL" => (WorkerExit.MachineFault, "its node was lost"),
        "PREEMPTED" => (WorkerExit.MachineFault, "another job took its place"),
        "OUT_OF_MEMORY" => (WorkerExit.MachineFault, "it had too little memory"),
        _ when State.StartsWith("CANCELLED", StringComparison.Ordinal) => (130, "it was canceled (scancel)"),
        _ => (null, null),
    };
}
