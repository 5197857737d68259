using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops.Tests;

[Collection(TrainedRunCollection.Name)]
public sealed class JobsTests(TrainedRun trained) : IDisposable
{
    private static readonly string[] Stages = [Stage.Locate, Stage.Segment, Stage.Scar, Stage.Pathology];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Networks_trained_side_by_side_over_an_interruption_are_those_trained_one_after_the_other()
    {
        var output = folder["run"];
        var stopped = StopAt(output, "  epoch 3/", "--jobs", "2");
        stopped.Code.Should().Be(ExitCode.Interrupted);
        stopped.Error.Should().Contain($"--out {output} --resume");
        File.Exists(Path.Combine(output, "finished.json")).Should().BeFalse();

        var resumed = Cli.Run("train", "--out", output, "--resume", "--jobs", "2");

        resumed.ShouldSucceed();
        resumed.Output.Should().Contain("1 thread for each of 2 jobs");
        foreach (var stage in Stages) resumed.Output.Should().Contain($"{stage}: done, 6 epochs");
        Cli.Run("status", output).Output.Should().MatchRegex(@"/jobs: (\d) of \1 jobs done, no coordinator is at work\n")
            .And.MatchRegex(@"asan-\w+ +done +\d +100% +process \d+ on ");
        JsonNode.Parse(File.ReadAllText(Path.Combine(output, "finished.json")))!["stages"]!.AsArray()
            .Select(stage => stage!["name"]!.GetValue<string>()).Should().Equal(Stages);
        var alone = TrainedWithOneThread();
        foreach (var stage in Stages)
        {
            var name = Path.Combine("networks", $"{stage}.safetensors");
            File.ReadAllBytes(Path.Combine(output, name)).Should().Equal(File.ReadAllBytes(Path.Combine(alone, name)), stage);
        }
    }

    [Fact]
    public void A_part_that_fails_is_named_and_the_others_save_what_they_have()
    {
        var output = folder["run"];
        StopAt(output, "casn-locate  epoch 1/").Code.Should().Be(ExitCode.Interrupted);
        File.WriteAllText(Path.Combine(output, Stage.Scar), "in the way of a folder");

        Cli.Run("train", "--out", output, "--resume", "--jobs", "2").ShouldBeBadInput(Stage.Scar, "--resume");

        File.Delete(Path.Combine(output, Stage.Scar));
        Cli.Run("train", "--out", output, "--resume", "--jobs", "2").ShouldSucceed();
    }

    [Fact]
    public void Fewer_than_one_job_is_refused() =>
        Cli.Run("train", "--out", folder["run"], "--jobs", "0").ShouldBeBadInput("--jobs 0", "1 to 1024");

    /// <summary>The run all tests share, where it computed with one thread; else one like it that did.</summary>
    private string TrainedWithOneThread()
    {
        if (JsonNode.Parse(File.ReadAllText(Path.Combine(trained.Run, "run.json")))!["threads"]!.GetValue<int>() == 1) return trained.Run;
        Cli.Run([.. trained.TrainingArguments(folder["alone"]), "--jobs", "1024"]).ShouldSucceed();
        return folder["alone"];
    }

    private CliResult StopAt(string output, string sign, params string[] more) =>
        Cli.StopAt(sign, [.. trained.TrainingArguments(output), .. more]);
}
