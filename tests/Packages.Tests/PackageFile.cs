using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace Awsnet.Components.Tests;

/// <summary>A packed file, opened.</summary>
internal sealed class PackageFile(string path) : IDisposable
{
    private readonly ZipArchive archive = ZipFile.OpenRead(path);

    /// <summary>All files, without the container's own bookkeeping.</summary>
    public IEnumerable<string> Files => archive.Entries.Select(entry => entry.FullName)
        .Where(name => name is not ("_rels/.rels" or "[Content_Types].xml")
            && !name.StartsWith("package/services/metadata/", StringComparison.Ordinal));

    public XElement Metadata =>
        XDocument.Parse(Text(Files.Single(name => name.EndsWith(".nuspec", StringComparison.Ordinal)))).Root!.Elements()
        .Single(element => element.Name.LocalName == "metadata");

    /// <summary>Dependencies by framework: ids and versions.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>> Dependencies =>
        Metadata.Descendants().Where(element => element.Name.LocalName == "group")
        .ToDictionary(group =>
            (string)group.Attribute("targetFramework")!, group =>
            group.Elements().ToDictionary(one => (string)one.Attribute("id")!, one => (string)one.Attribute("version")!));

    public XElement? Element(string name) => Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);

    public string? Value(string name) => (string?)Element(name);

    public byte[] Bytes(string name)
    {
        using var stream = archive.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public string Text(string name) => Encoding.UTF8.GetString(Bytes(name)).TrimStart('\uFEFF');

    public void Dispose() => archive.Dispose();
}
