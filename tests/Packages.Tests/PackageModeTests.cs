using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

/// <summary>
/// The packages as they are for users of TorchSharp: built without the torch layer's project, against a package of the id and the least
/// version that they ask for. That package is a stand-in, the torch layer compiled under TorchSharp's name (its tests hold its members to
/// TorchSharp's signatures), so that this runs where TorchSharp cannot be restored.
/// </summary>
public sealed class PackageModeTests
{
    private const string LeastTorchSharp = "0.105.2";

    private static readonly string[] NotCopied = ["bin", "obj"];

    [Fact]
    public void Against_TorchSharp_the_packages_have_the_plain_version_and_need_TorchSharp_alone()
    {
        using var folder = new TemporaryFolder();
        string copy = folder["copy"], feed = folder["feed"];
        Directory.CreateDirectory(feed);
        Copy(Path.Combine(Checkout.Root, "src"), Path.Combine(copy, "src"));
        foreach (string settings in new[] { "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", "nuget.config" })
            File.Copy(Path.Combine(Checkout.Root, settings), Path.Combine(copy, settings));
        string[] common = ["-c", "Release", "-v", "quiet", "--nologo", "-o", feed, "-p:TorchSource=package", $"-p:RestoreSources={feed}%3B{Checkout.PackageCache}", $"-p:RestorePackagesPath={folder["cache"]}"];
        Command.Run("dotnet", copy, ["pack", "src/TorchSharp.System", .. common, "-p:IsPackable=true", "-p:PackageId=TorchSharp", "-p:AssemblyName=TorchSharp", $"-p:Version={LeastTorchSharp}", "-p:IncludeSymbols=false"]);

        // The gate is one package with torch; the meta-package stands on all of them and takes them along.
        Command.Run("dotnet", copy, ["pack", Effort.Full ? "src/Awsnet.Components" : "src/Awsnet.Components.PixelAttentionGate", .. common]);

        using var package = new PackageFile(Directory.GetFiles(feed, "Awsnet.Components*.nupkg").Should().ContainSingle().Subject);
        package.Value("version").Should().Be(Checkout.Version);
        package.Dependencies.Should().HaveCount(2);
        foreach (var needs in package.Dependencies.Values)
        {
            needs.Should().Contain("TorchSharp", LeastTorchSharp).And.NotContainKey("TorchSharp.System");
            needs.Where(need => need.Key.StartsWith("Awsnet.Components", StringComparison.Ordinal)).Should().NotContain(need => need.Value != Checkout.Version);
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (string child in Directory.GetDirectories(from).Where(child => !NotCopied.Contains(Path.GetFileName(child))))
            Copy(child, Path.Combine(to, Path.GetFileName(child)));
    }
}
