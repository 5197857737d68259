namespace Awsnet.Components.Tests;

/// <summary>Debian's Python with the onnx package, which holds the format's own checker.</summary>
internal static class OnnxChecker
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Why tests with it are skipped, or null where it is there.</summary>
    public static string? Missing { get; } = !File.Exists(Python) ? $"{Python} is not installed."
        : ProgramRun.Of(Python, ["-c", "import onnx"]).ExitCode == 0 ? null : $"{Python} has no onnx.";

    /// <summary>Checks files; gives, for each, its operator set and the inferred shape of each output.</summary>
    public static string[] Check(params string[] models) =>
        ProgramRun.Of(Python, [Path.Combine(AppContext.BaseDirectory, "Peers", "check.py"), .. models]).OutputOrThrow()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
