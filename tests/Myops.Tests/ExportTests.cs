using System.Text;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops.Tests;

[Collection(TrainedRunCollection.Name)]
public sealed class ExportTests(TrainedRun trained)
{
    [Fact]
    public void Every_network_of_a_run_becomes_a_file_that_says_what_to_show_it()
    {
        using var folder = new TemporaryFolder();
        string first = folder["first"], again = folder["again"], logits = folder["logits"];
        var result = Cli.Run("export", trained.Run, "--out", first);
        result.ShouldSucceed();
        string[] names = ["casn-locate.onnx", "casn-segment.onnx", "asan-scar.onnx", "asan-pathology.onnx"];
        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Path.GetFileName(line.Trim())).Should()
            .Equal(names);
        Directory.GetFiles(first).Select(Path.GetFileName).Should().BeEquivalentTo([.. names, "networks.json"]);

        // Texts of a file stand in it as they are.
        string Text(string from, string name) => Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(from, name)));
        Text(first, "casn-locate.onnx").Should().ContainAll("C0,DE,T2", "background,left ventricle", "normalization", "probabilities")
            .And.NotContain("gates.0");
        Text(first, "asan-scar.onnx").Should().ContainAll("DE,T2", "background,myocardium,scar", "grown by 10 pixels", "gates.0/Sigmoid");
        Text(first, "asan-pathology.onnx").Should().ContainAll("background,myocardium,scar and edema", "asan-pathology");

        Cli.Run("export", trained.Run, "--out", again).ShouldSucceed();
        Cli.Run("export", trained.Run, "--out", again).ShouldSucceed();
        Cli.Run("export", trained.Run, "--out", logits, "--logits").ShouldSucceed();
        foreach (string name in names)
        {
            File.ReadAllBytes(Path.Combine(again, name)).Should().Equal(File.ReadAllBytes(Path.Combine(first, name)));
            Text(logits, name).Should().Contain("logits").And.NotContain("Softmax");
        }
    }

    [Fact]
    public void Classes_and_channels_are_those_of_the_run_s_options()
    {
        using var folder = new TemporaryFolder();
        var record = JsonFile.Read(Path.Combine(trained.Run, "run.json"));
        var (segment, fine) = (record["options"]!["segment"]!, record["options"]!["fine"]!);
        segment["bloodClass"] = true;
        fine["poolClass"] = true;
        fine["neighborSlices"] = true;
        record["options"]!["members"] = 2;
        record["options"]!["otherVariants"] = JsonNode.Parse("""[{"sequences":["C0"],"maskOut":false,"polar":false}]""");
        JsonFile.Write(folder["run/run.json"], record);

        var networks = ExportedNetwork.Of(RunFolder.Open(folder["run"]))
            .ToDictionary(network => network.Stage, network => network.Metadata);

        Of("casn-locate", "classes").Should().Be("background,left ventricle");
        Of("casn-segment", "classes").Should().Be("background,myocardium,left ventricle's blood");
        Of("asan-scar", "classes").Should().Be("background,myocardium,scar,left ventricle's blood");
        Of("asan-pathology", "classes").Should().Be("background,myocardium,scar and edema,left ventricle's blood");
        Of("asan-scar", "sequences").Should().Be("DE,T2,DE above,T2 above,DE below,T2 below");
        Of("asan-scar-2", "sequences").Should().Be("C0,C0 above,C0 below");
        Of("asan-scar", "normalization").Should().Contain("0 outside");
        Of("asan-scar-2", "normalization").Should().NotContain("0 outside");

        string Of(string stage, string key) => networks[stage][key];
    }

    [Fact]
    public void A_file_is_named_when_it_lies_in_its_place()
    {
        using var folder = new TemporaryFolder();
        // Stopped at the first name, if that can still be.
        Cli.StopAt(".onnx", "export", trained.Run, "--out", folder["out"]).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().OnlyContain(line => File.Exists(line.Trim()));
    }

    [Fact]
    public void Networks_are_not_written_among_other_files()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine/asan-scar-2.onnx"], "");
        Cli.Run("export", trained.Run, "--out", folder["mine"]).ShouldBeBadInput("mine: holds files already", "another --out");
        Cli.Run("export", trained.Run, "--out", folder["mine/asan-scar-2.onnx"]).ShouldBeBadInput("this is a file");
        Directory.EnumerateFileSystemEntries(folder["mine"]).Should().ContainSingle();
    }

    [Fact]
    public void Networks_of_another_run_and_of_another_kind_are_not_replaced()
    {
        using var folder = new TemporaryFolder();
        ReportedRun.Copy(trained.Run, folder["other"]);
        var record = JsonFile.Read(folder["other/run.json"]);
        record["id"] = "another";
        JsonFile.Write(folder["other/run.json"], record);
        Cli.Run("export", trained.Run, "--out", folder["out"]).ShouldSucceed();
        var before = File.GetLastWriteTimeUtc(folder["out/casn-locate.onnx"]);

        Cli.Run("export", folder["other"], "--out", folder["out"]).ShouldBeBadInput("networks.json", "another run", "another --out");
        Cli.Run("export", trained.Run, "--out", folder["out"], "--logits").ShouldBeBadInput("networks.json", "other options");

        File.GetLastWriteTimeUtc(folder["out/casn-locate.onnx"]).Should().Be(before);
    }

    [Fact]
    public void A_folder_that_is_no_run_is_bad_input()
    {
        using var folder = new TemporaryFolder();
        Cli.Run("export", folder.Path, "--out", folder["out"]).ShouldBeBadInput("holds no run");
    }
}
