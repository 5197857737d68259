namespace Awsnet.Components.Tests;

/// <summary>A sample as its user runs it: a process.</summary>
internal static class SampleProgram
{
    // Two threads on a busy machine wait for each other more than they compute.
    public static ProgramRun Run(string sample, params string[] arguments) =>
        ProgramRun.Of("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{sample}.dll"), .. arguments], start =>
            start.Environment["OMP_NUM_THREADS"] = "1");

    /// <summary>Asserts exit code 2 and one line on standard error that holds a text; returns what else was said.</summary>
    public static string Refuse(string sample, string named, params string[] arguments)
    {
        var (code, output, error) = Run(sample, arguments);
        code.Should().Be(2, error);
        error.TrimEnd().Should().Contain(named).And.NotContain("\n");
        return output;
    }
}
