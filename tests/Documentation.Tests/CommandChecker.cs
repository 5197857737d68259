using System.Text.RegularExpressions;

namespace Awsnet.Components.Tests;

/// <summary>Checks command lines of the documents against the programs that they call: commands, options, files, projects and names of
/// tests.</summary>
/// <param name="exists">Whether the repository has a file or folder.</param>
/// <param name="help">What <c>myops</c> prints for arguments.</param>
/// <param name="sources">The C# of a folder.</param>
internal sealed partial class CommandChecker(Func<string, bool> exists, Func<string, string> help, Func<string, string> sources)
{
    private static readonly string[] OptionsWithValues =
        ["-c", "--configuration", "-o", "--output", "-v", "--verbosity", "-f", "--framework", "--filter", "--logger", "--severity"];
    private static readonly string[] Separators = ["&&", "||", "|", ";", ">", "<", "#"];

    /// <summary>What is wrong with a line; null for nothing, or where it calls none of ours.</summary>
    public string? Problem(string line)
    {
        string[] words = [.. Words(line).SkipWhile(word => Variable().IsMatch(word))];
        return words switch
        {
            ["myops", .. var rest] => Myops(rest),
            ["plug-in", .. var rest] => SampleOptions("samples/PlugIn", rest),
            ["multi-loss", .. var rest] => SampleOptions("samples/MultiLoss", rest),
            ["dotnet", var verb and ("run" or "test" or "build" or "pack" or "format"), .. var rest] => Dotnet(verb, rest),
            ["--filter", ..] => Dotnet("test", words),
            ["benchmarks/compare/run", .. var rest] => Benchmarks(rest),
            [var script, ..] when script.StartsWith("./", StringComparison.Ordinal)
                || script.StartsWith(".ci/", StringComparison.Ordinal) =>
                    exists(script.TrimStart('.').TrimStart('/')) || exists(script) ? null
                : $"there is no {script}",
            _ => null,
        };
    }

    /// <summary>The words of the first command of a line.</summary>
    private static IEnumerable<string> Words(string line) =>
        Word().Matches(line).Select(match => match.Value.Trim('\'', '"').TrimEnd(','))
            .TakeWhile(word => !Separators.Contains(word) && !word.StartsWith('#')).Where(word => word is not ("…" or "..."));

    private string? Myops(string[] words)
    {
        // What follows is a command line of its own.
        if (Array.IndexOf(words, "--") is > 0 and var end)
            return Myops(words[..end]) ?? Myops(words[(end + 1)..]);
        string[] plain = [.. words.TakeWhile(word => !word.StartsWith('-'))];
        string listed = help("");
        if (plain.Length == 0)
            return Options(words, listed);
        if (plain[0] == "COMMAND")
            return null;
        string commands = listed[(listed.IndexOf("Commands:", StringComparison.Ordinal) + 1)..];
        if (!Regex.IsMatch(commands, $@"^  {Regex.Escape(plain[0])}\b", RegexOptions.Multiline))
            return $"myops has no command '{plain[0]}'";
        return Options(words, help(plain[0])) is { } problem ? $"myops {plain[0]}: {problem}" : null;
    }

    private static string? Options(IReadOnlyList<string> words, string text)
    {
        for (int at = 0; at < words.Count; at++)
        {
            if (!words[at].StartsWith("--", StringComparison.Ordinal))
                continue;
            Match option = Regex.Match(text, $@"^ .*?{Regex.Escape(words[at])}(?![\w-])(?: <([^>]*)>)?", RegexOptions.Multiline);
            if (!option.Success)
                return $"there is no option {words[at]}";
            string[] values = option.Groups[1].Value.Split('|');
            if (values.Length > 1 && at + 1 < words.Count && !words[at + 1].StartsWith('-') && words[at + 1].Split('|').Except(values)
                .Any() && !Placeholder().IsMatch(words[at + 1]))
                return $"{words[at]} takes {string.Join(" or ", values)}, not '{words[at + 1]}'";
        }
        return null;
    }

    private string? SampleOptions(string project, IEnumerable<string> words)
    {
        string code = sources(project);
        return words.FirstOrDefault(word => word.StartsWith("--", StringComparison.Ordinal) && word != "--help"
            && !code.Contains($"\"{word}\"", StringComparison.Ordinal)) is { } unknown ? $"{project} has no option {unknown}" : null;
    }

    private string? Dotnet(string verb, string[] words)
    {
        int dashes = Array.IndexOf(words, "--");
        string[] ours = dashes < 0 ? [] : words[(dashes + 1)..], theirs = dashes < 0 ? words : words[..dashes];
        int named = Array.IndexOf(theirs, "--project");
        string? project = named >= 0 ? theirs.ElementAtOrDefault(named + 1)
            : theirs.Where((word, at) => !word.StartsWith('-') && (at == 0 || !OptionsWithValues.Contains(theirs[at - 1])))
                .FirstOrDefault();
        if (project is not null && !project.Contains("NAME", StringComparison.Ordinal) && !exists(project))
            return $"there is no project {project}";
        int filter = Array.IndexOf(theirs, "--filter");
        if (verb == "test" && filter >= 0)
        {
            string name = theirs.ElementAtOrDefault(filter + 1) ?? "";
            string code = sources(project ?? "tests");
            string last = name.Split('~', '=').Last();
            if (!Regex.IsMatch(code, $@"(class|void|Task) \w*{Regex.Escape(last)}") && !exists(Path.Combine(project ?? "tests", last)))
                return $"no test of {project ?? "the solution"} has '{name}' in its name";
        }
        return project switch
        {
            "samples/Myops" => Myops(ours),
            "samples/PlugIn" or "samples/MultiLoss" or "samples/AwsnetPipeline" => SampleOptions(project, ours),
            _ => null,
        };
    }

    private string? Benchmarks(IEnumerable<string> words)
    {
        string code = sources("benchmarks/compare");
        return words.FirstOrDefault(word => !code.Contains($"\"{word}\"", StringComparison.Ordinal) && !Number().IsMatch(word)
            && !Placeholder().IsMatch(word)) is { } unknown ? $"benchmarks/compare/run knows no '{unknown}'" : null;
    }

    [GeneratedRegex(@"'[^']*'|""[^""]*""|[^\s]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[A-Z_]+=")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^[\[<]?[A-Z][A-Z…]*[\]>]?(\.\.\.|…)?[\]]?$")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^\d+$")]
    private static partial Regex Number();
}
