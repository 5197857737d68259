namespace Awsnet.Components.Tests;

/// <summary>All packages, packed once for all tests by the command that CONTRIBUTING names.</summary>
public sealed class PackedFamily : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PackedFamily()
    {
        Feed = folder["feed"];
        Consumers = new Consumers(this);
        Directory.CreateDirectory(Feed);
        Command.Run("dotnet", Checkout.Root, "pack", "Awsnet.Components.sln", "--no-build", "-c", "Release", "-o", Feed, "--nologo");
    }

    /// <summary>The folder with the packed files.</summary>
    public string Feed { get; }

    internal Consumers Consumers { get; }

    /// <summary>A place for what the tests make of the packages.</summary>
    public string Path(string relative) => folder[relative];

    internal PackageFile Open(PackageProject package, string extension = ".nupkg") =>
        new(System.IO.Path.Combine(Feed, $"{package.Id}.{Checkout.Version}{extension}"));

    public void Dispose() => folder.Dispose();
}
