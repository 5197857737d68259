namespace Awsnet.Components.Tests;

/// <summary>A limit of the shell on the addresses of a process: what asks for more memory is refused it.</summary>
internal static class AddressLimit
{
    /// <summary>Words before a command. With 4 GB .NET starts, most of which it never uses.</summary>
    public static IEnumerable<string> Prefix => ["sh", "-c", "ulimit -v 4000000 && exec \"$0\" \"$@\""];

    /// <summary>Why tests with it are skipped, or null.</summary>
    public static string? Missing { get; } = WhyMissing();

    private static string? WhyMissing()
    {
        if (!OperatingSystem.IsLinux())
            return "Only Linux limits a process's addresses.";
        using var folder = new TemporaryFolder();
        var run = ProgramRun.Of("sh", [.. Prefix.Skip(1), Tiny.Program, folder["run"], "0", "1"]);
        return run.ExitCode == 0 ? null : $"The worker does not start with 4 GB of addresses: {run.Error.Trim().Split('\n')[^1]}";
    }
}

/// <summary>A test in which the kernel refuses a worker memory.</summary>
public sealed class AddressLimitFactAttribute : FactAttribute
{
    public AddressLimitFactAttribute() => Skip = AddressLimit.Missing;
}
