using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Awsnet.Components.Tests;

/// <summary>
/// The assemblies in the packages: reproducible, with symbols that fit, and without a path of the machine that built them.
/// </summary>
[Collection(PackedFamilyCollection.Name)]
public sealed class BinaryTests(PackedFamily family)
{
    public static TheoryData<string> Ids => new(Checkout.Packages.Select(package => package.Id));

    [Theory, MemberData(nameof(Ids))]
    public void Assemblies_are_reproducible_and_their_symbols_fit(string id)
    {
        var project = Checkout.Packages.Single(package => package.Id == id);
        using var package = family.Open(project);
        using var symbols = family.Open(project, ".snupkg");
        string[] assemblies = [.. package.Files.Where(name => name.EndsWith(".dll", StringComparison.Ordinal))];
        symbols.Files.Where(name => name.EndsWith(".pdb", StringComparison.Ordinal)).Should()
            .BeEquivalentTo(assemblies.Select(name => Path.ChangeExtension(name, ".pdb")));
        foreach (string assembly in assemblies)
        {
            byte[] library = package.Bytes(assembly), debug = symbols.Bytes(Path.ChangeExtension(assembly, ".pdb"));
            using var image = new PEReader(new MemoryStream(library));
            var entries = image.ReadDebugDirectory();
            entries.Should().Contain(entry => entry.Type == DebugDirectoryEntryType.Reproducible);
            var link = image.ReadCodeViewDebugDirectoryData(entries.Single(entry => entry.Type == DebugDirectoryEntryType.CodeView));
            link.Path.Should().StartWith("/_/src/");

            using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(debug));
            var reader = provider.GetMetadataReader();
            new BlobContentId(reader.DebugMetadataHeader!.Id).Guid.Should()
                .Be(link.Guid, "the symbols must be those of this very assembly");
            reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name)).Should().NotBeEmpty()
                .And.OnlyContain(name => name.StartsWith("/_"));

            Holds(library, Checkout.Root).Should().BeFalse("{0} must not depend on where it was built", assembly);
            Holds(debug, Checkout.Root).Should().BeFalse("the symbols of {0} must not depend on where it was built", assembly);
            Holds(library, "/_/src/").Should().BeTrue("else the search above proves nothing");
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public void What_needs_no_torch_says_that_it_can_be_trimmed_and_compiled_ahead_of_time(string id)
    {
        var project = Checkout.Packages.Single(package => package.Id == id);
        using var package = family.Open(project);
        foreach (string assembly in package.Files.Where(name => name.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using var image = new PEReader(new MemoryStream(package.Bytes(assembly)));
            var reader = image.GetMetadataReader();
            string[] said = [.. reader.GetAssemblyDefinition().GetCustomAttributes()
                .Select(handle => Encoding.UTF8.GetString(reader.GetBlobBytes(reader.GetCustomAttribute(handle).Value)))];
            // Assemblies say the second from .NET 10 on; the analysis is the same.
            foreach (string claim in assembly.Contains("net8.0", StringComparison.Ordinal)
                ? ["IsTrimmable"]
                : new[] { "IsTrimmable", "IsAotCompatible" })
                said.Any(text => text.Contains(claim, StringComparison.Ordinal) && text.Contains("True", StringComparison.Ordinal)).Should()
                    .Be(!project.UsesTorch && project.IsLibrary, "{0} of {1}", claim, assembly);
        }
    }

    private static bool Holds(byte[] file, string text) =>
        file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || file.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;
}
