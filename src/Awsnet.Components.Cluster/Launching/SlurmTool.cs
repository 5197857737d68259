using System.ComponentModel;
using System.Diagnostics;

namespace Awsnet.Components;

/// <summary>Slurm's own programs.</summary>
internal static class SlurmTool
{
    /// <summary>Whether this machine has one of them.</summary>
    internal static bool IsThere(string program) => Array.Exists(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Refuses a machine without one of them.</summary>
    internal static void CheckThere(string program)
    {
        if (!IsThere(program))
            throw new ClusterException($"There is no {program} on the path. Work on a machine of the cluster with Slurm's programs " +
                "(perhaps \"module load slurm\"), or use this machine alone (local).");
    }

    /// <summary>Runs one to its end.</summary>
    internal static (int ExitCode, string Output, string Error) Run(string program, IEnumerable<string> arguments)
    {
        CheckThere(program);
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (Win32Exception e)
        {
            throw new ClusterException($"{program} cannot be started: {e.Message}", e);
        }
    }
}
