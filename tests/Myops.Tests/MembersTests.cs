using System.Text.Json.Nodes;
using Awsnet.Components.TestKit;
using TorchSharp;

namespace Awsnet.Components.Myops.Tests;

[Collection(TrainedRunCollection.Name)]
public sealed class MembersTests(TrainedRun trained) : IDisposable
{
    private static readonly string[] Constants =
    [
        "--members", "3", "--segment-members", "2", "--other-views", "DE+T2:whole,C0+DE+T2:inside", "--smallest-part", "1", "--bootstrap", "true", "--fixed-epochs", "1", "--auto-epochs", "1", "--candidates", "2", "--weight-step", "0.3",
    ];

    private readonly TemporaryFolder folder = new();

    private string Run => Path.Combine(folder.Path, "run");

    private string Output => Path.Combine(folder.Path, "predictions");

    public void Dispose() => folder.Dispose();

    /// <summary>The input channels of a network's first convolution.</summary>
    private long Sequences(string stage)
    {
        using var scope = torch.NewDisposeScope();
        return SafeTensors.Load(Path.Combine(Run, "networks", $"{stage}.safetensors")).Values.Where(tensor => tensor.dim() == 4 && tensor.shape[^1] == 3).Min(tensor => tensor.shape[1]);
    }

    [Fact]
    public void Members_differ_vote_and_agree_and_their_maps_and_volumes_are_written()
    {
        Cli.Run([.. trained.TrainingArguments(Run), .. Constants]).ShouldSucceed();
        byte[][] networks = [.. new[] { "asan-scar", "asan-scar-2", "asan-scar-3" }.Select(stage => File.ReadAllBytes(Path.Combine(Run, "networks", $"{stage}.safetensors")))];
        networks[0].Should().NotEqual(networks[1]);
        networks[1].Should().NotEqual(networks[2]);
        File.ReadAllBytes(Path.Combine(Run, "networks", "casn-segment-2.safetensors")).Should().NotEqual(File.ReadAllBytes(Path.Combine(Run, "networks", "casn-segment.safetensors")));
        var options = JsonNode.Parse(File.ReadAllText(Path.Combine(Run, "run.json")))!["options"]!;
        options["members"]!.GetValue<int>().Should().Be(3);
        Sequences("asan-scar-2").Should().Be(2);
        Sequences("asan-scar-3").Should().Be(3);
        options["fine"]!["weightStep"]!.GetValue<double>().Should().Be(0.3);

        string probabilities = Path.Combine(folder.Path, "probabilities"), agreement = Path.Combine(folder.Path, "agreement");
        var result = Cli.Run("predict", "--run", Run, "--data", trained.Unseen, "--out", Output, "--probabilities", probabilities, "--agreement", agreement);

        result.ShouldSucceed();
        result.Output.Should().Contain("CASN: Dice of the left ventricle, mean of 2 annotated cases");
        foreach (var target in new[] { "scar", "pathology" })
        {
            NiftiImage.Read(Path.Combine(probabilities, $"phantom_001_{target}_probability.nii.gz")).ReadFloat32().Should().OnlyContain(value => value >= 0 && value <= 1);
            // Three members agree on a class by one, two or all of them.
            var shares = NiftiImage.Read(Path.Combine(agreement, $"phantom_001_{target}_agreement.nii.gz")).ReadFloat32();
            shares.Select(share => Math.Round(share * 3, 4)).Distinct().Should().BeSubsetOf([1.0, 2, 3]);
            shares.Should().Contain(1);
        }

        var lines = File.ReadAllLines(Path.Combine(Output, "volumes.csv"));
        lines[0].Should().StartWith("case,myocardium_ml,scar_ml,scar_percent");
        lines.Should().HaveCount(3);
        var labels = NiftiImage.Read(CaseFile.Of(Output, "phantom_001", "pred"));
        // --smallest-part 1 leaves the largest part alone, of scar and of both.
        foreach (Func<short, bool> isIn in new Func<short, bool>[] { label => label != MyoPsLabels.Background, label => label == MyoPsLabels.Scar })
        {
            var left = labels.ReadInt16();
            MaskParts.DropSmall(left, isIn, (short)-1, labels.Header.Shape[2], labels.Header.Shape[1], labels.Header.Shape[0], 1);
            left.Should().NotContain(-1);
        }

        var voxel = labels.Header.Spacing[0] * labels.Header.Spacing[1] * labels.Header.Spacing[2] / 1000;
        double.Parse(lines[1].Split(',')[2], System.Globalization.CultureInfo.InvariantCulture)
            .Should().BeApproximately(labels.ReadInt16().Count(label => label == MyoPsLabels.Scar) * voxel, 0.0051);

        Cli.Run("predict", "--run", Run, "--data", trained.Unseen, "--out", Path.Combine(folder.Path, "mean"), "--vote", "mean").ShouldSucceed();
    }

    [Theory]
    [InlineData("DE:outside")]
    [InlineData("LGE+T2:whole")]
    [InlineData("DE+DE:whole")]
    [InlineData("DE+T2")]
    [InlineData("none,DE:whole")]
    public void Views_that_are_none_are_refused(string views) =>
        Cli.Run([.. trained.TrainingArguments(Run), "--other-views", views]).ShouldBeBadInput($"--other-views {views}", "C0, DE, T2", ":inside or :whole");

    [Fact]
    public void Views_are_read_as_they_are_written_and_members_take_them_in_turn()
    {
        var views = FineView.Read("DE+T2:whole, C0+DE+T2:inside")!;
        FineView.Write(views).Should().Be("DE+T2:whole, C0+DE+T2:inside");
        FineView.Write(FineView.Read("none")!).Should().Be("none");
        var options = PipelineOptions.Preset("quick") with { OtherViews = views };
        var members = Enumerable.Range(0, 5).Select(options.FineOf).ToArray();
        members[0].Should().BeSameAs(options.Fine);
        members[1].Should().BeEquivalentTo(options.Fine with { Blank = false });
        members[2].Should().BeEquivalentTo(options.Fine with { Sequences = ["C0", "DE", "T2"] });
        members[3].Should().BeSameAs(options.Fine, "it is the first one's turn again");
        members[4].Blank.Should().BeFalse();
    }

    [Fact]
    public void Constants_out_of_range_or_changed_on_resume_are_refused()
    {
        Cli.Run([.. trained.TrainingArguments(Run), "--candidates", "0"]).ShouldBeBadInput("--candidates 0", "1 to 1000");
        Directory.Exists(Run).Should().BeFalse();
        var copy = Path.Combine(folder.Path, "copy");
        Directory.CreateDirectory(copy);
        File.Copy(Path.Combine(trained.Run, "run.json"), Path.Combine(copy, "run.json"));
        Cli.Run("train", "--out", copy, "--resume", "--candidates", "7").ShouldBeBadInput("other values", "run.json");
    }

    [Fact]
    public void Help_shows_the_constants_with_their_defaults() =>
        Cli.Run("train", "--help").Output.Should().Contain("--baseline-rate").And.Contain("[default: 0.99]").And.Contain("paper: 150");

    [Fact]
    public void What_lies_beside_the_heart_is_left_out_and_counted()
    {
        // One slice, 8 x 8: a heart of 12 pixels and, far from it, 4 pixels that are none.
        var probabilities = new float[64];
        for (var y = 1; y < 5; y++)
        {
            for (var x = 1; x < 4; x++) probabilities[(y * 8) + x] = 0.9f;
        }

        foreach (var i in new[] { 54, 55, 62, 63 }) probabilities[i] = 0.9f;
        var found = Ventricle.FromProbabilities(probabilities, 8, 8);
        found.Mask.Sum(value => value).Should().Be(12);
        found.LeftOut.Should().BeApproximately(4.0 / 16, 1e-12);
        found.DiceTo(found).Should().Be(1);
        found.DiceTo(Ventricle.FromProbabilities(new float[64], 8, 8)).Should().Be(0);
    }
}
