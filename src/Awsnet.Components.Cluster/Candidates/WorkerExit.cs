namespace Awsnet.Components;

/// <summary>What a worker's exit code says; any other, and a signal, is a failure of the machine.</summary>
internal static class WorkerExit
{
    internal const int Reported = 0;

    /// <summary>The task asks for what this program does not know (EX_DATAERR).</summary>
    internal const int BadTask = 65;

    /// <summary>The run's folder cannot be seen from where the worker runs (EX_NOINPUT).</summary>
    internal const int NotVisible = 66;

    /// <summary>Memory, disk or a damaged file: worth another try (EX_TEMPFAIL).</summary>
    internal const int MachineFault = 75;
}
