using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Awsnet.Components.Tests;

/// <summary>The repository that the tests were compiled from, and where its packages lie.</summary>
internal static class Checkout
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>Where the packages that the build needed lie unpacked.</summary>
    public static string PackageCache { get; } = Metadata("PackageCache");

    /// <summary>The version of the whole family.</summary>
    public static string Version { get; } = (string)Xml("Directory.Build.props").Descendants("Version").Single();

    /// <summary>One package a folder of src.</summary>
    public static IReadOnlyList<PackageProject> Packages { get; } =
        [.. Directory.GetFiles(
            Path.Combine(Root, "src"), "*.csproj", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Order(StringComparer.Ordinal).Select(path => new PackageProject(path))];

    public static XDocument Xml(string relative) => XDocument.Load(Path.Combine(Root, relative));

    private static string Metadata(string key) =>
        typeof(Checkout).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private static string Here([CallerFilePath] string path = "") => path;
}
