namespace Awsnet.Components.Tests;

/// <summary>A table of a document.</summary>
/// <param name="Page">The document.</param>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Comment">The HTML comment right before it.</param>
/// <param name="Header">Its first row.</param>
/// <param name="Rows">The others.</param>
internal sealed record MarkdownTable(MarkdownPage Page, int Line, string Comment, IReadOnlyList<string> Header,
    IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public string Place => $"{Page.Name}:{Line}";

    /// <summary>The cells of a line; a bar behind a backslash is text.</summary>
    public static IReadOnlyList<string> Cells(string line)
    {
        string inner = line.Trim().Replace("\\|", "\u0001", StringComparison.Ordinal)[1..];
        return [.. (inner.EndsWith('|') ? inner[..^1] : inner).Split('|').Select(cell => cell.Replace('\u0001', '|').Trim())];
    }
}
