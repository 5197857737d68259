namespace Awsnet.Components.Myops;

/// <summary>This program, as a command that others start.</summary>
internal static class OwnProgram
{
    public static string[] Command(params IEnumerable<string> arguments)
    {
        var library = typeof(OwnProgram).Assembly.Location;
        var program = Path.ChangeExtension(library, OperatingSystem.IsWindows() ? "exe" : null);
        return File.Exists(program)
            ? [program, .. arguments]
            : [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", library, .. arguments];
    }
}
