using System.Runtime.CompilerServices;
using Awsnet.Components.TestKit;

namespace TorchSharp.Parity;

/// <summary>The system's Python, where it has torch: the yardstick for bits, since these differ between processors.</summary>
internal static class PythonTorch
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>Why comparisons with it are skipped, or null where it is there.</summary>
    public static string? Missing { get; } = Probe();

    /// <summary>
    /// Runs a script of this folder and gives what it printed. Python's torch leaves OpenBLAS at as many threads as there
    /// are cores, whatever its own count is; the torch layer keeps both in step, so that here both must be said.
    /// </summary>
    public static string Run(int threads, string script, params string[] arguments) =>
        Start(threads, [Path.Combine(Path.GetDirectoryName(ThisFile())!, script), .. arguments]);

    private static string? Probe()
    {
        if (!File.Exists(Interpreter))
            return $"{Interpreter} is not installed.";
        try
        {
            Start(1, ["-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)"]);
            return null;
        }
        catch (InvalidOperationException)
        {
            return $"{Interpreter} has no torch.";
        }
    }

    private static string Start(int threads, IEnumerable<string> arguments) =>
        ProgramRun.Of(Interpreter, arguments, start => start.Environment["OPENBLAS_NUM_THREADS"] = $"{threads}").OutputOrThrow();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
