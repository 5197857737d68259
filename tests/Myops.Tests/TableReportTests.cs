namespace Awsnet.Components.Myops.Tests;

public sealed class TableReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Means_tests_ledger_and_the_paper_s_numbers_stand_side_by_side()
    {
        var experiment = Begin();
        Scores(experiment, "pam-ds-dcl", ("a", 0.5, 10, ""), ("b", 0.6, 20, ""), ("c", 0.7, 30, ""));
        Scores(experiment, "pam-das-dcl", ("a", 0.55, 9, ""), ("b", 0.7, 15, "both_empty"), ("c", 0.72, 28, "missed"));

        new TableReport(experiment, PaperTables.Of("7"), Folds).Write();

        var text = File.ReadAllText(Path.Combine(experiment.Path, "table-7.md"));
        // numpy: means 0.6 and 0.65667, deviations (ddof 1) 0.1 and 0.09292; of HD 17.333 and 9.713.
        text.Should().Contain("| equal | 0.600 ± 0.100 | 0.639 ± 0.259 |");
        text.Should().Contain("| auto-weighting | 0.657 ± 0.093 | 0.658 ± 0.253 |").And.Contain("| 17.33 ± 9.71 | 14.13 ± 11.90 |");
        text.Should().Contain("| fixed optimal | not run | 0.646 ± 0.253 |")
            .And.Contain("fixed optimal (fixed-optimal): as PAM+DS+DCL with the weights that the paper found best; not run.");
        // One name for one arm: here, in the tests and at the foot.
        text.Should().Contain("| auto-weighting | scar | 3 | 1 | 1 | 0 |").And.Contain("- equal (pam-ds-dcl): ")
            .And.NotContain("| PAM+D").And.Contain("All arms share folds, seeds and the fold's CASN.")
            .And.Contain("distances 0 when both are empty, the image's diagonal when missed").And.Contain("- measured by: volume");
        // scipy.stats.ttest_rel([.55, .7, .72], [.5, .6, .7]): p = 0.135841; of HD [9, 15, 28] and [10, 20, 30]: p = 0.156726.
        var lines = File.ReadAllLines(Path.Combine(experiment.Path, "table-7.csv"));
        P(lines, "scar,p_dice").Should().BeApproximately(0.135841435, 1e-6);
        P(lines, "scar,p_hd").Should().BeApproximately(0.156725957, 1e-6);
        lines.Should().Contain("7,fixed optimal vs. equal,fixed-optimal:pam-ds-dcl,scar,p_dice,,,,,");
        lines.Should().Contain(line => line.StartsWith("7,fixed optimal,fixed-optimal,scar,dice,,,,0.646,0.253", StringComparison.Ordinal));
        File.ReadAllLines(Path.Combine(experiment.Path, "table-7-cases.csv"))[1].Should().Be("pam-ds-dcl,1,1,a,scar,0.5,0.25,10,8,2,");
    }

    [Fact]
    public void A_table_of_tests_has_p_values_beside_the_paper_s_and_says_what_was_not_run()
    {
        var experiment = Begin();
        Scores(experiment, "unet", ("a", 0.5, 10, ""), ("b", 0.6, 20, ""), ("c", 0.7, 30, ""));
        Scores(experiment, "pam-das-dcl", ("a", 0.55, 9, ""), ("b", 0.7, 15, ""), ("c", 0.72, 28, ""));

        new TableReport(experiment, PaperTables.Of("5"), Folds).Write();

        var text = File.ReadAllText(Path.Combine(experiment.Path, "table-5.md"));
        text.Should().Contain("| ours vs. U-Net | 0.136 | <0.05 | 0.157 | <0.05 | 0.136 | <0.001 | 0.157 | <0.001 | 3 |");
        text.Should().Contain("| ours vs. U-Net++ | not run | 0.11 | not run | <0.05 | not run | <0.001 | not run | <0.05 | – |");
    }

    [Fact]
    public void The_average_of_both_targets_is_taken_patient_by_patient()
    {
        var experiment = Begin();
        Scores(experiment, "ensemble", ("a", 0.5, 1, ""), ("b", 0.7, 1, ""));

        new TableReport(experiment, PaperTables.Of("6"), Folds).Write();

        // Both targets have the same Dice here, so their average has its mean too.
        File.ReadAllText(Path.Combine(experiment.Path, "table-6.md")).Should().Contain("## average")
            .And.Contain("| Ours | 0.600 ± 0.141 | 0.707 | 2 |");
    }

    [Fact]
    public void Arms_of_fewer_seeds_are_named()
    {
        var experiment = Begin();
        IReadOnlyList<Fold> folds = [Folds[0], Folds[0] with { Seed = 2 }];
        foreach (var fold in folds) Scores(experiment, fold, "pam-das-dcl", ("a", 0.5, 1, ""), ("b", 0.7, 1, ""));
        Scores(experiment, "lge", ("a", 0.5, 1, ""), ("b", 0.7, 1, ""));

        new TableReport(experiment, PaperTables.Of("3"), folds).Write();

        File.ReadAllText(Path.Combine(experiment.Path, "table-3.md")).Should().NotContain("All arms share folds, seeds")
            .And.Contain("Not all arms are run on all folds and seeds (LGE: 2 of 4 results)");
    }

    [Fact]
    public void A_table_of_choices_says_nothing_of_the_paper()
    {
        var experiment = Begin();
        Scores(experiment, "preset", ("a", 0.5, 1, ""), ("b", 0.7, 1, ""));

        new TableReport(experiment, Choices.Table(new Dictionary<string, string>()), Folds).Write();

        var text = File.ReadAllText(Path.Combine(experiment.Path, "table-choices.md"));
        text.Should().NotContainEquivalentOf("paper", "there is nothing to compare with")
            .And.Contain("| preset | 0.600 ± 0.141 | 0.250 ± 0.000 | ");
    }

    private static IReadOnlyList<Fold> Folds { get; } = [new Fold { Seed = 1, Number = 1, Name = "fold 1", Seen = [], HeldOut = [] }];

    private static double P(string[] lines, string metric) => double.Parse(
        lines.Single(line => line.StartsWith($"7,auto-weighting vs. equal,pam-das-dcl:pam-ds-dcl,{metric},3,", StringComparison.Ordinal))
            .Split(',')[6],
        System.Globalization.CultureInfo.InvariantCulture);

    private ExperimentFolder Begin() => ExperimentFolder.Begin(Path.Combine(folder.Path, "experiment"), new ExperimentRecord
    {
        Preset = "tiny",
        Folds = 2,
        Seed = 1,
        Device = "cpu",
        Compute = "fp32",
        ComputeReason = "asked for",
        Threads = 1,
        Data = folder.Path,
        Labels = folder.Path,
        Cases = new[] { "a", "b", "c" }.ToDictionary(id => id, id => new CaseFingerprint(id, id)),
        Options = PipelineOptions.Preset("tiny"),
        Versions = new Dictionary<string, string>(),
    });

    /// <summary>Scores as the evaluation writes them, alike for both targets.</summary>
    private static void Scores(
        ExperimentFolder experiment, string arm, params (string Case, double Dice, double Hausdorff, string Empty)[] scores) =>
        Scores(experiment, Folds[0], arm, scores);

    private static void Scores(
        ExperimentFolder experiment, Fold fold, string arm, params (string Case, double Dice, double Hausdorff, string Empty)[] scores)
    {
        var cases = scores.Select(score =>
        {
            var empty = score.Empty.Length == 0 ? "" : $",\"empty\":\"{score.Empty}\"";
            var values = FormattableString.Invariant(
                $"{{\"dice\":{score.Dice},\"jaccard\":0.25,\"hd\":{score.Hausdorff},\"hd95\":8,\"assd\":2{empty}}}");
            return $"{{\"case\":\"{score.Case}\",\"scar\":{values},\"scar+edema\":{values}}}";
        });
        TextFile.Write(Path.Combine(experiment.ArmFolder(fold, arm), "scores.json"),
            $"{{\"cases\":[{string.Join(',', cases)}],\"conventions\":[\"volume\"]}}");
    }
}
