using System.IO.Pipes;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops.Tests;

public sealed class EvaluateTests : IDisposable
{
    private static readonly int[] Shape = [12, 10, 3];
    private static readonly short[] Marked = LabelFile.Box(Shape, 2221, 2..6, 2..6, 0..2);
    private static readonly short[] Shifted = LabelFile.Box(Shape, 2221, 3..7, 2..6, 0..2);
    private readonly TemporaryFolder folder = new();

    private string Truth => Path.Combine(folder.Path, "truth");

    private string Pred => Path.Combine(folder.Path, "pred");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Json_keeps_the_contract_and_hand_counted_scores()
    {
        // Truth: scar in 4 x 4 x 2 = 32 voxels. Prediction: the same box one voxel on along x: 24 in common.
        Write("a", Marked, Shifted);

        var entry = Case(Run(), "a")["scar"]!;

        entry["dice"]!.GetValue<double>().Should().BeApproximately(48.0 / 64, 1e-12);
        entry["jaccard"]!.GetValue<double>().Should().BeApproximately(24.0 / 40, 1e-12);
        // The farthest surface voxel of either box lies one voxel of 0.75 mm off the other box.
        entry["hd"]!.GetValue<double>().Should().BeApproximately(0.75, 1e-9);
        entry["hd95"]!.GetValue<double>().Should().BeApproximately(0.75, 1e-9);
        // Two slices: every voxel is surface. 8 of each 32 lie 0.75 mm off, the others 0: 16 · 0.75 / 64.
        entry["assd"]!.GetValue<double>().Should().BeApproximately(0.1875, 1e-9);
        // No edema: scar+edema is the same structure here.
        Case(Run(), "a")["scar+edema"]!["dice"]!.GetValue<double>().Should().BeApproximately(0.75, 1e-12);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named_as_it_was_given()
    {
        Write("a", Marked, Shifted);
        var tooLong = folder[new string('a', 240)];

        Cli.Run("evaluate", "--truth", Truth, "--pred", Pred, "--json", tooLong).Error.Should().Contain(tooLong).And.NotContain(".tmp");
    }

    [Fact]
    public async Task A_pipe_is_written_to_and_not_replaced()
    {
        if (OperatingSystem.IsWindows()) return;
        using var reads = new AnonymousPipeServerStream(PipeDirection.In);
        var pipe = $"/dev/fd/{reads.GetClientHandleAsString()}";
        var read = new StreamReader(reads).ReadToEndAsync();

        TextFile.Write(pipe, "scores");
        reads.DisposeLocalCopyOfClientHandle();

        (await read).Should().Be("scores");
    }

    [Fact]
    public void Annotations_may_lie_in_a_folder_of_each_case()
    {
        LabelFile.Write(Path.Combine(Truth, "a"), "a_gd.nii.gz", Shape, Marked);
        LabelFile.Write(Truth, "b_gd.nii.gz", Shape, Marked);
        LabelFile.Write(Pred, "a_pred.nii.gz", Shape, Marked);
        LabelFile.Write(Pred, "b_pred.nii.gz", Shape, Marked);

        Case(Run(), "a")["scar"]!["dice"]!.GetValue<double>().Should().Be(1);

        LabelFile.Write(Truth, "a_gd.nii.gz", Shape, Marked);
        Cli.Run("evaluate", "--truth", Truth, "--pred", Pred).ShouldBeBadInput(
            Path.Combine("a", "a_gd.nii.gz") + ": is there beside", "Remove the one that is not meant");
    }

    [Theory, InlineData(0.752, true), InlineData(0.76, false)]
    public void Grids_may_lie_as_far_apart_as_those_of_a_case_that_is_trained_on(double spacingMm, bool isFine)
    {
        LabelFile.Write(Truth, "a_gd.nii.gz", Shape, Marked);
        Directory.CreateDirectory(Pred);
        NiftiImage.Create<short>(Shape, [spacingMm, spacingMm, 12], Marked).Write(Path.Combine(Pred, "a_pred.nii.gz"));

        // The far corner lies √(11² + 9²) · 0.002 = 0.028 mm off, or √(11² + 9²) · 0.01 = 0.142 mm; 0.075 mm are allowed.
        if (isFine) Case(Run(), "a")["scar"]!["dice"]!.GetValue<double>().Should().Be(1);
        else Cli.Run("evaluate", "--truth", Truth, "--pred", Pred).ShouldBeBadInput("a_pred.nii.gz", "0.142 mm apart");
    }

    [Fact]
    public void A_file_beside_its_compressed_self_is_the_same_one_and_the_compressed_one_counts()
    {
        LabelFile.Write(Truth, "a_gd.nii.gz", Shape, Marked);
        LabelFile.Write(Truth, "a_gd.nii", Shape, new short[360]);
        LabelFile.Write(Pred, "a_pred.nii.gz", Shape, Marked);

        Case(Run(), "a")["scar"]!["dice"]!.GetValue<double>().Should().Be(1);
    }

    [Fact]
    public void Files_that_macOS_puts_beside_others_are_no_cases()
    {
        Write("a", Marked, Marked);
        foreach (var path in new[] { Path.Combine(Truth, "._a_gd.nii.gz"), Path.Combine(Pred, "._a_pred.nii.gz") })
            File.WriteAllText(path, "no image");

        Run()["cases"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public void Edema_counts_for_scar_and_edema_only()
    {
        Write("a", LabelFile.Box(Shape, 1220, 2..6, 2..6, 0..2), Marked);
        var json = Run();
        Case(json, "a")["scar+edema"]!["dice"]!.GetValue<double>().Should().Be(1);
        Case(json, "a")["scar"]!["dice"]!.GetValue<double>().Should().Be(0);
        Case(json, "a")["scar"]!["empty"]!.GetValue<string>().Should().Be("hallucinated");
    }

    [Fact]
    public void Empty_masks_follow_the_policy_and_stand_in_the_ledger()
    {
        Write("both", new short[360], new short[360]);
        Write("missed", Marked, new short[360]);

        var json = Run();

        Case(json, "both")["scar"]!["dice"]!.GetValue<double>().Should().Be(1);
        Case(json, "both")["scar"]!["hd"]!.GetValue<double>().Should().Be(0);
        Case(json, "missed")["scar"]!["dice"]!.GetValue<double>().Should().Be(0);
        // √((12 · 0.75)² + (10 · 0.75)² + (3 · 12)²) = √(81 + 56.25 + 1296)
        Case(json, "missed")["scar"]!["hd"]!.GetValue<double>().Should().BeApproximately(Math.Sqrt(1433.25), 1e-9);
        var ledger = json["ledger"]!["scar"]!;
        ledger["n"]!.GetValue<int>().Should().Be(2);
        ledger["both_empty"]!.GetValue<int>().Should().Be(1);
        ledger["missed"]!.GetValue<int>().Should().Be(1);
        ledger["hallucinated"]!.GetValue<int>().Should().Be(0);
        json["summary"]!["scar"]!["dice"]!["mean"]!.GetValue<double>().Should().Be(0.5);
    }

    [Fact]
    public void Slice_mode_scores_each_slice_in_the_plane()
    {
        Write("a", Marked, Shifted);
        var cases = Run("--mode", "slice")["cases"]!.AsArray();
        cases.Should().HaveCount(3);
        cases.Select(c => c!["slice"]!.GetValue<int>()).Should().Equal(0, 1, 2);
        // 12 border voxels of 4 x 4 each: the 4 of the far column lie 0.75 mm off; the truth's right-hand
        // column and the prediction's left-hand one lie inside the other square, at most 0.75 mm from its border.
        cases[0]!["scar"]!["hd"]!.GetValue<double>().Should().BeApproximately(0.75, 1e-9);
        cases[2]!["scar"]!["empty"]!.GetValue<string>().Should().Be("both_empty");
    }

    [Fact]
    public void The_table_names_cases_means_and_what_was_left_out()
    {
        LabelFile.Write(Truth, "a_gd.nii.gz", Shape, Marked);
        LabelFile.Write(Truth, "b_gd.nii.gz", Shape, new short[360]);
        LabelFile.Write(Pred, "a_pred.nii.gz", Shape, Shifted);
        var result = Cli.Run("evaluate", "--truth", Truth, "--pred", Pred);
        result.ShouldSucceed();
        result.Output.Should().Contain("scar+edema").And.Contain("0.750").And.Contain("mean ± std").And.Contain("n = 1");
        result.Error.Should().Contain("left out: b");
        result.Output.Should().NotContain("nan", "one case has a mean and no deviation");
    }

    [Fact]
    public void The_last_lines_say_how_well_what_is_there_was_found_and_count_the_rest()
    {
        Write("shifted", Marked, Shifted);
        Write("equal", Marked, Marked);
        Write("missed", Marked, new short[360]);
        Write("false", new short[360], Marked);
        var result = Cli.Run("evaluate", "--truth", Truth, "--pred", Pred);

        result.ShouldSucceed();
        // Dice 0.75 (above), 1 and 0: mean 7/12, Σ(x − 7/12)² = 13/24, s = √(13/48). HD 0.75 and 0 mm, ASSD 0.1875 and 0 mm.
        const string Scar = """
              scar: Dice 0.583, mean of the 3 cases that have it, ± 0.520
                missed in 1 of 3 with it; marked in 1 of 1 without it
                HD median 0.4, mean 0.4 mm; ASSD median 0.09, mean 0.09 mm; 2 cases, 2 left out

            """;
        result.Output.ReplaceLineEndings("\n").Should().EndWith($"At a glance\n{Scar}{Scar.Replace("scar:", "scar+edema:")}");
        var glance = Run()["glance"]!["scar"]!;
        glance["dice"]!["mean"]!.GetValue<double>().Should().BeApproximately(7 / 12.0, 1e-12);
        glance["left_out"]!.GetValue<int>().Should().Be(2);
    }

    [Fact]
    public void Bad_folders_grids_and_labels_are_named()
    {
        Cli.Run("evaluate", "--truth", Truth, "--pred", Pred).ShouldBeBadInput("truth", "no such folder");
        Directory.CreateDirectory(Truth);
        Directory.CreateDirectory(Pred);
        Cli.Run("evaluate", "--truth", Truth, "--pred", Pred).ShouldBeBadInput("truth", "_gd.nii.gz");

        LabelFile.Write(Truth, "a_gd.nii.gz", Shape, new short[360]);
        LabelFile.Write(Pred, "b_pred.nii.gz", Shape, new short[360]);
        Cli.Run("evaluate", "--truth", Truth, "--pred", Pred).ShouldBeBadInput("b_pred.nii.gz", "b_gd.nii.gz");
        File.Delete(Path.Combine(Pred, "b_pred.nii.gz"));

        LabelFile.Write(Pred, "a_pred.nii.gz", [10, 12, 3], new short[360]);
        Cli.Run("evaluate", "--truth", Truth, "--pred", Pred).ShouldBeBadInput("a_pred.nii.gz", "10 x 12 x 3");

        LabelFile.Write(Pred, "a_pred.nii.gz", Shape, LabelFile.Box(Shape, 7, 0..1, 0..1, 0..1));
        var report = Path.Combine(folder.Path, "m.json");
        Cli.Run("evaluate", "--truth", Truth, "--pred", Pred, "--json", report).ShouldBeBadInput("a_pred.nii.gz", "label 7");
        File.Exists(report).Should().BeFalse();

        LabelFile.Write(Pred, "a_pred.nii.gz", Shape, new short[360]);
        Cli.Run("evaluate", "--truth", Truth, "--pred", Pred, "--json", Pred).ShouldBeBadInput($"{Pred}: this is a folder");
    }

    private void Write(string id, short[] truth, short[] predicted)
    {
        LabelFile.Write(Truth, $"{id}_gd.nii.gz", Shape, truth);
        LabelFile.Write(Pred, $"{id}_pred.nii.gz", Shape, predicted);
    }

    private JsonNode Run(params string[] more)
    {
        var report = Path.Combine(folder.Path, "metrics.json");
        Cli.Run(["evaluate", "--truth", Truth, "--pred", Pred, "--json", report, .. more]).ShouldSucceed();
        return JsonNode.Parse(File.ReadAllText(report))!;
    }

    private static JsonNode Case(JsonNode json, string id) =>
        json["cases"]!.AsArray().Single(entry => entry!["case"]!.GetValue<string>() == id)!;
}
