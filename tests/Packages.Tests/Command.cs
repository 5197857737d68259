using System.Diagnostics;

namespace Awsnet.Components.Tests;

/// <summary>A program run to its end.</summary>
internal static class Command
{
    /// <summary>What the program printed; fails with all of it if the program does.</summary>
    public static string Run(string program, string folder, params IEnumerable<string> arguments)
    {
        var (code, output, error) = Try(program, folder, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {code}:\n{output}\n{error}");
    }

    public static (int Code, string Output, string Error) Try(string program, string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // Build servers that outlive the test would hold its temporary files.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
