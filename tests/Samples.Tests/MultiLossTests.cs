using System.Text.Json;
using Awsnet.Components.Samples;

namespace Awsnet.Components.Tests;

public sealed class MultiLossTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_curve_fit_finds_better_weights_than_equal_ones_without_any_network()
    {
        string picture = folder["curve.png"];
        var rows = Run("--problem", "curve", "--seeds", "3", "--plot", picture);

        var errors = rows.ToDictionary(row => (row.Method, row.Seed), row => row.Error);
        for (long seed = 1; seed <= 3; seed++)
        {
            errors[("reinforce", seed)].Should().BeLessThan(errors[("equal", seed)] / 2);
            errors[("reinforce", seed)].Should().BeLessThan(errors[("equal-longer", seed)] / 2, "it is the weights, not the time");
            errors[("reinforce-replayed", seed)].Should().BeLessThan(errors[("equal", seed)] / 2);
        }
        rows.Where(row => row.Method == "reinforce").Should()
            .OnlyContain(row => row.Weights["sensor B"] < 0.05, "the biased sensor is found out");
        rows.Where(row => row.Method == "reinforce").Should().OnlyContain(row => row.Cost == 10 && row.Seconds > 0);
        RasterImage.Read(picture).Width.Should().Be(1200);
    }

    [Fact]
    public void Two_tasks_without_pictures_learn_better_with_weights_that_are_found()
    {
        var rows = Run("--problem", "two-tasks", "--method", "equal", "equal-longer", "reinforce", "--seeds", $"{Effort.Pick(2, 10)}");

        double Mean(string method) => rows.Where(row => row.Method == method).Average(row => row.Error);
        // Over ten seeds 0.239, 0.241 and 0.167.
        Mean("reinforce").Should().BeLessThan(Mean("equal") - 0.03);
        Mean("reinforce").Should().BeLessThan(Mean("equal-longer") - 0.03, "it is the weights, not the time");
        rows.Where(row => row.Method == "reinforce").Should().OnlyContain(
            row => row.Weights["value"] > 0.9, "the side's loss is large because its notes are wrong, not because it matters");
    }

    [Fact]
    public void The_hypergradient_finds_out_which_auxiliary_task_harms()
    {
        var rows = Run("--problem", "auxiliary", "--method", "equal", "hypergradient", "--seeds", $"{Effort.Pick(3, 20)}");

        foreach (var seed in rows.GroupBy(row => row.Seed))
        {
            ResultRow equal = seed.Single(row => row.Method == "equal"), found = seed.Single(row => row.Method == "hypergradient");
            found.Error.Should().BeLessThan(equal.Error / 4, $"with seed {seed.Key}");
            found.Cost.Should().BeLessThan(1.5 * equal.Cost);
            found.Weights["harmful"].Should().BeLessThan(found.Weights["helpful"] / 5);
        }
    }

    [Fact]
    public void A_search_over_whole_runs_finds_good_weights_at_six_times_the_cost()
    {
        var rows = Run("--problem", "auxiliary", "--method", "equal", "whole-run", "--seeds", $"{Effort.Pick(2, 10)}");

        foreach (var seed in rows.GroupBy(row => row.Seed))
        {
            ResultRow equal = seed.Single(row => row.Method == "equal"), found = seed.Single(row => row.Method == "whole-run");
            found.Error.Should().BeLessThan(equal.Error / 2, $"with seed {seed.Key}");
            // 10/4, then 5/4 and 3/2, with equal weights beside them to the end where they are not among them.
            found.Cost.Should().BeInRange(5.25 * equal.Cost, 6 * equal.Cost);
        }
    }

    [Fact]
    public void Whole_runs_in_processes_come_to_the_same_bits()
    {
        ResultRow here = Run("--problem", "auxiliary", "--method", "whole-run", "--seeds", "1").Single();
        ResultRow there = Run("--problem", "auxiliary", "--method", "whole-run", "--seeds", "1", "--workers", "2", "--folder",
            folder["runs"]).Single();

        (there.Error, there.Cost).Should().Be((here.Error, here.Cost));
        there.Weights.Should().Equal(here.Weights);
        // Ten, then five, then three or four.
        Directory.GetFiles(folder["runs"], "result.json", SearchOption.AllDirectories).Should().HaveCountGreaterThanOrEqualTo(18);
    }

    [Fact]
    public void Candidates_in_processes_come_to_the_same_bits()
    {
        if (!Effort.Full)
            return;   // two hundred and forty processes
        ResultRow here = Run("--problem", "two-tasks", "--method", "reinforce", "--seeds", "1").Single();
        ResultRow there = Run("--problem", "two-tasks", "--method", "reinforce", "--seeds", "1", "--workers", "2").Single();

        (there.Error, there.Cost).Should().Be((here.Error, here.Cost));
        there.Weights.Should().Equal(here.Weights);
    }

    [Fact]
    public void With_workers_a_method_without_candidates_trains_here()
    {
        var rows = Run("--problem", "curve", "--method", "equal-longer", "dwa", "--seeds", "1", "--workers", "2");

        rows.Select(row => row.Cost).Should().Equal([10, 1], "the cost is in trainings with equal weights, whichever comes first");
    }

    [Fact]
    public void Supervision_heads_are_weighed_while_they_find_lesions()
    {
        var rows = Run("--problem", "heads", "--method", "uw-analytic", "--seeds", "1");

        rows.Should().ContainSingle().Which.Error.Should().BeLessThan(0.5);
        rows[0].Weights.Keys.Should().Equal("stride 8", "stride 4", "stride 2", "stride 1");
    }

    [Fact]
    public void A_useless_task_is_switched_off()
    {
        var rows = Run("--problem", "digits", "--method", "hypergradient", "--seeds", $"{Effort.Pick(1, 10)}");

        rows.Should().OnlyContain(row => row.Weights["noise"] < row.Weights["digit"] / 5);
    }

    [Fact]
    public void A_badly_scaled_differential_equation_is_solved_by_weights_at_no_cost()
    {
        var rows = Run("--problem", "poisson", "--method", "equal", "uw-analytic", "--seeds", $"{Effort.Pick(1, 5)}");

        rows.Where(row => row.Method == "equal").Should().OnlyContain(row => row.Error > 0.5);
        rows.Where(row => row.Method == "uw-analytic").Should().OnlyContain(row => row.Error < 0.05);
    }

    [Fact]
    public void Seeds_may_begin_anywhere_and_an_unknown_method_is_one_clear_line()
    {
        Run("--problem", "curve", "--method", "equal", "--first-seed", "7", "--seeds", "2").Select(row => row.Seed).Should().Equal(7, 8);

        Refused("equal-longer", "--problem", "curve", "--method", "magic");
    }

    [Theory]
    [InlineData("--problem frob: expected one of auxiliary", "--problem", "frob")]
    [InlineData("--seeds 1,5: expected a whole number, 1 to 9999", "--problem", "curve", "--seeds", "1,5")]
    [InlineData("create it first", "--problem", "curve", "--json", "no such folder/rows.json")]
    [InlineData("is a folder; expected a file to write", "--problem", "curve", "--plot", ".")]
    [InlineData("curve makes its own data", "--problem", "curve", "--data", ".")]
    [InlineData("--folder: it is for the processes of --workers", "--problem", "curve", "--folder", ".")]
    [InlineData("--launcher: it is for the processes of --workers", "--problem", "curve", "--launcher", "local", "--workers", "0")]
    public void What_a_user_can_mend_is_one_clear_line(string named, params string[] arguments) => Refused(named, arguments);

    [Fact]
    public void Too_few_images_are_one_clear_line()
    {
        PhantomFiles.WriteBusi(folder["busi"], 1, seed: 1);

        Refused("1, 0, 0 images to train on, to validate by and to test on",
            "--problem", "heads", "--method", "equal", "--data", folder["busi"]);
    }

    [Fact]
    public void A_search_in_a_folder_is_not_resumed_with_other_images()
    {
        PhantomFiles.WriteBusi(folder["busi"], 12, seed: 1);
        TrainedOn.Check(folder["heads-whole-run-1"], "heads", [TrainedOn.Line("benign (1)", [[0]], new byte[1])], []);

        Refused("Choose another folder.", "--problem", "heads", "--method", "whole-run", "--data", folder["busi"], "--workers", "1",
            "--folder", folder.Path);
    }

    [Fact]
    public void A_damaged_file_of_the_data_is_one_clear_line()
    {
        PhantomFiles.WriteBusi(folder["busi"], 3, seed: 1);
        string damaged = Directory.GetFiles(Path.Combine(folder["busi"], "benign")).First(file => !file.Contains("mask"));
        File.WriteAllText(damaged, "no image");

        Refused(Path.GetFileName(damaged), "--problem", "heads", "--method", "equal", "--data", folder["busi"]);
    }

    [Fact]
    public void An_epoch_on_one_loss_lowers_that_loss()
    {
        foreach (string name in CurveFit.Losses.Names)
        {
            var fit = new CurveFit.Fit(new CurveFit.Measurements(4));
            var rough = LossWeights.Of(("sensor A", 0), ("sensor B", 1), ("roughness", 0), ("size", 0));
            fit.TrainEpoch(rough, new EpochContext(0, 0, 1), null, default);
            var only = LossWeights.Of(CurveFit.Losses.Names.Select(other => (other, other == name ? 1.0 : 0.0)));
            int loss = CurveFit.Losses.Names.IndexOf(name);
            double Epoch(long seed) => fit.TrainEpoch(only, new EpochContext(1, 0, seed), null, default)[loss];
            double before = Epoch(2);
            Epoch(3).Should().BeLessThan(before);
        }
    }

    private static void Refused(string named, params string[] arguments) =>
        SampleProgram.Refuse("multi-loss", named, arguments).Should().BeEmpty();

    private ResultRow[] Run(params string[] arguments)
    {
        string file = folder["rows.json"];
        var (code, output, error) = SampleProgram.Run("multi-loss", [.. arguments, "--json", file]);
        code.Should().Be(0, error);
        using var written = JsonDocument.Parse(File.ReadAllText(file));
        ResultRow[] rows = written.RootElement.GetProperty("rows").Deserialize<ResultRow[]>(JsonSerializerOptions.Web)!;
        output.Should().ContainAll(rows.Select(row => row.Method));
        written.RootElement.GetProperty("problem").GetString().Should().Be(arguments[1]);
        return rows;
    }
}
