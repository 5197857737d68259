namespace Awsnet.Components.Myops.Tests;

/// <summary>Runs the program in this process, its streams caught.</summary>
internal static class Cli
{
    public static CliResult Run(params string[] arguments) => RunUntil(CancellationToken.None, arguments);

    public static CliResult RunUntil(CancellationToken cancellation, params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        var code = MyopsApp.RunAsync(arguments, new AppConsole(output, error), cancellation).GetAwaiter().GetResult();
        return new CliResult(code, output.ToString(), error.ToString());
    }
}
