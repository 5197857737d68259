using System.Text.Json.Nodes;
using Awsnet.Components.TestKit;

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
    public void A_folder_with_other_files_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine/notes.txt"], "");
        Cli.Run("demo", "--out", folder["mine"]).ShouldBeBadInput("no demo");
        Directory.EnumerateFileSystemEntries(folder["mine"]).Should().ContainSingle();
    }
}
