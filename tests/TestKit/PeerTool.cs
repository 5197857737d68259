namespace Awsnet.Components.TestKit;

/// <summary>A program of the system that reads or judges the same files as we do.</summary>
public static class PeerTool
{
    /// <summary>Debian's Python, not the first on the path: the one that has nibabel and Pillow.</summary>
    public const string Python = "/usr/bin/python3";

    /// <summary>Why tests with it are skipped, or null where it is there.</summary>
    public static string? Missing(string program) =>
        File.Exists(program) || File.Exists(Path.Combine("/usr/bin", program)) ? null : $"{program} is not installed.";

    /// <summary>Why tests with a package of <see cref="Python"/> are skipped, or null where it is there.</summary>
    public static string? MissingPackage(string package)
    {
        if (Missing(Python) is { } missing)
            return missing;
        string search = $"import importlib.util, sys; sys.exit(importlib.util.find_spec('{package}') is None)";
        return Run(Python, "-c", search).ExitCode == 0 ? null : $"{Python} has no {package}.";
    }

    /// <summary>A script beside the tests.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Peers", name);

    /// <summary>Runs a program to its end.</summary>
    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var run = ProgramRun.Of(program, arguments);
        return (run.ExitCode, run.ExitCode == 0 ? run.Output : run.Output + run.Error);
    }
}
