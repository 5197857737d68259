namespace Awsnet.Components.Tests;

/// <summary>Code of the tests and samples, which the solution compiles: an example that stands in it line by line is compiled, and run where it stands.</summary>
internal static class CompiledSources
{
    private static readonly string[] Sources = [.. Repository.Files("*.cs", "tests").Concat(Repository.Files("*.cs", "samples")).Select(path => "\n" + Flush(File.ReadAllText(path)) + "\n")];

    public static bool Have(string code) => Have(code, Sources);

    public static bool Have(string code, IEnumerable<string> sources)
    {
        string wanted = "\n" + Flush(code) + "\n";
        return wanted.Trim().Length > 0 && sources.Any(source => source.Contains(wanted, StringComparison.Ordinal));
    }

    /// <summary>Lines without indentation: a test's is deeper than its document's.</summary>
    public static string Flush(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Trim('\n').Split('\n').Select(line => line.Trim()));
}
