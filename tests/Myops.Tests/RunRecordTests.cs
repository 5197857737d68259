using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops.Tests;

/// <summary><c>run.json</c> as somebody edited it.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class RunRecordTests(TrainedRun trained)
{
    [Theory]
    [InlineData("members", "0", "--members 0: expected a whole number, 1 to 99")]
    [InlineData("cropSize", "-1", "--crop-size -1: expected")]
    [InlineData("threshold", "7", "--threshold 7: expected")]
    [InlineData("segmentPasses", "0", "segmentPasses 0: expected")]
    [InlineData("fine.sequences", """["XX"]""", "--sequences XX: expected")]
    [InlineData("fine.sequences", "[]", "--sequences")]
    [InlineData("fine.sequences", "null", "null")]
    [InlineData("fine.controller", "\"none\"", "--controller none: expected")]
    [InlineData("fine.finder", "\"none\"", "--finder none: expected")]
    [InlineData("fine.widths", "[4,0,16,16]", "fine.widths [4, 0, 16, 16]: expected")]
    [InlineData("locate.widths", "[4,0,16]", "locate.widths [4, 0, 16]: expected")]
    [InlineData("segment.widths", "[]", "segment.widths []: expected 3 to 7")]
    [InlineData("fine.heads", "4", "fine.heads 4: expected a whole number, 1 to 3")]
    [InlineData("fine.scarWeights", "[1]", "expected 3 numbers")]
    [InlineData("fine.architecture", "\"none\"", "architecture none: expected")]
    [InlineData("fine.normalization", "\"none\"", "normalization none: expected")]
    public void An_option_that_cannot_be_is_said_with_the_file_s_name(string path, string value, string problem) =>
        Changed(record =>
        {
            string[] names = ["options", .. path.Split('.')];
            names[..^1].Aggregate(record, (node, name) => node[name]!)[names[^1]] = JsonNode.Parse(value);
        }).ShouldBeBadInput("run.json", problem);

    [Fact]
    public void A_format_that_is_missing_is_none() =>
        Changed(record => record.AsObject().Remove("format")).ShouldBeBadInput("run.json", "format");

    private CliResult Changed(Action<JsonNode> change)
    {
        using var folder = new TemporaryFolder();
        ReportedRun.Copy(trained.Run, folder["run"]);
        var record = JsonFile.Read(folder["run/run.json"]);
        change(record);
        JsonFile.Write(folder["run/run.json"], record);
        return Cli.Run("predict", "--run", folder["run"], "--data", trained.Unseen, "--out", folder["out"]);
    }
}
