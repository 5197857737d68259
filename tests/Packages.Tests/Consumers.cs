using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Awsnet.Components.Tests;

/// <summary>The programs of tests/Consumers in a folder of their own, with the packed READMEs' examples filled in, restored from the packed
/// files and built once for all tests.</summary>
internal sealed partial class Consumers(PackedFamily family)
{
    private readonly string folder = family.Path("consumers");

    /// <summary>What a program prints.</summary>
    internal string Run(string name, string framework) => Try(name, framework).OutputOrThrow();

    /// <summary>How a program ends.</summary>
    internal ProgramRun Try(string name, string framework, Action<ProcessStartInfo>? prepare = null)
    {
        Build();
        return Command.Try("dotnet", Output(name, framework), prepare, $"{name}.dll");
    }

    /// <summary>Where a program was built to.</summary>
    internal string Output(string name, string framework) => Path.Combine(folder, name, "bin", "Release", framework);

    /// <summary>All packages that come with one that is asked for alone.</summary>
    internal IEnumerable<string> Closure(PackageProject package)
    {
        Build();
        var restored = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, Alone(package), "obj", "project.assets.json")))!;
        return restored["libraries"]!.AsObject().Select(library => library.Key.Split('/')[0]);
    }

    private void Build()
    {
        if (Directory.Exists(folder))
            return;
        Directory.CreateDirectory(folder);
        string source = Path.Combine(Checkout.Root, "tests", "Consumers");
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllText(copy,
                Example().Replace(File.ReadAllText(file), match => Shown(match.Groups[1].Value, match.Groups[2].Value.Trim())));
        }
        foreach (var package in Checkout.Packages)
            AskForAlone(package);
        // The packages under test go into a cache of their own, so none of an earlier run is taken for one of this. For all else the
        // machine's
        // cache serves: as it lies there, or as a source of versions that nothing asks for exactly.
        new XElement("configuration",
            new XElement("packageSources", new XElement("clear"), Add("family", family.Feed), Add("machine", Checkout.PackageCache)),
            new XElement("packageSourceMapping", new XElement("clear"), Mapping("family", "Awsnet.Components", "Awsnet.Components.*"),
                Mapping("machine", "*")),
            new XElement("fallbackPackageFolders", new XElement("clear"), Add("machine", Checkout.PackageCache)),
            new XElement("config", Add("globalPackagesFolder", Path.Combine(folder, "cache")))).Save(Path.Combine(folder, "nuget.config"));
        Command.Run("dotnet", folder, "build", "Consumers.slnx", "-c", "Release", "-v", "quiet", "--nologo",
            $"-p:FamilyVersion={Checkout.Version}");
    }

    private static string Alone(PackageProject package) => $"{package.Id}.Alone";

    /// <summary>A project that names one package and is restored with the others, but has nothing to build.</summary>
    private void AskForAlone(PackageProject package)
    {
        string project = $"{Alone(package)}/{Alone(package)}.csproj", solution = Path.Combine(folder, "Consumers.slnx");
        Directory.CreateDirectory(Path.Combine(folder, Alone(package)));
        new XElement("Project",
            new XElement("Import", new XAttribute("Project", "Sdk.props"), new XAttribute("Sdk", "Microsoft.NET.Sdk")),
            new XElement("ItemGroup",
                new XElement("PackageReference", new XAttribute("Include", package.Id), new XAttribute("Version", Checkout.Version))),
            new XElement("Import", new XAttribute("Project", "Sdk.targets"), new XAttribute("Sdk", "Microsoft.NET.Sdk")),
            new XElement("Target", new XAttribute("Name", "Build"))).Save(Path.Combine(folder, project));
        var all = XDocument.Load(solution);
        all.Root!.Add(new XElement("Project", new XAttribute("Path", project)));
        all.Save(solution);
    }

    /// <summary>The one example of a packed README that contains a text.</summary>
    private string Shown(string package, string text)
    {
        using var file = family.Open(Checkout.Packages.Single(one => one.Id == package));
        string[] found = [.. Block().Matches(file.Text("README.md").ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value)
            .Where(code => code.Contains(text, StringComparison.Ordinal))];
        return found.Length == 1
            ? found[0]
            : throw new InvalidOperationException(
                $"{found.Length} examples of {package}'s README contain '{text}'; the consumer needs exactly one.");
    }

    private static XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));

    private static XElement Mapping(string source, params string[] patterns) =>
        new("packageSource", new XAttribute("key", source),
            patterns.Select(pattern => new XElement("package", new XAttribute("pattern", pattern))));

    [GeneratedRegex(@"^ *// README of ([\w.]+): (.*)$", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
