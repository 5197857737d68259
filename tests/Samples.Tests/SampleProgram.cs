using System.Diagnostics;

namespace Awsnet.Components.Tests;

/// <summary>A sample as its user runs it: a process.</summary>
internal static class SampleProgram
{
    public static (int Code, string Output, string Error) Run(string sample, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{sample}.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Two threads on a busy machine wait for each other more than they compute.
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
