using System.Text.RegularExpressions;

namespace Awsnet.Components.Tests;

/// <summary>A figure that is quoted beside a link to where it was measured stands there.</summary>
public sealed partial class QuotedFigureTests
{
    private static readonly string[] Measured = ["docs/results.md", "docs/performance.md", "docs/verification.md", "docs/reinforce-weight-controller.md", "docs/training.md"];

    public static TheoryData<string> Names => new(Repository.Pages.Where(page => page.Name == "README.md" || page.Name.StartsWith("docs/", StringComparison.Ordinal)).Where(page => !Measured.Contains(page.Name)).Select(page => page.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_quoted_was_measured(string name) => Problems(Repository.Page(name), file => string.Join('\n', Repository.Page(file).Lines)).Should().BeEmpty();

    [Fact]
    public void A_figure_that_is_not_there_is_found()
    {
        var page = MarkdownPage.Parse("docs/page.md", "It took 1.5 s\nand 2.25 ([times](performance.md#x)).\n\nElsewhere 9.75.\n\n| 3.125 | [times](performance.md) |\n");
        Problems(page, _ => "1.5 and 12.25 and 3.125").Should().Equal("docs/page.md:1: 2.25 does not stand in docs/performance.md");
    }

    private static IEnumerable<string> Problems(MarkdownPage page, Func<string, string> read)
    {
        string folder = page.Name.Contains('/') ? "docs/" : "";
        foreach (var (text, line) in page.Passages)
        {
            string[] sources = [.. Measured.Where(source => source != page.Name && text.Contains($"]({(folder.Length > 0 ? source["docs/".Length..] : source)}", StringComparison.Ordinal))];
            if (sources.Length == 0)
                continue;
            string measured = string.Join('\n', sources.Select(read));
            foreach (Match figure in Figure().Matches(text))
            {
                if (!Regex.IsMatch(measured, $@"(?<![\d.]){Regex.Escape(figure.Value)}(?!\d)"))
                    yield return $"{page.Name}:{line}: {figure.Value} does not stand in {string.Join(" or ", sources)}";
            }
        }
    }

    [GeneratedRegex(@"(?<![\w.])\d+\.\d+(?![\w.]*\w)")]
    private static partial Regex Figure();
}
