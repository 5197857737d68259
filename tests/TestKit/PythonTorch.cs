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
        // torch.load takes weights_only from 1.13 on.
        const string Check = "import inspect, sys, torch; sys.exit('weights_only' not in inspect.signature(torch.load).parameters)";
        return ProgramRun.Of(Interpreter, ["-c", Check]).ExitCode == 0 ? null : $"{Interpreter} has no torch of 1.13 or later.";
    }
}
