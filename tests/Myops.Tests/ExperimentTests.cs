using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops.Tests;

[Collection(TrainedRunCollection.Name)]
public sealed class ExperimentTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Output => Path.Combine(folder.Path, "experiment");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_table_is_trained_over_an_interruption_and_others_share_its_arms()
    {
        var stopped = Cli.StopAt("fold 1 pam-das-dcl asan-scar  epoch 2/", Arguments(7, "--arms", "pam-das-dcl", "--members", "2"));
        stopped.Code.Should().Be(ExitCode.Interrupted);
        stopped.Output.Should().Contain("1 arm on 3 cases in 3 folds, seed 1.");
        stopped.Error.Should().Contain($"myops experiment --table 7 --out {Output} --arms pam-das-dcl");

        var resumed = Cli.Run("experiment", "--table", "7", "--out", Output, "--arms", "pam-das-dcl", "--jobs", "2");

        resumed.ShouldSucceed();
        resumed.Output.Should().NotContain("fold 1 casn-locate").And.NotContain("fold 1 pam-das-dcl asan-scar  epoch 1/");
        resumed.Output.Should().Contain("fold 2 casn-locate  epoch 1/").And.Contain("| auto-weighting |")
            .And.Contain("| equal | not run |");
        CheckFolds();
        CheckArm("pam-das-dcl");

        // Everything that Table 3 needs of this arm is there: nothing is trained.
        var shared = Cli.Run("experiment", "--table", "3", "--out", Output, "--arms", "pam-das-dcl");
        shared.ShouldSucceed();
        shared.Output.Should().NotContain("  epoch ");
        File.ReadAllLines(Path.Combine(Output, "table-3.csv")).Should()
            .Contain(line => line.StartsWith("3,LGE+T2,pam-das-dcl,scar,dice,3,", StringComparison.Ordinal));
        File.ReadAllLines(Path.Combine(Output, "table-3-cases.csv")).Should().HaveCount(1 + (3 * 2));

        CheckSharedBeginning();

        // The ensemble's first member is that arm; its second is trained.
        var ensemble = Cli.Run("experiment", "--table", "6", "--out", Output);
        ensemble.ShouldSucceed();
        ensemble.Output.Should().Contain("fold 1 ensemble asan-scar-2  epoch 1/").And.NotContain("fold 1 ensemble asan-scar  epoch ");
        ensemble.Output.Should().Contain("| Team1 (Zhai et al. 2020) | not run | 0.672 ± 0.244 | – |");
        NetworkOf("ensemble", "asan-scar").Should().Equal(NetworkOf("pam-das-dcl", "asan-scar"))
            .And.NotEqual(NetworkOf("ensemble", "asan-scar-2"));

        foreach (var table in PaperTables.All.Take(Effort.Pick(0, PaperTables.All.Count))) CheckWholeTable(table);
        Cli.Run(Arguments(7, "--folds", "2")).ShouldBeBadInput("--folds 3", "not 2");
        Cli.Run("experiment", "--table", "7", "--out", Output, "--data", trained.Unseen).ShouldBeBadInput("--data");
        Cli.Run("experiment", "--table", "7", "--out", Output, "--candidates", "7").ShouldBeBadInput("experiment.json");
    }

    [Fact]
    public void What_cannot_be_run_is_refused_before_anything_is_written()
    {
        Cli.Run("experiment", "--table", "9", "--out", Output).ShouldBeBadInput("9");
        Cli.Run("experiment", "--table", "1", "--out", Output, "--arms", "genetic").ShouldBeBadInput("genetic", "pam-ds-dcl");
        Cli.Run("experiment", "--table", "8", "--out", Output).ShouldBeBadInput("--data");
        Cli.Run("experiment", "--table", "8", "--out", Output, "--data", trained.Data, "--seeds", "0").ShouldBeBadInput("--seeds 0");
        Cli.Run("experiment", "--table", "8", "--out", Output, "--data", trained.Data, "--folds", "1").ShouldBeBadInput("--folds 1");
        Cli.Run("experiment", "--table", "8", "--out", Output, "--data", trained.Data, "--folds", "4")
            .ShouldBeBadInput("--folds 4", "3 cases");
        Cli.Run("experiment", "--table", "8", "--out", Output, "--data", trained.Unseen, "--folds", "2")
            .ShouldBeBadInput("--folds 2", "two are needed");
        Cli.Run("experiment", "--table", "8", "--out", trained.Data, "--data", trained.Data).ShouldBeBadInput("no experiment");
        Directory.Exists(Output).Should().BeFalse();
    }

    /// <summary>Arms that begin alike share their first epochs, and end with the bits that they have when trained whole.</summary>
    private void CheckSharedBeginning()
    {
        string[] arguments = ["experiment", "--table", "7", "--out", Output, "--arms", "pam-ds-dcl", "pam-das-dcl"];
        var shared = Cli.Run(arguments);
        shared.ShouldSucceed();
        shared.Output.Should().Contain("fold 1 pam-ds-dcl asan-scar  epoch 2/").And.NotContain("fold 1 pam-ds-dcl asan-scar  epoch 1/");
        var (network, losses) = (NetworkOf("pam-ds-dcl", "asan-scar"), LastLosses("pam-ds-dcl"));
        losses.Should().NotBe(LastLosses("pam-das-dcl"));

        var fold = Path.Combine(Output, "seed-1", "fold-1");
        Directory.Delete(Path.Combine(fold, "beginnings"), recursive: true);
        Directory.Delete(Path.Combine(fold, "arms", "pam-ds-dcl"), recursive: true);
        var whole = Cli.Run(arguments);
        whole.Output.Should().Contain("fold 1 pam-ds-dcl asan-scar  epoch 1/");
        NetworkOf("pam-ds-dcl", "asan-scar").Should().Equal(network);
        LastLosses("pam-ds-dcl").Should().Be(losses);
    }

    /// <summary>The losses of the last epoch to the last digit: all that was trained before shows in them.</summary>
    private string LastLosses(string arm) => JsonNode.Parse(
        File.ReadLines(Path.Combine(Output, "seed-1", "fold-1", "arms", arm, "asan-scar", "metrics.jsonl"))
            .Last())!["losses"]!.ToJsonString();

    /// <summary>All arms of a table: none is left out, and none of its folder's earlier arms is trained again.</summary>
    private void CheckWholeTable(PaperTable table)
    {
        var result = Cli.Run("experiment", "--table", $"{table.Number}", "--out", Output);
        result.ShouldSucceed();
        result.Output.Should().NotContain(" casn-locate  epoch ").And.NotContain("pam-das-dcl asan-scar  epoch ");
        var lines = File.ReadAllLines(Path.Combine(Output, $"table-{table.Number}.csv"));
        lines.Should().HaveCount(1 + (table.Rows.Count * table.Metrics.Count * (table.WithAverage ? 3 : 2))
            + (table.Comparisons.Count * 4));
        // Arm, then n: three patients wherever there is an arm.
        lines.Skip(1).Select(line => line.Split(',')).Where(cells => cells[2].Length > 0).Should().OnlyContain(cells => cells[5] == "3");
    }

    private byte[] NetworkOf(string arm, string stage) =>
        File.ReadAllBytes(Path.Combine(Output, "seed-1", "fold-1", "arms", arm, "networks", $"{stage}.safetensors"));

    /// <summary>Every case is held out once, and no network of its fold saw it.</summary>
    private void CheckFolds()
    {
        var folds = JsonNode.Parse(File.ReadAllText(Path.Combine(Output, "seed-1", "folds.json")))!.AsObject();
        folds.SelectMany(fold => fold.Value!.AsArray().Select(id => id!.GetValue<string>())).Should()
            .BeEquivalentTo(["phantom_001", "phantom_002", "phantom_003"]);
        foreach (var (fold, heldOut) in folds)
        {
            var run = JsonNode.Parse(File.ReadAllText(Path.Combine(Output, "seed-1", fold, "arms", "pam-das-dcl", "run.json")))!;
            var seen = run["trainingCases"]!.AsArray().Concat(run["validationCases"]!.AsArray()).Select(id => id!.GetValue<string>())
                .ToArray();
            seen.Should().NotBeEmpty().And.NotIntersectWith(heldOut!.AsArray().Select(id => id!.GetValue<string>()));
        }
    }

    /// <summary>An arm's folder is a run like any other, except that CASN is its fold's.</summary>
    private void CheckArm(string arm)
    {
        var fold = Path.Combine(Output, "seed-1", "fold-1");
        var run = Path.Combine(fold, "arms", arm);
        Directory.EnumerateFiles(Path.Combine(run, "networks")).Select(Path.GetFileName).Should()
            .BeEquivalentTo(["asan-scar.safetensors", "asan-pathology.safetensors"]);
        Directory.EnumerateFiles(Path.Combine(fold, "casn", "networks")).Should().HaveCount(2);

        var again = Path.Combine(folder.Path, "again");
        Cli.Run("predict", "--run", run, "--data", trained.Data, "--out", again).ShouldSucceed();
        var predicted = Directory.GetFiles(Path.Combine(run, "predictions"), "*.nii.gz");
        predicted.Should().NotBeEmpty();
        foreach (var file in predicted)
            File.ReadAllBytes(file).Should().Equal(File.ReadAllBytes(Path.Combine(again, Path.GetFileName(file))));
        Cli.Run("predict", "--run", Path.Combine(fold, "casn"), "--data", trained.Data, "--out", Path.Combine(folder.Path, "no"))
            .ShouldBeBadInput("CASN alone");
    }

    private string[] Arguments(int table, params string[] more) =>
    [
        "experiment", "--table", table.ToString(System.Globalization.CultureInfo.InvariantCulture), "--data", trained.Data, "--out", Output,
        "--preset", "tiny", "--compute", "fp32", "--coarse-epochs", "1", "--fixed-epochs", "2", "--auto-epochs", "1", "--candidates", "2",
            .. more.Contains("--folds") ? more : ["--folds", "3", .. more],
    ];
}
