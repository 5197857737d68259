using System.Runtime.CompilerServices;

namespace Awsnet.Components.Tests;

/// <summary>The repository that the tests were compiled from.</summary>
internal static class Repository
{
    private static readonly HashSet<string> NotOurs = ["bin", "obj", "artifacts", "TestResults", ".git", "node_modules"];

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>Every Markdown document, read once.</summary>
    public static IReadOnlyList<MarkdownPage> Pages { get; } = [.. Files("*.md").Select(path => MarkdownPage.Read(Root, path))];

    /// <summary>The packages: one folder of src each.</summary>
    public static IReadOnlyList<string> Packages { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src"), "Awsnet.Components*").Select(path => Path.GetFileName(path)!)
            .Order(StringComparer.Ordinal)];

    /// <summary>Those with a library: the other is a build step and has nothing to call.</summary>
    public static IEnumerable<string> Libraries => Packages.Where(package => package != "Awsnet.Components.LinuxCompat");

    public static MarkdownPage Page(string relative) => Pages.Single(page => page.Name == relative);

    /// <summary>Files of a pattern, without what builds leave behind.</summary>
    public static IEnumerable<string> Files(string pattern, string folder = "") => Below(Path.Combine(Root, folder), pattern)
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Below(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern)
        .Concat(Directory.EnumerateDirectories(folder).Where(child => !NotOurs.Contains(Path.GetFileName(child)))
            .SelectMany(child => Below(child, pattern)));

    private static string Here([CallerFilePath] string path = "") => path;
}
