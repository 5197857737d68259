namespace Awsnet.Components.Tests;

/// <summary>Every page can be found from the README, and the packages' pages have one shape.</summary>
public sealed class PageTests
{
    /// <summary>The page of the package that has nothing to call.</summary>
    private const string BuildStep = "docs/torchsharp-on-older-linux.md";

    public static TheoryData<string> PackagePages => new(PagesOf(Repository.Page("README.md")));

    [Theory]
    [MemberData(nameof(PackagePages))]
    public void A_packages_page_has_the_familys_shape(string name) => Missing(Repository.Page(name)).Should().BeEmpty();

    [Fact]
    public void Every_package_has_a_page() => PackagePages.Should().HaveCount(Repository.Packages.Count);

    [Fact]
    public void Every_page_is_found_from_the_README()
    {
        var reached = new HashSet<string> { "README.md" };
        var left = new Queue<string>(reached);
        while (left.TryDequeue(out string? name))
        {
            MarkdownPage page = Repository.Page(name);
            string folder = Path.GetDirectoryName(page.FullPath)!;
            foreach (string target in page.Links.Select(link => link.Target.Split('#')[0]).Where(target => target.EndsWith(".md", StringComparison.Ordinal)))
            {
                string other = Path.GetRelativePath(Repository.Root, Path.Combine(folder, target)).Replace('\\', '/');
                if (reached.Add(other))
                    left.Enqueue(other);
            }
        }
        Repository.Pages.Select(page => page.Name).Where(name => name.StartsWith("docs/", StringComparison.Ordinal)).Except(reached).Should().BeEmpty();
    }

    [Fact]
    public void Tables_have_as_many_cells_in_every_row() => Repository.Pages.SelectMany(Ragged).Should().BeEmpty();

    [Fact]
    public void Pictures_say_what_they_show() => Repository.Pages.SelectMany(page => page.Passages.Where(passage => passage.Text.Contains("![](", StringComparison.Ordinal)).Select(passage => $"{page.Name}:{passage.Line}")).Should().BeEmpty();

    [Fact]
    public void What_a_page_lacks_is_found()
    {
        Missing(MarkdownPage.Parse("docs/p.md", "# P\n\n**What.** x **When.** y\n\n## Example\n\nReferences: none\n")).Should().BeEquivalentTo("**When not.**", "an example with its output", "a table of defaults");
        Ragged(MarkdownPage.Parse("docs/p.md", "| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | `x|y` |\n| 1 | x\\|y |\n")).Should().Equal("docs/p.md:4: 3 cells, not 2");
        PagesOf(MarkdownPage.Parse("README.md", "| package | |\n|---|---|\n| [`A`](docs/a.md) | [x](docs/b.md) |\n")).Should().Equal("docs/a.md");
    }

    private static IEnumerable<string> Ragged(MarkdownPage page) => page.Tables.SelectMany(table => table.Rows.Select((row, index) => (row.Count, Line: table.Line + 2 + index))
        .Where(row => row.Count != table.Header.Count).Select(row => $"{page.Name}:{row.Line}: {row.Count} cells, not {table.Header.Count}"));

    private static IEnumerable<string> PagesOf(MarkdownPage readme) =>
        readme.Tables.Single(table => table.Header[0].StartsWith("package", StringComparison.Ordinal)).Rows.Select(row => row[0].Split("](")).Where(parts => parts.Length == 2).Select(parts => parts[1].TrimEnd(')'));

    private static IEnumerable<string> Missing(MarkdownPage page)
    {
        string text = string.Join('\n', page.Lines);
        foreach (string part in new[] { "**What.**", "**When.**", "**When not.**", "## Example", "Reference" })
        {
            if (!text.Contains(part, StringComparison.Ordinal))
                yield return part;
        }
        if (page.Name == BuildStep)
            yield break;
        if (!page.Blocks.Any(block => block.Language == "csharp" && block.Output is not null))
            yield return "an example with its output";
        if (!page.Tables.Any(table => DefaultsTable.TypeOf(table) is not null))
            yield return "a table of defaults";
    }
}
