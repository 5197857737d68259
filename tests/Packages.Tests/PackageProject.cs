using System.Xml.Linq;

namespace Awsnet.Components.Tests;

/// <summary>A package as its project declares it, read as text: what the package itself should then say.</summary>
internal sealed class PackageProject
{
    private readonly XDocument project;

    public PackageProject(string path)
    {
        project = XDocument.Load(path);
        Folder = Path.GetDirectoryName(path)!;
        Id = Path.GetFileNameWithoutExtension(path);
    }

    public string Id { get; }

    public string Folder { get; }

    public bool UsesTorch => (string?)project.Descendants("UsesTorch").SingleOrDefault() == "true";

    /// <summary>False for a package that only changes how a program is built.</summary>
    public bool IsLibrary => (string?)project.Descendants("BuildOutputTargetFolder").SingleOrDefault() is null;

    /// <summary>Where its assemblies lie in the package, a folder for each framework.</summary>
    public IEnumerable<string> AssemblyFolders => IsLibrary ? ["lib/net8.0", "lib/net10.0"] : ["tasks/netstandard2.0"];

    /// <summary>Ids and least versions of what the package needs: the projects and packages it names, and torch.</summary>
    public IReadOnlyDictionary<string, string> Dependencies
    {
        get
        {
            var versions = Checkout.Xml("Directory.Packages.props").Descendants("PackageVersion")
                .ToDictionary(Name, element => (string)element.Attribute("Version")!);
            var projects = project.Descendants("ProjectReference")
                .Select(reference => Checkout.Packages.Single(package => package.Id == Path.GetFileNameWithoutExtension(Name(reference))));
            return projects.Select(package => (package.Id, Checkout.Version))
                .Concat(project.Descendants("PackageReference").Where(IsShipped)
                    .Select(reference => (Name(reference), versions[Name(reference)])))
                .Concat(UsesTorch ? [("TorchSharp", versions["TorchSharp"])] : [])
                .ToDictionary();
        }
    }

    public override string ToString() => Id;

    private static string Name(XElement element) => (string)element.Attribute("Include")!;

    private static bool IsShipped(XElement reference) => (string?)reference.Attribute("PrivateAssets") != "all";
}
