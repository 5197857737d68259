namespace Awsnet.Components.Myops.Tests;

/// <summary>Runs the program in this process, its streams caught.</summary>
internal static class Cli
{
    public static CliResult Run(params string[] arguments) => RunUntil(CancellationToken.None, arguments);

    public static CliResult RunUntil(CancellationToken cancellation, params string[] arguments) =>
        Run(new StringWriter(), cancellation, arguments);

    /// <summary>Runs the program and shows each line that it writes to an action.</summary>
    public static CliResult RunWatched(Action<string> seen, params string[] arguments) =>
        Run(new WatchingWriter(seen), CancellationToken.None, arguments);

    /// <summary>Runs the program until it writes a line with something in it, and asks it then to stop.</summary>
    public static CliResult StopAt(string sign, params string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        var output = new WatchingWriter(line =>
        {
            if (line.Contains(sign, StringComparison.Ordinal)) stop.Cancel();
        });
        return Run(output, stop.Token, arguments);
    }

    private static CliResult Run(StringWriter output, CancellationToken cancellation, string[] arguments)
    {
        using var error = new StringWriter();
        var code = MyopsApp.RunAsync(arguments, new AppConsole(output, error), cancellation).GetAwaiter().GetResult();
        return new CliResult(code, output.ToString(), error.ToString());
    }
}
