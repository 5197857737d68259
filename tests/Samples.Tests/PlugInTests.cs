namespace Awsnet.Components.Tests;

/// <summary>The studies as a user runs them, in their smallest form, on generated data.</summary>
public sealed class PlugInTests : IDisposable
{
    private static readonly string[] Smallest =
        ["--size", "32", "--widths", "4,8,8", "--epochs", "3", "--auto-epochs", "1", "--candidates", "2", "--seed", "2"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("busi", 12, new[] { "Base", "Base+PAM", "Base+PAM+DS", "Base+PAM+DAS" },
        "| arm | lesion, Dice | lesion, Jaccard | lesion, HD (px) | lesion, ASSD (px) |")]
    [InlineData("acdc", 5, new[] { "Base", "Base+DS", "Base+PAM", "Base+DAS", "Base+PAM+DAS" },
        "| arm | RV ED, Dice | Myo ED, Dice | LV ED, Dice | RV ES, Dice | Myo ES, Dice | LV ES, Dice |")]
    public void Every_arm_is_trained_scored_and_pictured(string study, int cases, string[] arms, string heading)
    {
        var (code, output, error) = SampleProgram.Run("plug-in", [study, "--out", folder.Path, "--cases", $"{cases}", .. Smallest]);

        code.Should().Be(0, error);
        string table = File.ReadAllText(Path.Combine(folder.Path, "results.md"));
        output.Should().Contain(table);
        table.Should().Contain(heading);
        table.Should().ContainAll(arms.Select(arm => $"| {arm} |"));
        File.ReadAllText(Path.Combine(folder.Path, "results.csv")).Should().ContainAll(arms.Select(arm => $"{arm}: "));
        // The controller's arm alone has candidates in its log.
        File.ReadAllText(Path.Combine(folder.Path, arms[^1], "metrics.jsonl")).Should().Contain("\"candidate\"");
        File.ReadAllText(Path.Combine(folder.Path, arms[0], "metrics.jsonl")).Should().NotContain("\"candidate\"");
        RasterImage.Read(Path.Combine(folder.Path, "overlays.png")).Width.Should().Be(6 + ((arms.Length + 2) * 182));

        // All is there: the same command trains nothing and says the same.
        var again = SampleProgram.Run("plug-in", [study, "--out", folder.Path,
            "--data", Path.Combine(folder.Path, "generated", $"{study}-{cases}-seed-2"), .. Smallest]);
        again.ExitCode.Should().Be(0, again.Error);
        File.ReadAllText(Path.Combine(folder.Path, "results.md")).Should().Be(table);
    }

    [Fact]
    public void Seeds_split_the_cases_anew_and_are_scored_together()
    {
        var (code, output, error) = SampleProgram.Run("plug-in",
            ["busi", "--out", folder.Path, "--cases", "12", .. Smallest, "--seeds", "2"]);

        code.Should().Be(0, error);
        // The seed of --seed and the next one.
        string[] scored = [.. File.ReadLines(Path.Combine(folder.Path, "results.csv")).Where(line => line.Contains("Base+PAM+DAS: "))];
        scored.Count(line => line.Contains(", seed 2")).Should().BePositive().And.Be(scored.Count(line => line.Contains(", seed 3")));
        scored.Select(line => line.Split(", seed ")[0]).Distinct().Should().HaveCountGreaterThan(scored.Length / 2, "the splits differ");
        File.ReadAllText(Path.Combine(folder.Path, "results.md"))
            .Should().MatchRegex(@"\| Base\+PAM \| \d\.\d+ ± \d\.\d+ \((0\.000|[+-]\d+\.\d+) \[.*\], p ");
        File.Exists(Path.Combine(folder.Path, "seed-3", "overlays.png")).Should().BeTrue();
    }

    [Fact]
    public void A_network_in_3D_is_trained_on_stacks_and_scored()
    {
        string[] smallest = ["volumes", "--out", folder.Path, "--size", "32", "--widths", "4,8,8,8", "--epochs", "2", "--seed", "2"];
        var (code, output, error) = SampleProgram.Run("plug-in", [.. smallest, "--cases", "5"]);

        code.Should().Be(0, error);
        output.Should().Contain("6 stacks to train on, 2 to validate, 2 to score.")
            .And.Contain("Heads: stride 1x4x4, stride 1x2x2, stride 1.");
        string table = File.ReadAllText(Path.Combine(folder.Path, "results.md"));
        output.Should().Contain(table);
        table.Should().ContainAll("| structure | Dice | ASSD (mm) |", "| RV ED |", "| Myo ED |", "| LV ED |", "| RV ES |", "| LV ES |");

        // All is there: the same command trains nothing and says the same.
        var again = SampleProgram.Run(
            "plug-in", [.. smallest, "--data", Path.Combine(folder.Path, "generated", "volumes-5-seed-2")]);
        again.ExitCode.Should().Be(0, again.Error);
        File.ReadAllText(Path.Combine(folder.Path, "results.md")).Should().Be(table);

        // Fewer cases are split otherwise: some that are now scored were trained on. The five of before are no longer read.
        Refused("trained-on.txt says \"train patient", [.. smallest, "--cases", "4"]);
        // Checkpoints of another network.
        Refused("another network", [.. smallest.Select(given => given == "4,8,8,8" ? "4,8,8,9" : given), "--cases", "5"]);
    }

    [Fact]
    public void A_folder_of_networks_is_not_resumed_with_other_images_of_the_same_names_or_another_size()
    {
        PhantomFiles.WriteBusi(folder["data"], 8, seed: 1);
        string[] Sized(string size) =>
        [
            "busi", "--out", folder["run"], "--data", folder["data"], "--widths", "4,8,8", "--epochs", "1", "--auto-epochs", "0", "--size",
            size,
        ];
        SampleProgram.Run("plug-in", Sized("32")).ExitCode.Should().Be(0);

        Refused("\"slices, size 32, batch size 8\" where this run has \"slices, size 48, batch size 8\"", Sized("48"));

        foreach (string mask in Directory.GetFiles(folder["data"], "*_mask.png", SearchOption.AllDirectories))
            File.Copy(mask, mask.Replace("_mask", ""), overwrite: true);
        Refused("The networks in", Sized("32"));
    }

    [Fact]
    public void Stacks_of_a_single_slice_are_scored()
    {
        PhantomFiles.WriteAcdc(folder["data"], 5, seed: 1, new() { MinimumSlices = 1, MaximumSlices = 1 });

        var (code, _, error) = SampleProgram.Run(
            "plug-in", "volumes", "--out", folder["run"], "--data", folder["data"], "--size", "32", "--widths", "4,8,8", "--epochs", "1");

        code.Should().Be(0, error);
    }

    [Fact]
    public void An_image_that_is_not_finite_is_named()
    {
        PhantomFiles.WriteAcdc(folder["data"], 5, seed: 1, new() { MinimumSlices = 1, MaximumSlices = 1 });
        string file = Directory.GetFiles(Path.Combine(folder["data"], "patient002"), "*_frame01.nii.gz").Single();
        NiftiImage image = NiftiImage.Read(file);
        float[] voxels = image.ReadFloat32();
        voxels[0] = float.NaN;
        NiftiImage.Create<float>([.. image.Shape], [.. image.Spacing], voxels).Write(file);

        Refused("patient002 ED: its image holds a value that is not a finite number",
            "acdc", "--out", folder["run"], "--data", folder["data"]);
    }

    [Theory]
    [InlineData("no such folder", "volumes", "--data", "no such folder")]
    [InlineData("no such folder", "busi", "--data", "no such folder")]
    [InlineData("no such folder", "acdc", "--data", "no such folder")]
    [InlineData("--seeds", "volumes", "--cases", "5", "--seeds", "2")]
    [InlineData("--auto-epochs is 6 of 5 --epochs; give 0 to 5.", "busi", "--cases", "5", "--epochs", "5")]
    [InlineData("frob: expected one of busi, acdc, volumes", "frob")]
    [InlineData("--size 32,5: expected a whole number, 1 to 4096", "busi", "--size", "32,5")]
    [InlineData("--batch-size 0: expected a whole number, 1 to 4096", "busi", "--batch-size", "0")]
    [InlineData("--widths 4,8,x: expected 3 to 7 whole numbers, 1 to 4096, joined by commas", "busi", "--widths", "4,8,x")]
    [InlineData("--data \"\": is empty", "busi", "--data", "")]
    [InlineData("4, 0, 2 scans to train on, to validate by and to score", "acdc", "--cases", "3")]
    [InlineData("4, 0, 2 scans to train on, to validate by and to score", "volumes", "--cases", "3")]
    public void What_a_user_can_mend_is_one_clear_line(string named, params string[] arguments) =>
        Refused(named, ["--out", folder.Path, .. arguments]);

    [Fact]
    public void A_file_in_place_of_the_output_folder_is_one_clear_line()
    {
        File.WriteAllText(folder["file"], "");

        Refused("no folder can be made there", "busi", "--out", folder["file"], "--cases", "5");
    }

    private static void Refused(string named, params string[] arguments) =>
        SampleProgram.Refuse("plug-in", named, arguments).Should().NotContain("epoch");
}
