namespace Awsnet.Components.Tests;

public sealed class LinkTests
{
    public static TheoryData<string> Names => new(Repository.Pages.Select(page => page.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_link_leads_somewhere(string name) => LinkChecker.Problems(Repository.Page(name),
        file => Repository.Pages.FirstOrDefault(page => page.Name == file),
        file => File.Exists(Path.Combine(Repository.Root, file)) || Directory.Exists(Path.Combine(Repository.Root, file))).Should().BeEmpty();

    [Fact]
    public void There_are_documents() => Repository.Pages.Should().HaveCountGreaterThan(20);

    [Theory]
    [InlineData("see [that](gone.md)", "leads to no file")]
    [InlineData("![picture](figures/gone.png)", "leads to no file")]
    [InlineData("| [in a table](gone.md) |\n|---|\n| x |", "leads to no file")]
    [InlineData("see [that](other.md#third)", "a heading that docs/other.md does not have")]
    [InlineData("see [above](#nothing)", "a heading that docs/page.md does not have")]
    [InlineData("see [root](/etc/passwd)", "neither relative nor https")]
    [InlineData("see [plain](http://example.org)", "neither relative nor https")]
    [InlineData("see [out](../../secret.md)", "leads to no file")]
    [InlineData("unpack it to /home/me/data", "a path of one machine")]
    [InlineData("```\ncp x /tmp/y\n```", "a path of one machine")]
    [InlineData("on C:\\data", "a path of one machine")]
    public void What_is_wrong_is_found(string text, string problem) => Check("docs/page.md", text).Should().ContainSingle().Which.Should().Contain(problem);

    [Theory]
    [InlineData("see [that](other.md#second-part) and [it](other.md#second-part-1)")]
    [InlineData("see [a](../docs/other.md), [b](./other.md) and [c](#here-and-there)\n# Here, and `there`")]
    [InlineData("`[no](link.md)` and\n```\n[no](link.md)\n```")]
    [InlineData("outside: [peers](https://example.org/x)")]
    [InlineData("docs/tmp/file and a/home/b")]
    public void What_is_right_is_left_alone(string text) => Check("docs/page.md", text).Should().BeEmpty();

    [Fact]
    public void A_package_takes_no_other_file_along() =>
        Check("src/P/README.md", "see [docs](../../docs/other.md)").Should().ContainSingle().Which.Should().Contain("dead in a package");

    private static string[] Check(string name, string text)
    {
        MarkdownPage page = MarkdownPage.Parse(name, text), other = MarkdownPage.Parse("docs/other.md", "# First\n## Second *part*\n## Second part\n");
        return [.. LinkChecker.Problems(page, file => file == name ? page : other, file => file == name || file == "docs/other.md")];
    }
}
