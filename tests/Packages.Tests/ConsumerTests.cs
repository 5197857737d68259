namespace Awsnet.Components.Tests;

/// <summary>Programs that know nothing but the packages: restored, compiled with the READMEs' examples, run.</summary>
[Collection(PackedFamilyCollection.Name)]
public sealed class ConsumerTests(PackedFamily family)
{
    private const string Component = "Awsnet.Components";

    [Theory, InlineData("net8.0"), InlineData("net10.0")]
    public void The_gate_goes_into_a_foreign_unet(string framework)
    {
        Lines("GateInForeignUNet", framework).Should().Equal(
            "gated [2, 2, 32, 48]",
            "the loss falls: True",
            "weights of the gate: 6, with a gradient: 6");   // three projections, three normalizations
        Libraries("GateInForeignUNet", framework).Should().Contain([$"{Component}.PixelAttentionGate", "TorchSharp"])
            .And.NotContain($"{Component}.DeepSupervisedUNet");
    }

    /// <summary>For .NET 8 the README's examples are C# 12.</summary>
    [Theory, InlineData("net8.0"), InlineData("net10.0")]
    public void The_controller_works_alone_and_without_torch(string framework)
    {
        string[] lines = Lines("ControllerAlone", framework);
        lines.Should().HaveCount(6);
        lines[0].Should().Contain("The controller learns");
        lines[1].Should().Be("the loss that pays weighs most: True");
        lines[2].Should().StartWith("Mean weights for a plain training: left ");
        lines[3].Should().Be("log: 500 lines, at epoch 50", "ten candidates an epoch");
        lines[4..].Should().Equal(lines[2..4], "a finished search is found finished");
        Libraries("ControllerAlone", framework).Should().BeEquivalentTo("ControllerAlone", $"{Component}.ReinforceWeightController");
    }

    [Fact]
    public void The_metrics_work_alone_and_without_torch()
    {
        // A row of 100 pixels of 0.75 mm against its first 90, in each of ten slices. Dice: 2 x 90 / (100 + 90). The ten pixels too many
        // are
        // 0.75, 1.5, ... 7.5 mm off and the rest 0. Of 1000 sorted distances the 95th percentile is number 949.05: 3.75 + 0.05 x 0.75.
        // ASSD: 10 x 0.75 x (1 + ... + 10) / 1900.
        Lines("MetricsAlone").Should().StartWith("Dice 0.947, HD95 3.8 mm, ASSD 0.22 mm")
            .And.Contain("volume 10 x 512 x 512 at 12 x 0.75 x 0.75 mm; default; surface FaceConnected; percentile MaximumOfDirected")
            .And.Contain("saved: 5 lines")
            .And.ContainSingle(line => line.EndsWith("Wilcoxon p = 0.1250", StringComparison.Ordinal));
        Libraries("MetricsAlone").Should().BeEquivalentTo("MetricsAlone", $"{Component}.SegmentationMetrics", "MathNet.Numerics");
    }

    [Theory, InlineData("net8.0"), InlineData("net10.0")]
    public void Everything_comes_with_the_meta_package(string framework) =>
        Lines("WholeFamily", framework).Should().Equal(
            "trained: 1 searched epoch of 2 candidates",
            "predicted: ventricle [4, 32, 32], pathology [4, 32, 32]",
            "voted: two of three outvote the third: True",
            "scored: Dice 1.0, HD 0.0 mm",
            "painted: 32 x 32 pixels, as before: True");

    private string[] Lines(string name, string framework = "net10.0") =>
        family.Consumers.Run(name, framework).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private IEnumerable<string> Libraries(string name, string framework = "net10.0") =>
        Directory.GetFiles(family.Consumers.Output(name, framework), "*.dll", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path)!);
}
