using System.Globalization;

namespace Awsnet.Components;

/// <summary>What an exit code says, in words.</summary>
internal static class ExitCodes
{
    /// <summary>Windows' own for Ctrl-C; it is 130 elsewhere.</summary>
    private const int ControlC = unchecked((int)0xC000013A);

    /// <summary>Ended by a signal, by a crash on Windows, or by itself for the machine's sake: another try may do.</summary>
    internal static bool IsMachineFault(int code) =>
        code is < 0 and not ControlC or > 128 and not 130 or WorkerExit.MachineFault;

    /// <summary>Why a process ended as it did; null if it ended well.</summary>
    internal static string? Explain(int code, string? lastLine) => code switch
    {
        < 0 => string.Create(CultureInfo.InvariantCulture, $"it crashed (0x{code:X8}){Said(lastLine)}"),
        WorkerExit.Reported => null,
        WorkerExit.MachineFault => lastLine?.TrimEnd('.') ?? "the machine failed it",
        137 => $"it was killed (signal 9), as a system short of memory does{Said(lastLine)}",
        > 128 => string.Create(CultureInfo.InvariantCulture, $"it died by signal {code - 128}{Said(lastLine)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"it ended with code {code}{Said(lastLine)}"),
    };

    private static string Said(string? line) => line is null ? "" : $"; it last said: {line.TrimEnd('.')}";
}
