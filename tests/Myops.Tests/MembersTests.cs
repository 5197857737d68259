using System.Text.Json.Nodes;
using TorchSharp;

namespace Awsnet.Components.Myops.Tests;

[Collection(TrainedRunCollection.Name)]
public sealed class MembersTests(TrainedRun trained) : IDisposable
{
    private static readonly string[] Constants =
    [
        "--members", "3", "--segment-members", "2", "--other-variants", "DE+T2:whole:polar,C0+DE+T2:inside", "--smallest-part", "1",
        "--mirror", "true", "--coarse-mirror", "true", "--bootstrap", "true", "--fixed-epochs", "1", "--auto-epochs", "1",
        "--candidates", "2", "--weight-step", "0.3",
    ];

    private readonly TemporaryFolder folder = new();

    private string Run => Path.Combine(folder.Path, "run");

    private string Output => Path.Combine(folder.Path, "predictions");

    public void Dispose() => folder.Dispose();

    /// <summary>The input channels of a network's first convolution.</summary>
    private long Sequences(string stage)
    {
        using var scope = torch.NewDisposeScope();
        return SafeTensors.Load(Path.Combine(Run, "networks", $"{stage}.safetensors"))
            .Values.Where(tensor => tensor.dim() == 4 && tensor.shape[^1] == 3).Min(tensor => tensor.shape[1]);
    }

    [Fact]
    public void Members_differ_vote_and_agree_and_their_maps_and_volumes_are_written()
    {
        Cli.Run([.. trained.TrainingArguments(Run), .. Constants]).ShouldSucceed();
        byte[][] networks = [.. new[] { "asan-scar", "asan-scar-2", "asan-scar-3" }.Select(
            stage => File.ReadAllBytes(Path.Combine(Run, "networks", $"{stage}.safetensors")))];
        networks[0].Should().NotEqual(networks[1]);
        networks[1].Should().NotEqual(networks[2]);
        File.ReadAllBytes(Path.Combine(Run, "networks", "casn-segment-2.safetensors")).Should()
            .NotEqual(File.ReadAllBytes(Path.Combine(Run, "networks", "casn-segment.safetensors")));
        var options = JsonNode.Parse(File.ReadAllText(Path.Combine(Run, "run.json")))!["options"]!;
        options["members"]!.GetValue<int>().Should().Be(3);
        Sequences("asan-scar-2").Should().Be(2);
        Sequences("asan-scar-3").Should().Be(3);
        options["fine"]!["weightStep"]!.GetValue<double>().Should().Be(0.3);

        string probabilities = Path.Combine(folder.Path, "probabilities"), agreement = Path.Combine(folder.Path, "agreement");
        var result = Cli.Run(
            "predict", "--run", Run, "--data", trained.Unseen, "--out", Output, "--probabilities", probabilities, "--agreement", agreement);

        result.ShouldSucceed();
        result.Output.Should().Contain("CASN: Dice of the left ventricle, mean of 2 annotated cases");
        foreach (var target in new[] { "scar", "pathology" })
        {
            NiftiImage.Read(Path.Combine(probabilities, $"phantom_001_{target}_probability.nii.gz")).ReadFloat32().Should()
                .OnlyContain(value => value >= 0 && value <= 1);
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
        foreach (Func<short, bool> isIn in new Func<short,
            bool>[] { label => label != MyoPsLabels.Background, label => label == MyoPsLabels.Scar })
        {
            var left = labels.ReadInt16();
            ConnectedComponents.RemoveSmall(left, labels.Header.Shape[1], labels.Header.Shape[0], isIn, (short)-1, 1);
            left.Should().NotContain(-1);
        }

        var voxel = labels.Header.Spacing[0] * labels.Header.Spacing[1] * labels.Header.Spacing[2] / 1000;
        // Empty where no ventricle was found.
        double.Parse(lines[1].Split(',')[2] is { Length: > 0 } ml ? ml : "0", System.Globalization.CultureInfo.InvariantCulture)
            .Should().BeApproximately(labels.ReadInt16().Count(label => label == MyoPsLabels.Scar) * voxel, 0.0051);

        Cli.Run("predict", "--run", Run, "--data", trained.Unseen, "--out", Path.Combine(folder.Path, "mean"), "--vote", "mean")
            .ShouldSucceed();
    }

    [Theory]
    [InlineData("DE:outside")]
    [InlineData("LGE+T2:whole")]
    [InlineData("DE+DE:whole")]
    [InlineData("DE+T2")]
    [InlineData("DE:whole:around")]
    [InlineData("none,DE:whole")]
    public void Variants_that_are_none_are_refused(string variants) =>
        Cli.Run([.. trained.TrainingArguments(Run), "--other-variants", variants])
            .ShouldBeBadInput($"--other-variants {variants}", "C0, DE, T2", ":inside or :whole");

    [Fact]
    public void Variants_are_read_as_they_are_written_and_members_take_them_in_turn()
    {
        var variants = InputVariant.Read("DE+T2:whole:polar, C0+DE+T2:inside")!;
        InputVariant.Write(variants).Should().Be("DE+T2:whole:polar, C0+DE+T2:inside");
        InputVariant.Write(InputVariant.Read("none")!).Should().Be("none");
        var options = PipelineOptions.Preset("quick") with { OtherVariants = variants };
        var members = Enumerable.Range(0, 5).Select(options.FineOf).ToArray();
        members[0].Should().BeSameAs(options.Fine);
        members[1].Should().BeEquivalentTo(options.Fine with { MaskOut = false, Polar = true });
        members[2].Should().BeEquivalentTo(options.Fine with { Sequences = ["C0", "DE", "T2"] });
        members[3].Should().BeSameAs(options.Fine, "it is the first one's turn again");
        members[4].MaskOut.Should().BeFalse();
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
    public void The_dice_of_two_ventricles_is_1_where_they_agree()
    {
        using var scope = torch.NewDisposeScope();
        var source = MyoPsFolder.Open(trained.Unseen).Cases[0].Load();
        Ventricle annotated = Ventricle.FromLabels(source),
            empty = Ventricle.FromCasn(torch.zeros(source.Slices, source.Height, source.Width), source);
        annotated.DiceTo(annotated).Should().Be(1);
        annotated.DiceTo(empty).Should().Be(0);
        empty.DiceTo(empty).Should().Be(1);
    }

    [Fact]
    public void A_case_in_which_nothing_is_found_is_shown_by_its_middle_slice()
    {
        using var scope = torch.NewDisposeScope();
        var source = (MyoPsFolder.Open(trained.Unseen).Cases[0] with { LabelPath = null }).Load();
        var empty = Ventricle.FromCasn(torch.zeros(source.Slices, source.Height, source.Width), source);
        CasePrediction.Nothing(empty, [], []).SliceToShow(source).Should().Be(source.Slices / 2);
    }
}
