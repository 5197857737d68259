using System.Buffers.Binary;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Awsnet.Components.Tests;

/// <summary>What every package says of itself.</summary>
[Collection(PackedFamilyCollection.Name)]
public sealed partial class MetadataTests(PackedFamily family)
{
    public static TheoryData<string> Ids => new(Checkout.Packages.Select(package => package.Id));

    [Fact]
    public void Every_folder_of_src_is_packed_and_nothing_else() =>
        Directory.GetFiles(family.Feed).Select(Path.GetFileName).Should().BeEquivalentTo(
            Checkout.Packages.SelectMany(package =>
                new[] { $"{package.Id}.{Checkout.Version}.nupkg", $"{package.Id}.{Checkout.Version}.snupkg" }));

    [Theory, MemberData(nameof(Ids))]
    public void It_says_who_it_is(string id)
    {
        var (project, package) = Open(id);
        using var _ = package;
        package.Value("id").Should().Be(id);
        package.Value("version").Should().Be(Checkout.Version);
        package.Value("authors").Should().Be("Awsnet.Components contributors");
        package.Value("copyright").Should().StartWith("Copyright (c)");
        package.Value("license").Should().Be("MIT");
        package.Element("license")!.Attribute("type")!.Value.Should().Be("expression");
        package.Value("description").Should().MatchRegex("^[A-Z].{40,}\\.$").And.NotBe("Package Description");
        package.Value("releaseNotes").Should().Contain("CHANGELOG.md");
        string[] tags = package.Value("tags")!.Split(' ');
        tags.Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(3);
        tags.Should().Contain(["awsnet", "segmentation"]);
        tags.Contains("torchsharp").Should().Be(project.UsesTorch || !project.IsLibrary);
    }

    [Theory, MemberData(nameof(Ids))]
    public void Its_README_is_the_projects(string id)
    {
        var (project, package) = Open(id);
        using var _ = package;
        package.Value("readme").Should().Be("README.md");
        package.Bytes("README.md").Should().Equal(File.ReadAllBytes(Path.Combine(project.Folder, "README.md")));
        package.Text("README.md").Should().StartWith($"# {id}\n");
    }

    [Theory, MemberData(nameof(Ids))]
    public void It_stands_in_the_changelog(string id) =>
        File.ReadAllText(Path.Combine(Checkout.Root, "CHANGELOG.md")).Should().Contain($"`{id}`");

    [Theory, MemberData(nameof(Ids))]
    public void Its_icon_is_a_picture_of_128_pixels(string id)
    {
        var (_, package) = Open(id);
        using var _ = package;
        byte[] icon = package.Bytes(package.Value("icon")!);
        icon[..8].Should().Equal(0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10);
        BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)).Should().Be(128);
        BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20)).Should().Be(128);
    }

    [Theory, MemberData(nameof(Ids))]
    public void It_holds_the_assembly_its_documentation_and_no_stray_file(string id)
    {
        var (project, package) = Open(id);
        using var _ = package;
        IEnumerable<string> targets = project.IsLibrary ? [] : [$"buildTransitive/{id}.targets"];
        package.Files.Should()
            .BeEquivalentTo([$"{id}.nuspec", "README.md", "icon.png",
            .. project.AssemblyFolders.SelectMany(folder => new[] { $"{folder}/{id}.dll", $"{folder}/{id}.xml" }), .. targets]);
        foreach (string folder in project.AssemblyFolders)
        {
            var documentation = XDocument.Parse(package.Text($"{folder}/{id}.xml"));
            ((string)documentation.Descendants("name").Single()).Should().Be(id);
            documentation.Descendants("member").Count().Should().BeGreaterThan(10);
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public void It_names_the_commit_and_no_place_of_this_machine(string id)
    {
        var (_, package) = Open(id);
        using var _ = package;
        var repository = package.Element("repository")!;
        repository.Attribute("type")!.Value.Should().Be("git");
        if (Path.Exists(Path.Combine(Checkout.Root, ".git")))
        {
            repository.Attribute("commit")!.Value.Should().Be(Command.Run("git", Checkout.Root, "rev-parse", "HEAD").Trim());
            // A clone of a folder has no address that means anything elsewhere.
            string origin = Command.Try("git", Checkout.Root, "remote", "get-url", "origin").Output;
            string? url = repository.Attribute("url")?.Value;
            (url ?? "https://").Should().StartWith("https://");
            if (origin.StartsWith("https://", StringComparison.Ordinal))
                url.Should().NotBeNull();
        }
        MachinePath().Matches(package.Metadata.ToString()).Should().BeEmpty();
    }

    [GeneratedRegex(@"(?<![\w.~/:-])/(work|tmp|home|root|Users|mnt|build)/|\b[A-Z]:\\|file:")]
    private static partial Regex MachinePath();

    private (PackageProject Project, PackageFile Package) Open(string id)
    {
        var project = Checkout.Packages.Single(package => package.Id == id);
        return (project, family.Open(project));
    }
}
