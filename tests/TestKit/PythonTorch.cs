namespace Awsnet.Components.TestKit;

/// <summary>The system's Python, where it has torch: the yardstick for what PyTorch itself reads and computes.</summary>
public static class PythonTorch
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>Why comparisons with it are skipped, or null where it is there.</summary>
    public static string? Missing { get; } = Probe();

    /// <summary>Runs a script and gives what it printed.</summary>
    public static string Run(string script, params string[] arguments) =>
        ProgramRun.Of(Interpreter, [script, .. arguments]).OutputOrThrow();

    private static string? Probe()
    {
        if (!File.Exists(Interpreter))
            return $"{Interpreter} is not installed.";
        return ProgramRun.Of(Interpreter, ["-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)"])
            .ExitCode == 0
            ? null
            : $"{Interpreter} has no torch.";
    }
}
