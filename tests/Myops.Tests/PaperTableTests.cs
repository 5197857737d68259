using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops.Tests;

// It draws from torch's one generator, from which trainings beside it would draw too.
[Collection(TrainedRunCollection.Name)]
public sealed class PaperTableTests
{
    private static readonly PipelineOptions Paper = PipelineOptions.Preset("paper");

    [Fact]
    public void Every_row_of_the_paper_has_its_row_here_and_none_is_made_up()
    {
        foreach (var table in PaperTables.All)
        {
            string[] ours = [.. table.Rows.Select(row => row.PaperRow).OfType<string>()];
            if (table.Rows.Count == 0) ours = [.. table.Comparisons.Select(one => one.Name)];
            ours.Should().Equal(PaperNumbers.RowsOf(table.Number), $"of Table {table.Number}");
        }

        PaperTables.All.Select(table => table.Number).Should().Equal(1, 2, 3, 4, 5, 6, 7, 8);
    }

    [Fact]
    public void Cells_are_the_paper_s()
    {
        // Wang et al. 2022: Table 1, PAM+DAS+DCL and its ensemble; Table 2; Table 6, the best team; Table 8, No-RL.
        PaperNumbers.Cell(1, "PAM+DAS+DCL", "scar", "dice").Should().Be("0.658");
        PaperNumbers.Cell(1, "PAM+DAS+DCL*", "scar+edema", "hd_mm").Should().Be("15.34");
        PaperNumbers.Cell(2, "PAM+DAS vs. Base", "scar+edema", "p_hd").Should().Be("<0.001");
        PaperNumbers.Cell(6, "Team1 (Zhai et al. 2020)", "average", "dice").Should().Be("0.702");
        PaperNumbers.Cell(6, "Team1 (Zhai et al. 2020)", "average", "dice_std").Should().BeNull();
        PaperNumbers.Cell(8, "No-RL", "scar", "asd_mm_std").Should().Be("4.73");
        PaperNumbers.Cell(8, "Nobody", "scar", "dice").Should().BeNull();
    }

    [Theory]
    // Gate, heads, cross-entropy, epochs with fixed weights, auto-weighted epochs: the paper's 200 epochs, 50 of them DAS
    // (or, for equal weights, under a controller that proposes them alone).
    [InlineData("base", false, 1, 0, 200, 0)]
    [InlineData("pam", true, 1, 0, 200, 0)]
    [InlineData("das", false, 4, 0, 150, 50)]
    [InlineData("pam-ds", true, 4, 0, 150, 50)]
    [InlineData("pam-ds-dcl", true, 4, 0.25, 150, 50)]
    [InlineData("pam-das", true, 4, 0, 150, 50)]
    [InlineData("pam-das-dcl", true, 4, 0.25, 150, 50)]
    [InlineData("single", true, 4, 0.25, 150, 50)]
    [InlineData("lge", true, 4, 0.25, 150, 50)]
    [InlineData("unet", false, 1, 0.25, 200, 0)]
    [InlineData("unetpp", false, 1, 0.25, 200, 0)]
    [InlineData("nnunet", false, 4, 0.25, 200, 0)]
    [InlineData("nnunet-own", false, 4, 1, 200, 0)]
    [InlineData("fixed-optimal", true, 4, 0.25, 200, 0)]
    [InlineData("genetic", true, 4, 0.25, 150, 50)]
    [InlineData("gradient", true, 4, 0.25, 200, 0)]
    [InlineData("no-rl", true, 4, 0.25, 150, 50)]
    public void An_arm_differs_from_the_preset_as_its_definition_says(
        string id, bool gate, int heads, double crossEntropy, int fixedEpochs, int autoEpochs)
    {
        var fine = Arms.Named(id).Change(Paper).Fine;
        (fine.Gate, fine.Heads, fine.CrossEntropyWeight, fine.FixedEpochs, fine.AutoEpochs).Should()
            .Be((gate, heads, crossEntropy, fixedEpochs, autoEpochs));
    }

    [Fact]
    public void Equal_weights_stay_equal_under_their_controller()
    {
        using var scope = NewDisposeScope();
        var controller = WeightFinder.Create(Arms.Named("pam-ds-dcl").Change(Paper).Fine, seed: 1);
        foreach (var proposal in controller.Ask(3)) proposal.Weights.Values.Should().Equal(0.25, 0.25, 0.25, 0.25);
    }

    [Fact]
    public void Fixed_weights_sum_to_1_and_keep_the_heads_nearest_to_the_output_where_there_are_fewer()
    {
        var four = Arms.Named("fixed-optimal").Change(Paper).Fine;
        four.ScarWeights.Should().Equal([0.156, 0.2, 0.24, 0.404], (own, expected) => Math.Abs(own - expected) < 1e-12);
        // The paper's four for scar and edema sum to 1.001.
        four.PathologyWeights!.Sum().Should().BeApproximately(1, 1e-12);

        var three = Arms.Named("nnunet").Change(PipelineOptions.Preset("tiny")).Fine;
        // 1/4, 1/2, 1 over their sum of 7/4.
        three.ScarWeights.Should().Equal(1 / 7.0, 2 / 7.0, 4 / 7.0);
    }

    [Fact]
    public void Every_arm_s_network_takes_its_sequences_and_gives_its_classes()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var arm in Arms.All)
        {
            var fine = arm.Change(PipelineOptions.Preset("tiny")).Fine;
            using var network = Networks.Fine(fine, "fp32");
            network.eval();
            network.Predict(zeros(1, fine.Sequences.Count, 48, 48)).shape.Should().Equal([1, fine.OneForBoth ? 4 : 3, 48, 48], arm.Id);
            network.Heads.Should().Be(fine.Heads, arm.Id);
        }
    }

    [Fact]
    public void A_patient_counts_once_by_the_mean_over_the_seeds_and_pairs_are_what_both_arms_have()
    {
        var first = Scores("base", (1, "a", 0.2), (1, "b", 0.4), (2, "a", 0.4), (2, "b", 0.4));
        var second = Scores("pam", (1, "a", 0.5), (1, "b", 0.6));

        // a: (0.2 + 0.4) / 2, b: 0.4.
        first.Values("scar", TableMetric.Dice).Should().Equal([0.3, 0.4], (own, expected) => Math.Abs(own - expected) < 1e-12);
        first.Ledger("scar").Should().Be(new EmptyCaseLedger(4, 0, 0, 0));

        // Seed 1 alone: 0.5 − 0.2 and 0.6 − 0.4.
        var test = ArmScores.Compare("PAM vs. Base", first, second, "scar", TableMetric.Dice);
        test.Pairs.Should().Be(2);
        test.MeanDifference.Should().BeApproximately(0.25, 1e-12);
    }

    private static ArmScores Scores(string arm, params (long Seed, string Case, double Dice)[] scores) => new(
        Arms.Named(arm),
        [.. scores.Select(score => new CaseScore
        {
            Seed = score.Seed,
            Fold = 1,
            Case = score.Case,
            Target = "scar",
            Dice = score.Dice,
            Jaccard = 0,
            Hausdorff = 0,
            Hausdorff95 = 0,
            SurfaceDistance = 0,
            Empty = EmptyCase.None,
        })],
        []);
}
