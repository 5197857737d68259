namespace Awsnet.Components.Tests;

/// <summary>A sample published for one platform: it holds what is loaded, nothing else of torch, and runs.</summary>
[Collection(PackedFamilyCollection.Name)]
public sealed class PublishTests(PackedFamily family)
{
    [Fact]
    public void A_sample_holds_the_native_libraries_of_its_platform_that_are_loaded()
    {
        string folder = family.Path("published");
        Command.Run("dotnet", Checkout.Root, "publish", "samples/MultiLoss", "-c", "Release", "-r", "linux-x64", "--self-contained",
            "false", "-o", folder,
            "-v", "quiet", "--nologo", "-p:CreateHardLinksForPublishFilesIfPossible=true");
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName)
            .Where(name => name!.Contains(".so", StringComparison.Ordinal) || name.EndsWith(".dylib", StringComparison.Ordinal)
                || name.Contains("torch_cpu", StringComparison.Ordinal))
            .Should().BeEquivalentTo("libLibTorchSharp.so", "libtorch.so", "libtorch_cpu.so", "libc10.so", "libgomp-98b21ff3.so.1",
                "libSkiaSharp.so", "libHarfBuzzSharp.so");
        if (OperatingSystem.IsLinux())
            Command.Run("dotnet", folder, "multi-loss.dll", "--problem", "two-tasks", "--seeds", "1").Should().NotBeEmpty();
    }
}
