using System.Diagnostics;

namespace Awsnet.Components.TestKit;

/// <summary>A program that ran to its end.</summary>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed on its error stream.</param>
public sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a program and waits for it.</summary>
    /// <param name="program">A path, or a name on the path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="prepare">Changes how it is started: folder, environment.</param>
    public static ProgramRun Of(string program, IEnumerable<string> arguments, Action<ProcessStartInfo>? prepare = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        prepare?.Invoke(start);
        using var process = Process.Start(start)!;
        // One stream is read while the other is waited for: a program that fills a pipe that nobody reads stands still.
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProgramRun(process.ExitCode, output, error.Result);
    }

    /// <summary>What it printed; fails with all that it said where it failed.</summary>
    public string OutputOrThrow() => ExitCode == 0
        ? Output
        : throw new InvalidOperationException($"The program ended with {ExitCode}:\n{Output}\n{Error}");
}
