namespace Awsnet.Components.Myops.Tests;

/// <summary><c>experiment --table choices</c>: variants of a preset against the preset.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class ChoicesTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Output => folder["choices"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Choices_are_added_one_after_the_other_and_judged_patient_by_patient()
    {
        var first = Cli.Run(Arguments(
            "--variant", "all: --pool-class true --neighbor-slices true --scar-certainty 0.6 --dice batch"));

        first.ShouldSucceed();
        first.Output.Should().Contain("fold 1 preset asan-scar  epoch 1/").And.Contain("fold 2 all asan-pathology  epoch 1/");
        first.Output.Should().Contain("- all (all): with --pool-class true");
        var run = JsonFile.Read(Path.Combine(Output, "seed-1", "fold-1", "arms", "all", "run.json"));
        run["trainingCases"]!.AsArray().Should().NotBeEmpty();
        run["validationCases"]!.AsArray().Should().BeEmpty();
        run["options"]!["fine"]!["poolClass"]!.GetValue<bool>().Should().BeTrue();

        // The folder knows the first choice; a second one is added, and nothing is trained twice.
        var second = Cli.Run(Arguments("--variant", "one: --one-for-both true --pool-class true --validation-part 0.5"));

        second.ShouldSucceed();
        second.Output.Should().Contain("fold 1 one asan-both  epoch 1/").And.NotContain("fold 1 preset asan-scar  epoch ");
        var table = File.ReadAllLines(Path.Combine(Output, "table-choices.md"));
        table.Should().ContainSingle(line => line.StartsWith("| preset | ", StringComparison.Ordinal) && line.EndsWith("| – | 3 | – |"));
        table.Should().ContainSingle(line => line.StartsWith("| all | ", StringComparison.Ordinal) && line.Contains(" of 3 | 3 | "));
        table.Should().ContainSingle(line => line.StartsWith("| one | ", StringComparison.Ordinal) && line.Contains(" of 3 | 3 | "));
        string.Join('\n', table).Should().Contain("## Training").And.NotContainEquivalentOf("paper");
        File.ReadAllText(Path.Combine(Output, "choices.json")).Should().Contain("\"all\"").And.Contain("\"one\"");

        Cli.Run(Arguments("--variant", "all: --dice batch")).ShouldBeBadInput("all stands for --pool-class true");
    }

    [Fact]
    public void What_is_no_choice_is_refused_before_anything_is_written()
    {
        Cli.Run(Arguments("--variant", "batch")).ShouldBeBadInput("--variant batch", "NAME: OPTIONS");
        Cli.Run(Arguments("--variant", "preset: --dice batch")).ShouldBeBadInput("other than preset");
        Cli.Run(Arguments("--variant", "a/b: --dice batch")).ShouldBeBadInput("letters, digits and hyphens");
        Cli.Run(Arguments("--variant", "batch: --dice all")).ShouldBeBadInput("--dice all", "slice, batch");
        Cli.Run(Arguments("--variant", "more: --members abc"))
            .ShouldBeBadInput("--variant more: --members abc: expected a whole number, 1 to 99");
        Cli.Run(Arguments("--variant", "seed: --seed 3")).ShouldBeBadInput("--variant seed: --seed: there is no such option");
        Cli.Run(Arguments("--variant", "blood: --blood-class true")).ShouldBeBadInput("--variant blood", "CASN", "another --out");
        Cli.Run(Arguments("--finder", "reinforce", "--auto-epochs", "1")).ShouldBeBadInput("--validation-part 0", "--finder fixed");
        Cli.Run(Arguments("--variant", "batch: --dice batch", "--variant", "Batch: --dice  batch"))
            .ShouldBeBadInput("--variant Batch: --dice  batch: the same as batch: --dice batch");
        Cli.Run(Arguments("--variant", "batch: --dice batch", "--variant", "Batch: --dice slice"))
            .ShouldBeBadInput("Batch", "batch stands for --dice batch");
        Cli.Run("experiment", "--table", "1", "--out", Output, "--data", trained.Data, "--variant", "batch: --dice batch")
            .ShouldBeBadInput("--table choices");
        Cli.Run(Arguments("--variant", "held: --validation-part 0.5", "--variant", "sought: --finder reinforce"))
            .ShouldBeBadInput("--variant sought: --validation-part 0", "--finder fixed");
        Directory.Exists(Output).Should().BeFalse();
    }

    [Fact]
    public void A_folder_of_choices_takes_no_table_of_the_paper_and_the_other_way_around()
    {
        // What begins stops as it does.
        const string Begun = "Table ";
        string paper = folder["paper"];
        Cli.StopAt(Begun, Arguments()).Code.Should().Be(ExitCode.Interrupted);
        Cli.StopAt(Begun, "experiment", "--table", "8", "--data", trained.Data, "--out", paper, "--preset", "tiny", "--folds", "3")
            .Code.Should().Be(ExitCode.Interrupted);

        Cli.Run("experiment", "--table", "1", "--out", Output)
            .ShouldBeBadInput(Output, "started for --table choices", "another --out");
        Cli.Run("experiment", "--table", "choices", "--out", paper, "--variant", "batch: --dice batch")
            .ShouldBeBadInput(paper, "tables of the paper", "another --out");
        Cli.StopAt(Begun, "experiment", "--table", "choices", "--out", Output, "--seeds", "2").Error.Should()
            .Contain($"myops experiment --table choices --out {Output} --seeds 2");

        // Earlier versions wrote no list of choices where there were none.
        File.Delete(Path.Combine(Output, "choices.json"));
        File.WriteAllText(Path.Combine(Output, "table-choices.csv"), "");
        Cli.StopAt(Begun, "experiment", "--table", "choices", "--out", Output).Code.Should().Be(ExitCode.Interrupted);
        Cli.Run("experiment", "--table", "1", "--out", Output).ShouldBeBadInput("started for --table choices");
    }

    private string[] Arguments(params string[] more) =>
    [
        "experiment", "--table", "choices", "--data", trained.Data, "--out", Output, "--preset", "tiny", "--compute", "fp32", "--folds", "3",
        "--coarse-epochs", "1", "--fixed-epochs", "2", "--validation-part", "0",
        .. more.Contains("--finder") ? more : ["--auto-epochs", "1", "--finder", "fixed", .. more],
    ];
}
