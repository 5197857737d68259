namespace Awsnet.Components.Tests;

/// <summary>What every package needs, and what it must not need.</summary>
[Collection(PackedFamilyCollection.Name)]
public sealed class DependencyTests(PackedFamily family)
{
    public static TheoryData<string> Ids => new(Checkout.Packages.Select(package => package.Id));

    /// <summary>The architecture: who stands on whom.</summary>
    public static TheoryData<string, string[]> Architecture => new()
    {
        { "Awsnet.Components.PixelAttentionGate", ["TorchSharp"] },
        { "Awsnet.Components.DeepSupervisedUNet", ["TorchSharp"] },
        { "Awsnet.Components.DiceCrossEntropyLoss", ["TorchSharp"] },
        { "Awsnet.Components.ReinforceWeightController", [] },
        { "Awsnet.Components.BaggingEnsemble", [] },
        { "Awsnet.Components.SegmentationMetrics", ["MathNet.Numerics"] },
        { "Awsnet.Components.Imaging", [] },
        { "Awsnet.Components.Datasets", ["Awsnet.Components.Imaging", "SkiaSharp", "SkiaSharp.NativeAssets.Linux.NoDependencies"] },
        { "Awsnet.Components.DataLoading", ["TorchSharp", "Awsnet.Components.Datasets", "Awsnet.Components.Imaging",
            "Awsnet.Components.Training"] },
        { "Awsnet.Components.Training", ["TorchSharp", "Awsnet.Components.ReinforceWeightController",
            "Awsnet.Components.DiceCrossEntropyLoss", "Microsoft.Extensions.Logging.Abstractions"] },
        { "Awsnet.Components.Cluster", ["Awsnet.Components.ReinforceWeightController"] },
        { "Awsnet.Components.OnnxExport", ["TorchSharp", "Awsnet.Components.DeepSupervisedUNet", "Awsnet.Components.PixelAttentionGate",
            "Google.Protobuf"] },
    };

    [Theory, MemberData(nameof(Architecture))]
    public void It_stands_on_what_the_architecture_says(string id, string[] needs) =>
        Packed(id).Should().AllSatisfy(group => group.Value.Keys.Should().BeEquivalentTo(needs));

    [Theory, MemberData(nameof(Ids))]
    public void It_needs_exactly_what_its_project_names(string id)
    {
        var groups = Packed(id);
        var project = Checkout.Packages.Single(package => package.Id == id);
        groups.Should().HaveCount(project.IsLibrary ? 2 : 0);
        foreach (var group in groups.Values)
            group.Should().BeEquivalentTo(project.Dependencies);
    }

    [Fact]
    public void The_meta_package_brings_every_component() =>
        Packed("Awsnet.Components").Values.Should().AllSatisfy(group => group.Keys.Should()
            .Contain(Components.Select(package => package.Id)));

    [Fact]
    public void None_needs_the_native_torch_or_a_test_library() =>
        Checkout.Packages.SelectMany(package => Packed(package.Id).Values).SelectMany(group => group.Keys)
            .Should().NotContain(id => id.StartsWith("libtorch", StringComparison.OrdinalIgnoreCase)
                || id.StartsWith("TorchSharp-", StringComparison.Ordinal) || id.StartsWith("xunit", StringComparison.Ordinal));

    [Fact]
    public void Torch_is_asked_for_from_the_least_version_on() =>
        Checkout.Packages.Where(package => package.UsesTorch).SelectMany(package => Packed(package.Id).Values)
            .Select(group => group["TorchSharp"])
            .Should().AllBe("0.107.0");

    /// <summary>
    /// The packages that the meta-package is to bring: not itself, what changes the build alone, what few need (processes), or data sets,
    /// their loading and export, which need more.
    /// </summary>
    private static IEnumerable<PackageProject> Components =>
        Checkout.Packages.Where(package => package.IsLibrary
            && package.Id is not ("Awsnet.Components" or "Awsnet.Components.Datasets" or "Awsnet.Components.DataLoading"
                or "Awsnet.Components.Cluster"
                or "Awsnet.Components.OnnxExport"));

    private IReadOnlyDictionary<string, Dictionary<string, string>> Packed(string id)
    {
        using var package = family.Open(Checkout.Packages.Single(one => one.Id == id));
        return package.Dependencies;
    }
}
