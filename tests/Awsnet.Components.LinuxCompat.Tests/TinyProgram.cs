using System.Xml.Linq;

namespace Awsnet.Components.Tests;

/// <summary>
/// A program that refers to TorchSharp, in a folder and with a package cache of its own, built with the package's targets or without.
/// </summary>
internal sealed class TinyProgram : IDisposable
{
    private const string Library = "libLibTorchSharp.so";

    private readonly TemporaryFolder folder = new();

    public TinyProgram()
    {
        string targets = Path.GetFullPath(
            Path.Combine(Here(), "..", "..", "src", "Awsnet.Components.LinuxCompat", "buildTransitive",
            "Awsnet.Components.LinuxCompat.targets"));
        new XElement("Project", new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup",
                new XElement("OutputType", "Exe"), new XElement("TargetFramework", "net10.0"), new XElement("Deterministic", "true"),
                // An SDK brings the host of its own platform alone.
                new XElement("UseAppHost", "false"),
                new XElement("LinuxCompatTask", typeof(Weakening).Assembly.Location)),
            new XElement("ItemGroup",
                new XElement("PackageReference", new XAttribute("Include", "TorchSharp"), new XAttribute("Version", Restored.Version))),
            new XElement("Import", new XAttribute("Project", targets), new XAttribute("Condition", "'$(Compat)' == 'true'")))
                .Save(folder["Tiny.csproj"]);
        File.WriteAllText(folder["Program.cs"], "public static class Program { public static void Main() { } }");
        new XElement("configuration",
            new XElement("packageSources", new XElement("clear"),
                new XElement("add", new XAttribute("key", "machine"), new XAttribute("value", Restored.PackageCache))),
            new XElement("config",
                new XElement("add", new XAttribute("key", "globalPackagesFolder"), new XAttribute("value", folder["cache"]))))
                .Save(folder["nuget.config"]);
    }

    public byte[] Cached
    {
        get => File.ReadAllBytes(CachedPath);
        set => File.WriteAllBytes(CachedPath, value);
    }

    public byte[] Built => File.ReadAllBytes(folder[$"bin/Release/net10.0/runtimes/linux-x64/native/{Library}"]);

    public byte[] Published => File.ReadAllBytes(folder[$"published/{Library}"]);

    /// <summary>When the patched copy was made; null if there is none.</summary>
    public DateTime? Patched => File.Exists(PatchedPath) ? File.GetLastWriteTimeUtc(PatchedPath) : null;

    private string CachedPath => folder[$"cache/torchsharp/{Restored.Version}/runtimes/linux-x64/native/{Library}"];

    private string PatchedPath => folder[$"obj/Release/net10.0/linux-compat/{Restored.Version}/{Library}"];

    public string Build(bool compat, bool hardLinks) =>
        DotNet("build", "-c", "Release", $"-p:Compat={compat}", $"-p:CreateHardLinksForCopyLocalIfPossible={hardLinks}");

    public string Rebuild() => DotNet("build", "-c", "Release", "-p:Compat=true", "-t:Rebuild");

    public string Clean() => DotNet("clean", "-c", "Release", "-p:Compat=true");

    public string Publish() =>
        DotNet("publish", "-c", "Release", "-p:Compat=true", "-r", "linux-x64", "--self-contained", "false", "-o", folder["published"]);

    public void Dispose() => folder.Dispose();

    private string DotNet(params string[] arguments) => ProgramRun.Of("dotnet", [.. arguments, "--nologo"], start =>
    {
        start.WorkingDirectory = folder.Path;
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // Build servers that outlive the test would hold its temporary files.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // It would count for more than the cache that the folder's nuget.config names.
        start.Environment.Remove("NUGET_PACKAGES");
    }).OutputOrThrow();

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
