using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Awsnet.Components.TestKit;

/// <summary>Makes sure that the examples of a package's README are the code that a test compiles and runs.</summary>
/// <example>Put <c>// &lt;example&gt;</c> and <c>// &lt;/example&gt;</c> around the code in the test file, and call
/// <c>ReadmeExamples.ShouldMatch("Awsnet.Components.Training");</c> from it.</example>
public static partial class ReadmeExamples
{
    /// <summary>Fails unless the marked parts of the calling test file are the README's C# blocks, in any order.</summary>
    public static void ShouldMatch(string package, [CallerFilePath] string caller = "")
    {
        string readme = Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "src", package, "README.md");
        string[] compiled = [.. Compiled().Matches(File.ReadAllText(caller).ReplaceLineEndings("\n")).Select(match => Flush(match.Groups[1].Value))];
        string[] shown = [.. Shown().Matches(File.ReadAllText(readme).ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value.TrimEnd())];
        string[] differences = [.. shown.Except(compiled).Select(code => "Only in the README:\n" + code), .. compiled.Except(shown).Select(code => "Only in the test:\n" + code)];
        if (compiled.Length == 0 || differences.Length > 0)
            throw new InvalidOperationException($"{caller} has {compiled.Length} examples and {readme} {shown.Length}; they must be the same.\n{string.Join("\n\n", differences)}");
    }

    /// <summary>The code without its common indentation.</summary>
    private static string Flush(string code)
    {
        string[] lines = code.TrimEnd().Split('\n');
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }

    [GeneratedRegex(@"^ *// <example>\n(.*?)^ *// </example>", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Compiled();

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Shown();
}
