using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>Tells this process when the one that started it closes its input or dies; and passes on what that one writes to it.</summary>
internal static partial class Lifeline
{
    internal const string Variable = "AWSNET_LIFELINE";

    private static readonly BlockingCollection<string> lines = [];
    private static readonly CancellationTokenSource lost = new();
    private static volatile bool waits;

    /// <summary>Holds on, where the launcher gave a lifeline; without it this process is ended, unless it waits for a line.</summary>
    // A thread that hangs in native code would keep an orderly exit waiting.
    internal static void Hold() => Watch().Register(() =>
    {
        if (!waits)
            System.Diagnostics.Process.GetCurrentProcess().Kill();
    });

    /// <summary>Watches, where the launcher gave a lifeline, from the first call on.</summary>
    /// <returns>Canceled once it is lost.</returns>
    internal static CancellationToken Watch()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
            return lost.Token;
        // Not for what this process starts.
        Environment.SetEnvironmentVariable(Variable, null);
        var input = new StreamReader(TakeInput());
        new Thread(() =>
        {
            while (input.ReadLine() is { } line)
                lines.Add(line);
            lines.CompleteAdding();
            lost.Cancel();
        })
        { IsBackground = true, Name = "lifeline" }.Start();
        return lost.Token;
    }

    /// <summary>The input, which from here on is empty for whoever else reads it: the program, and what it starts.</summary>
    private static Stream TakeInput()
    {
        // A duplicate, where the system is not Windows.
        var input = Console.OpenStandardInput();
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
        {
            using var empty = File.OpenHandle("/dev/null");
            _ = Duplicate((int)empty.DangerousGetHandle(), 0);
        }
        return input;
    }

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);

    /// <summary>Waits for the next line; null when there will be none.</summary>
    internal static string? Next()
    {
        waits = true;
        try
        {
            return lines.TryTake(out string? line, Timeout.Infinite) ? line : null;
        }
        finally
        {
            waits = false;
        }
    }
}
