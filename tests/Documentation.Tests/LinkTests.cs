namespace Awsnet.Components.Tests;

/// <summary>Links lead somewhere, and every page is found from the README.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Names => new(Repository.Pages.Select(page => page.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_link_leads_somewhere(string name)
    {
        MarkdownPage page = Repository.Page(name);
        page.Links.Where(link => !link.Target.StartsWith("https://", StringComparison.Ordinal))
            .Select(link => Problem(page, link.Target) is { } problem ? $"{name}:{link.Line}: '{link.Target}' {problem}" : null)
            .OfType<string>().Should().BeEmpty();
    }

    [Fact]
    public void Links_headings_and_code_are_read()
    {
        var page = MarkdownPage.Parse("a.md", "# A heading\n\n`code` and [a link](no.md#there)\n");
        page.Links.Should().ContainSingle().Which.Target.Should().Be("no.md#there");
        page.CodeSpans.Should().ContainSingle().Which.Code.Should().Be("code");
        page.Anchors.Should().Contain("a-heading");
    }

    [Fact]
    public void Every_page_and_package_is_found_from_the_README()
    {
        var reached = new HashSet<string> { "README.md" };
        var left = new Queue<string>(reached);
        while (left.TryDequeue(out string? name))
        {
            MarkdownPage page = Repository.Page(name);
            foreach (var (target, _) in page.Links.Where(link => link.Target.Split('#')[0].EndsWith(".md", StringComparison.Ordinal)))
                if (Resolve(page, target) is var other && reached.Add(other))
                    left.Enqueue(other);
        }
        Repository.Pages.Select(page => page.Name).Where(name => name.StartsWith("docs/", StringComparison.Ordinal)).Except(reached)
            .Should().BeEmpty();
        string[] spans = [.. Repository.Page("README.md").CodeSpans.Select(span => span.Code)];
        Repository.Packages.Select(package => package.Replace("Awsnet.Components.", "")).Should().BeSubsetOf(spans);
    }

    private static string? Problem(MarkdownPage page, string target)
    {
        string[] parts = target.Split('#', 2);
        string file = parts[0].Length == 0 ? page.Name : Resolve(page, target);
        if (page.Name.StartsWith(
            "src/", StringComparison.Ordinal)) return "is dead in a package, which has no other file: name the file instead.";
        if (!Path.Exists(Path.Combine(Repository.Root, file))) return "leads to no file.";
        return parts.Length == 2 && Repository.Pages.FirstOrDefault(other => other.Name == file) is { } opened
            && !opened.Anchors.Contains(parts[1])
            ? $"names a heading that {file} does not have; it has {string.Join(", ", opened.Anchors)}." : null;
    }

    private static string Resolve(MarkdownPage page, string target) =>
        Path.GetRelativePath(Repository.Root, Path.Combine(Path.GetDirectoryName(page.FullPath)!, target.Split('#')[0])).Replace('\\', '/');
}
