namespace Awsnet.Components.Tests;

/// <summary>A block of code in a document.</summary>
/// <param name="Page">The document.</param>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Language">What stands behind the fence; empty for an indented block.</param>
/// <param name="Code">Its lines.</param>
/// <param name="Comment">The HTML comment right before it, which readers do not see.</param>
/// <param name="EndLine">Where it ends.</param>
internal sealed record CodeBlock(MarkdownPage Page, int Line, string Language, string Code, string Comment, int EndLine)
{
    private const string GivenMark = "given:";

    /// <summary>Where it stands, for messages and names of tests.</summary>
    public string Place => $"{Page.Name}:{Line}";

    /// <summary>What a fragment takes for granted: C# of a comment <c>&lt;!-- given: … --&gt;</c> before it.</summary>
    public string Given => Comment.StartsWith(GivenMark, StringComparison.Ordinal) ? Comment[GivenMark.Length..].Trim() : "";

    /// <summary>What the document says that it prints: the block of language <c>text</c> that follows; null where none does.</summary>
    public string? Output
    {
        get
        {
            CodeBlock? next = Page.Blocks.FirstOrDefault(block => block.Line > Line);
            bool follows = next is { Language: "text" } && Page.Lines.Skip(EndLine).Take(next.Line - 1 - EndLine)
                .All(line => line.Trim().Length == 0);
            return follows ? next!.Code : null;
        }
    }
}
