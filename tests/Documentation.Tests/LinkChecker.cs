using System.Text.RegularExpressions;

namespace Awsnet.Components.Tests;

/// <summary>Finds links that lead nowhere, and paths that only one machine has.</summary>
internal static partial class LinkChecker
{
    public static IEnumerable<string> Problems(MarkdownPage page, Func<string, MarkdownPage?> open, Func<string, bool> exists)
    {
        bool packed = page.Name.StartsWith("src/", StringComparison.Ordinal);
        foreach (var (target, line) in page.Links)
        {
            if (target.StartsWith("https://", StringComparison.Ordinal))
                continue;
            string at = $"{page.Name}:{line}: the link to '{target}'";
            string[] parts = target.Split('#', 2);
            string file = parts[0].Length == 0 ? page.Name : Resolve(page.Name, parts[0]);
            if (target.Contains(':', StringComparison.Ordinal) || target.StartsWith('/'))
                yield return $"{at} is neither relative nor https.";
            else if (packed)
                yield return $"{at} is dead in a package, which has no other file of the repository; name the file instead.";
            else if (!exists(file))
                yield return $"{at} leads to no file.";
            else if (parts.Length == 2 && open(file) is { } opened && !opened.Anchors.Contains(parts[1]))
                yield return $"{at} names a heading that {file} does not have; it has: {string.Join(", ", opened.Anchors)}.";
        }
        for (int line = 0; line < page.Lines.Count; line++)
        {
            if (MachinePath().Match(page.Lines[line]) is { Success: true } path)
                yield return $"{page.Name}:{line + 1}: '{path.Value.Trim()}' is a path of one machine.";
        }
    }

    private static string Resolve(string from, string target)
    {
        var parts = from.Split('/').SkipLast(1).ToList();
        foreach (string part in target.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else
                return "outside the repository";
        }
        return string.Join('/', parts);
    }

    [GeneratedRegex(@"(?<![\w.~/-])/(work|tmp|home|root|Users|mnt)/|\b[A-Z]:\\")]
    private static partial Regex MachinePath();
}
