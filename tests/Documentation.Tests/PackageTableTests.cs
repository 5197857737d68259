namespace Awsnet.Components.Tests;

/// <summary>The README's table of packages against the folders of src.</summary>
public sealed class PackageTableTests
{
    [Fact]
    public void The_README_lists_every_package_and_its_page() => Problems(Repository.Page("README.md"), Repository.Packages).Should().BeEmpty();

    [Fact]
    public void What_is_missing_or_too_much_is_found()
    {
        var page = MarkdownPage.Parse("README.md", "| package `Awsnet.Components.…` | | needs torch |\n|---|---|---|\n| [`A`](docs/a.md) | x | no |\n| `B` | x | no |\n| `Awsnet.Components` | all | yes |\n");
        Problems(page, ["Awsnet.Components", "Awsnet.Components.A", "Awsnet.Components.C"]).Should().BeEquivalentTo("README.md lacks Awsnet.Components.C", "src lacks Awsnet.Components.B");
        Problems(MarkdownPage.Parse("README.md", "none"), ["Awsnet.Components"]).Should().ContainSingle().Which.Should().Contain("no table of packages");
    }

    private static IEnumerable<string> Problems(MarkdownPage page, IReadOnlyList<string> packages)
    {
        if (page.Tables.FirstOrDefault(table => table.Header[0].StartsWith("package", StringComparison.Ordinal)) is not { } table)
            return ["README.md has no table of packages"];
        string[] listed = [.. table.Rows.Select(row => row[0].Split('`')[1]).Select(name => name.StartsWith("Awsnet.Components", StringComparison.Ordinal) ? name : $"Awsnet.Components.{name}")];
        return [.. packages.Except(listed).Select(name => $"README.md lacks {name}"), .. listed.Except(packages).Select(name => $"src lacks {name}")];
    }
}
