using System.Diagnostics;

namespace Awsnet.Components.Tests;

/// <summary>A program run to its end.</summary>
internal static class Command
{
    /// <summary>What the program printed; fails with all of it if the program does.</summary>
    public static string Run(string program, string folder, params IEnumerable<string> arguments) =>
        Try(program, folder, arguments).OutputOrThrow();

    /// <summary>How the program ended.</summary>
    public static ProgramRun Try(string program, string folder, params IEnumerable<string> arguments) =>
        Try(program, folder, null, arguments);

    /// <summary>How the program ended that was started with a changed environment.</summary>
    public static ProgramRun Try(string program, string folder, Action<ProcessStartInfo>? prepare, params IEnumerable<string> arguments) =>
        ProgramRun.Of(program, arguments, start =>
    {
        start.WorkingDirectory = folder;
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // Build servers that outlive the test would hold its temporary files.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["OMP_NUM_THREADS"] = "1";
        // It would count for more than the cache that a folder's nuget.config names.
        start.Environment.Remove("NUGET_PACKAGES");
        prepare?.Invoke(start);
    });
}
