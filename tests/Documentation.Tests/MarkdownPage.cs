using System.Text.RegularExpressions;

namespace Awsnet.Components.Tests;

/// <summary>A Markdown document, read for what can be checked: headings, links, code and tables. GitHub's dialect, as far as we use
/// it.</summary>
internal sealed partial class MarkdownPage
{
    private readonly List<CodeBlock> blocks = [];
    private readonly List<MarkdownTable> tables = [];
    private readonly List<(string Text, int Line)> prose = [];
    private readonly HashSet<string> anchors = [];

    private MarkdownPage(string name, string path) => (Name, FullPath) = (name, path);

    /// <summary>Its path below the repository's root, with slashes.</summary>
    public string Name { get; }

    public string FullPath { get; }

    public IReadOnlyList<CodeBlock> Blocks => blocks;

    public IReadOnlyList<MarkdownTable> Tables => tables;

    /// <summary>What the headings can be linked by.</summary>
    public IReadOnlySet<string> Anchors => anchors;

    /// <summary>Links and pictures outside code.</summary>
    public IEnumerable<(string Target, int Line)> Links =>
        prose.SelectMany(line => Link().Matches(InlineCode().Replace(line.Text, "code"))
            .Select(match => (match.Groups[1].Value, line.Line)));

    /// <summary>Code between backticks.</summary>
    public IEnumerable<(string Code, int Line)> CodeSpans =>
        prose.SelectMany(line => InlineCode().Matches(line.Text).Select(match => (match.Groups[2].Value.Trim(), line.Line)));

    /// <summary>All lines, code included.</summary>
    public IReadOnlyList<string> Lines { get; private set; } = [];

    public static MarkdownPage Read(string root, string path) =>
        Parse(Path.GetRelativePath(root, path).Replace('\\', '/'), File.ReadAllText(path), path);

    public static MarkdownPage Parse(string name, string text, string? path = null)
    {
        var page = new MarkdownPage(name, path ?? name) { Lines = text.ReplaceLineEndings("\n").Split('\n') };
        string comment = "";
        for (int at = 0; at < page.Lines.Count; at++)
        {
            string line = page.Lines[at];
            if (Fence().Match(line) is { Success: true } fence)
            {
                at = page.AddFenced(at, fence, comment);
                comment = "";
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal) && (at == 0 || page.Lines[at - 1].Trim().Length == 0)
                && !page.InsideList(at))
            {
                at = page.AddIndented(at, comment);
                comment = "";
            }
            else if (line.StartsWith("<!--", StringComparison.Ordinal))
            {
                int start = at;
                while (!page.Lines[at].Contains("-->", StringComparison.Ordinal))
                    if (++at == page.Lines.Count)
                        throw new InvalidOperationException($"{name}, line {start + 1}: a comment without an end.");
                string whole = string.Join('\n', page.Lines.Skip(start).Take(at - start + 1));
                comment = whole[4..whole.LastIndexOf("-->", StringComparison.Ordinal)].Trim();
            }
            else if (line.StartsWith('|') && at + 1 < page.Lines.Count && TableRule().IsMatch(page.Lines[at + 1]))
            {
                int start = at;
                while (at < page.Lines.Count && page.Lines[at].StartsWith('|'))
                    page.prose.Add((page.Lines[at], ++at));
                page.tables.Add(new MarkdownTable(page, start + 1, comment, MarkdownTable.Cells(page.Lines[start]),
                    [.. page.Lines.Skip(start + 2).Take(at - start - 2).Select(MarkdownTable.Cells)]));
                comment = "";
                at--;
            }
            else
            {
                page.prose.Add((line, at + 1));
                if (Heading().Match(line) is { Success: true } heading)
                    page.AddAnchor(heading.Groups[1].Value);
                if (line.Trim().Length > 0)
                    comment = "";
            }
        }
        return page;
    }

    private bool InsideList(int at)
    {
        for (int above = at - 1; above >= 0; above--)
        {
            if (Lines[above].Trim().Length > 0 && !Lines[above].StartsWith(' '))
                return ListItem().IsMatch(Lines[above]);
        }
        return false;
    }

    private int AddFenced(int at, Match fence, string comment)
    {
        int start = at;
        var code = new List<string>();
        while (Lines[++at].TrimEnd() != fence.Groups[1].Value)
        {
            code.Add(Lines[at]);
            if (at + 1 == Lines.Count)
                throw new InvalidOperationException($"{Name}, line {start + 1}: a code block without an end.");
        }
        blocks.Add(new CodeBlock(this, start + 1, fence.Groups[2].Value.Trim(), string.Join('\n', code), comment, at + 1));
        return at;
    }

    private int AddIndented(int at, string comment)
    {
        int start = at;
        while (at < Lines.Count && Lines[at].StartsWith("    ", StringComparison.Ordinal))
            at++;
        blocks.Add(new CodeBlock(this, start + 1, "", string.Join('\n', Lines.Skip(start).Take(at - start).Select(line => line[4..])),
            comment, at));
        return at - 1;
    }

    private void AddAnchor(string heading)
    {
        string text = LinkText().Replace(heading.Trim(), "$1");
        string anchor = new([.. text.ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')
            .Select(letter => letter == ' ' ? '-' : letter)]);
        string unique = anchor;
        for (int copy = 1; !anchors.Add(unique); copy++)
            unique = $"{anchor}-{copy}";
    }

    [GeneratedRegex(@"^(```+)([^`]*)$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6} +(.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\|( *:?-+:? *\|)+ *$")]
    private static partial Regex TableRule();

    [GeneratedRegex(@"^([-*+]|\d+\.) ")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"(`+)(.+?)\1")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\(([^()\s]*(?:\([^()]*\))?[^()\s]*)(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();
}
