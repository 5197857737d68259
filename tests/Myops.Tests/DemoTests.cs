using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops.Tests;

[Collection(TrainedRunCollection.Name)]
public sealed class DemoTests
{
    [Fact]
    public void The_demo_leaves_scores_and_pictures_and_says_where()
    {
        using var folder = new TemporaryFolder();
        var output = folder["demo"];

        var result = Cli.Run("demo", "--out", output, "--preset", "tiny", "--cases", "2", "--unseen", "1", "--compute", "fp32");

        result.ShouldSucceed();
        JsonNode.Parse(File.ReadAllText(Path.Combine(output, "metrics.json")))!["cases"]!.AsArray().Should().HaveCount(1);
        var picture = Path.Combine(output, "overlays", "phantom_001.png");
        RasterImage.Read(picture).Height.Should().BeGreaterThan(800);
        File.ReadAllText(Path.Combine(output, "report.html")).Should().Contain("<section id=\"scores\"");
        result.Output.Should().Contain(picture).And.Contain("metrics.json").And.Contain(Path.Combine(output, "report.html"))
            .And.Contain("  scar+edema: Dice ");
    }

    [Fact]
    public void What_cannot_be_shown_leaves_the_former_demo_alone_and_one_stopped_after_training_does_not_train_again()
    {
        using var folder = new TemporaryFolder();
        string[] demo = ["demo", "--out", folder["demo"], "--preset", "tiny", "--compute", "fp32", "--unseen", "1"];
        Cli.StopAt("3/4", [.. demo, "--cases", "2"]).Code.Should().Be(ExitCode.Interrupted);

        Cli.Run([.. demo, "--cases", "0"]).ShouldBeBadInput("--cases 0", "2 to 999");
        Cli.Run([.. demo, "--cases", "1"]).ShouldBeBadInput("--cases 1");
        Cli.Run(["demo", "--out", folder["demo"], "--unseen", "0"]).ShouldBeBadInput("--unseen 0");
        Cli.Run([.. demo, "--cases", "2", "--seed", "-1"]).ShouldBeBadInput("--seed -1");
        var resumed = Cli.Run([.. demo, "--cases", "2"]);

        resumed.ShouldSucceed();
        resumed.Output.Should().NotContain("  epoch ").And.Contain("report.html");
    }

    [Fact]
    public void A_folder_with_other_files_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine/notes.txt"], "");
        Cli.Run("demo", "--out", folder["mine"]).ShouldBeBadInput("no demo");
        Directory.EnumerateFileSystemEntries(folder["mine"]).Should().ContainSingle();
    }
}
