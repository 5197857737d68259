using System.Text.Json.Nodes;
using TorchSharp;

namespace Awsnet.Components.Myops.Tests;

[Collection(TrainedRunCollection.Name)]
public sealed class PredictTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Output => Path.Combine(folder.Path, "predictions");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Predictions_lie_on_the_inputs_grid_with_its_header_and_pictures_show_them()
    {
        var pictures = Path.Combine(folder.Path, "pictures");
        var predicted = Cli.Run(
            "predict", "--run", ChangedRun("marking", _ => { }), "--data", trained.Unseen, "--out", Output, "--overlays", pictures);
        predicted.ShouldSucceed();

        foreach (var id in new[] { "phantom_001", "phantom_002" })
        {
            NiftiImage input = NiftiImage.Read(CaseFile.Of(trained.Unseen, id, "DE")),
                prediction = NiftiImage.Read(CaseFile.Of(Output, id, "pred"));
            prediction.Header.Should().Be(input.Header);
            prediction.ReadInt16().Should().OnlyContain(label => label == 0 || label == 1220 || label == 2221).And.Contain(2221);
            RasterImage.Read(Path.Combine(pictures, $"{id}.png")).Width.Should().BeGreaterThan(800);
        }

        var scores = Cli.Run("evaluate", "--truth", trained.Unseen, "--pred", Output);
        scores.ShouldSucceed();
        scores.Output.Should().Contain("phantom_002");
        // At a glance both say the same, and predict has the ventricle too.
        predicted.Output.Should().Contain(scores.Output[scores.Output.IndexOf("At a glance", StringComparison.Ordinal)..])
            .And.Contain("  left ventricle: Dice ");
    }

    [Fact]
    public void The_same_run_predicts_the_same_and_may_write_again()
    {
        string run = ChangedRun("marking", _ => { });
        Cli.Run("predict", "--run", run, "--data", trained.Unseen, "--out", Output).ShouldSucceed();
        var first = File.ReadAllBytes(CaseFile.Of(Output, "phantom_001", "pred"));
        Cli.Run("predict", "--run", run, "--data", trained.Unseen, "--out", Output).ShouldSucceed();
        File.ReadAllBytes(CaseFile.Of(Output, "phantom_001", "pred")).Should().Equal(first);

        // Not of other data: the folder would then hold the cases of both.
        Cli.Run("predict", "--run", run, "--data", trained.Data, "--out", Output).ShouldBeBadInput(Output, "other data");
        Cli.Run("predict", "--run", run, "--data", trained.Unseen + Path.DirectorySeparatorChar, "--out", Output).ShouldSucceed();
    }

    [Fact]
    public void A_case_without_a_ventricle_is_predicted_empty_and_said_to_be()
    {
        var data = Path.Combine(folder.Path, "data");
        CaseFile.Copy(trained.Unseen, "phantom_001", data);
        File.Delete(CaseFile.Of(data, "phantom_001", "gd"));
        foreach (var kind in new[] { "C0", "DE", "T2" }) CaseFile.Rewrite(
            data, "phantom_001", kind, (voxels, _) => voxels.AsSpan().Fill(7));

        var result = Cli.Run("predict", "--run", trained.Run, "--data", data, "--out", Output);

        result.ShouldSucceed();
        result.Output.Should().NotContain("At a glance", "nothing is annotated")
            .And.Contain("no left ventricle was found, so nothing is marked");
        NiftiImage.Read(CaseFile.Of(Output, "phantom_001", "pred")).ReadInt16().Should().OnlyContain(label => label == 0);
        // Nothing was measured: that is not 0 ml.
        Volumes("phantom_001")[1..8].Should().OnlyContain(cell => cell.Length == 0);
        result.Output.Should().NotContain("0.0").And.MatchRegex(@"\| phantom_001 \|( +– \|){5}");
    }

    [Fact]
    public void A_sequence_that_is_the_same_everywhere_is_said_as_check_says_it()
    {
        CaseFile.Copy(trained.Unseen, "phantom_001", folder["data"]);
        CaseFile.Rewrite(folder["data"], "phantom_001", "DE", (voxels, _) => voxels.AsSpan().Clear());

        var result = Cli.Run("predict", "--run", ChangedRun("marking", _ => { }), "--data", folder["data"], "--out", Output);

        result.Output.Should().Contain("phantom_001 (1 of 1): LGE is 0 everywhere");
        Volumes("phantom_001")[^1].Should().StartWith("LGE is 0 everywhere");
    }

    [Fact]
    public void Cases_that_the_run_has_seen_are_said_to_be_whatever_their_names()
    {
        var record = RunFolder.Open(trained.Run).Record;
        foreach (var (from, id, name) in new[]
        {
            (trained.Data, record.TrainingCases[0], "a"), (trained.Data, record.ValidationCases[0], "b"),
            (trained.Unseen, "phantom_001", "c"),
        })
        {
            foreach (var kind in new[] { "C0", "DE", "T2", "gd" })
                File.Copy(CaseFile.Of(from, id, kind), folder[$"data/{name}_{kind}.nii.gz"]);
        }

        var result = Cli.Run("predict", "--run", trained.Run, "--data", folder["data"], "--out", Output);

        result.ShouldSucceed();
        Volumes("a")[^1].Should().EndWith("the run was trained on this case");
        Volumes("b")[^1].Should().EndWith("the run was validated by this case");
        Volumes("c")[^1].Should().NotContain("this case");
        result.Output.Should().Contain("a (1 of 3): ").And.MatchRegex(
            @"The run was trained on 1 of these 3 cases \(see their notes\)[^\n]*\nAt a glance");
        Cli.Run("predict", "--run", trained.Run, "--data", trained.Unseen, "--out", folder["new"]).Output.Should()
            .NotContain("was trained on");
    }

    [Fact]
    public void An_annotation_that_cannot_be_used_leaves_its_case_without_scores_and_the_others_with_them()
    {
        var data = folder["data"];
        CaseFile.Copy(trained.Unseen, "phantom_001", data);
        CaseFile.Copy(trained.Unseen, "phantom_002", data);
        CaseFile.Rewrite(data, "phantom_001", "gd", (voxels, _) => voxels[0] = 4);

        var result = Cli.Run("predict", "--run", trained.Run, "--data", data, "--out", Output);

        result.ShouldSucceed();
        result.Output.Should().MatchRegex("phantom_001 \\(1 of 2\\): .*not scored: .*phantom_001_gd.nii.gz: has unknown labels 4 ")
            .And.Contain("mean of 1 annotated case");
        Volumes("phantom_001")[6].Should().BeEmpty();
        Volumes("phantom_002")[6].Should().NotBeEmpty();
        CaseFile.Truncate(CaseFile.Of(data, "phantom_001", "gd"));
        Cli.Run("predict", "--run", trained.Run, "--data", data, "--out", Output).ShouldSucceed();
    }

    [Fact]
    public void The_annotated_wall_stands_beside_the_measured_one()
    {
        Cli.Run("predict", "--run", trained.Run, "--data", trained.Unseen, "--out", Output).ShouldSucceed();

        var truth = NiftiImage.Read(CaseFile.Of(trained.Unseen, "phantom_001", "gd"));
        var wall = truth.ReadInt16().Count(label => label is 200 or 1220 or 2221) * truth.Spacing.Aggregate((a, b) => a * b) / 1000;
        Volumes("phantom_001")[7].Should().Be(wall.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Pixels_unlike_those_trained_on_are_said_to_be()
    {
        CaseFile.Copy(trained.Unseen, "phantom_001", folder["data"]);
        foreach (var kind in new[] { "C0", "DE", "T2", "gd" })
        {
            var path = CaseFile.Of(folder["data"], "phantom_001", kind);
            var image = NiftiImage.Read(path);
            NiftiImage.Create<short>([.. image.Shape], [1.5, 1.5, image.Spacing[2]], image.ReadInt16()).Write(path);
        }

        Cli.Run("predict", "--run", trained.Run, "--data", folder["data"], "--out", Output).Output.Should()
            .MatchRegex(@"phantom_001 \(1 of 1\): its pixels are 1\.5 mm wide, those trained on [0-9.]+ to [0-9.]+; ");
        Cli.Run("predict", "--run", trained.Run, "--data", trained.Unseen, "--out", folder["usual"]).Output.Should()
            .NotContain("its pixels");
    }

    [Fact]
    public void Volumes_by_a_spacing_that_no_heart_has_are_warned_of()
    {
        CaseFile.Copy(trained.Unseen, "phantom_001", folder["meters"]);
        foreach (var kind in new[] { "C0", "DE", "T2", "gd" })
        {
            var image = NiftiImage.Read(CaseFile.Of(folder["meters"], "phantom_001", kind));
            image.WithHeader(image.Header with { SpatialUnit = NiftiSpatialUnit.Meter })
                .Write(CaseFile.Of(folder["meters"], "phantom_001", kind));
        }

        var result = Cli.Run("predict", "--run", trained.Run, "--data", folder["meters"], "--out", Output);

        result.ShouldSucceed();
        result.Output.Should().Contain("phantom_001 (1 of 1): its header has a voxel spacing of ").And.Contain("meters in the file");
        Cli.Run("predict", "--run", trained.Run, "--data", trained.Unseen, "--out", folder["usual"]).Output.Should()
            .NotContain("voxel spacing");
    }

    [Fact]
    public void A_damaged_case_leaves_nothing_behind()
    {
        var data = Path.Combine(folder.Path, "data");
        CaseFile.Copy(trained.Unseen, "phantom_001", data);
        CaseFile.Copy(trained.Unseen, "phantom_002", data);
        CaseFile.Truncate(CaseFile.Of(data, "phantom_002", "C0"));

        Cli.Run("predict", "--run", trained.Run, "--data", data, "--out", Output).ShouldBeBadInput("phantom_002_C0.nii.gz");

        Directory.EnumerateFileSystemEntries(folder.Path).Should().Equal(data);
    }

    [Fact]
    public void Folders_of_other_runs_and_folders_without_a_run_are_refused()
    {
        Cli.Run("predict", "--run", trained.Data, "--data", trained.Unseen, "--out", Output).ShouldBeBadInput(trained.Data, "no run");
        Cli.Run("predict", "--run", trained.Run, "--data", trained.Unseen, "--out", trained.Data).ShouldBeBadInput(trained.Data);

        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Output, "predictions.json"), """{"run":"another"}""");
        Cli.Run("predict", "--run", trained.Run, "--data", trained.Unseen, "--out", Output).ShouldBeBadInput("another run");
        Directory.EnumerateFiles(Output).Should().ContainSingle();
    }

    [Fact]
    public void What_was_predicted_of_cases_that_are_gone_is_removed_and_other_files_stay()
    {
        string data = folder["data"], pictures = folder["pictures"], maps = folder["maps"];
        CaseFile.Copy(trained.Unseen, "phantom_001", data);
        CaseFile.Copy(trained.Unseen, "phantom_002", data);
        // The same folder by two options: no file of one is named like a file of the other.
        string[] predict =
        [
            "predict", "--run", trained.Run, "--data", data, "--out", Output, "--overlays", pictures, "--probabilities", maps,
            "--agreement", maps,
        ];
        Cli.Run(predict).ShouldSucceed();
        Names(maps).Should().HaveCount(9, "two kinds of maps of two pathologies of two cases, and a record");
        foreach (var own in new[] { Output, pictures, maps }) File.WriteAllText(Path.Combine(own, "phantom_002_notes.txt"), "");
        File.Delete(CaseFile.Of(Output, "phantom_002", "pred"));
        Directory.CreateDirectory(CaseFile.Of(Output, "phantom_002", "pred"));
        foreach (var file in Directory.GetFiles(data, "phantom_002*")) File.Delete(file);

        Cli.Run(predict).ShouldSucceed();

        Names(Output).Should().Equal("phantom_001_pred.nii.gz", "phantom_002_notes.txt", "predictions.json", "volumes.csv");
        Directory.Exists(CaseFile.Of(Output, "phantom_002", "pred")).Should().BeTrue("a folder is not what was written");
        Names(pictures).Should().Equal("phantom_001.png", "phantom_002_notes.txt", "predictions.json");
        Names(maps).Should().Equal(
            "phantom_001_pathology_agreement.nii.gz", "phantom_001_pathology_probability.nii.gz", "phantom_001_scar_agreement.nii.gz",
            "phantom_001_scar_probability.nii.gz", "phantom_002_notes.txt", "predictions.json");
    }

    [Fact]
    public void A_record_removes_no_file_of_another_folder()
    {
        var victim = folder["victim"];
        File.WriteAllText(victim, "");
        string[] predict = ["predict", "--run", trained.Run, "--data", trained.Unseen, "--out", Output];
        Cli.Run(predict).ShouldSucceed();
        var record = JsonFile.Read(Path.Combine(Output, "predictions.json"));
        record["files"] = new JsonArray("../victim", victim, 3, null);
        JsonFile.Write(Path.Combine(Output, "predictions.json"), record);

        Cli.Run(predict).ShouldSucceed();

        File.Exists(victim).Should().BeTrue();
    }

    [Theory, InlineData("--out"), InlineData("--overlays"), InlineData("--probabilities"), InlineData("--agreement")]
    public void Folders_with_other_files_are_refused_by_every_option_before_anything_is_computed(string option)
    {
        string labels = folder["labels"], mine = folder["mine"], others = folder["others"];
        Directory.CreateDirectory(labels);
        File.WriteAllText(folder["mine/notes.txt"], "");
        File.WriteAllText(folder["others/predictions.json"], """{"run":"another"}""");

        Refused(trained.Unseen + Path.DirectorySeparatorChar, $"the folder of --data. Choose another {option}");
        Refused(labels, $"the folder of --labels. Choose another {option}");
        Refused(trained.Run, $"the folder of --run. Choose another {option}");
        Refused(mine, $"holds files already. Choose another {option}");
        Refused(others, $"of another run, of other data or of other options. Choose another {option}");
        Refused(folder["mine/notes.txt"], $"this is a file. Name a folder for {option}");

        Directory.GetFileSystemEntries(folder.Path).Order(StringComparer.Ordinal).Should().Equal(labels, mine, others);

        void Refused(string where, string why)
        {
            var result = Cli.Run([
                "predict", "--run", trained.Run, "--data", trained.Unseen, "--labels", labels, option, where,
                .. option == "--out" ? Array.Empty<string>() : ["--out", Output]]);
            result.ShouldBeBadInput(where, why);
            result.Output.Should().BeEmpty();
        }
    }

    [Fact]
    public void A_damaged_network_is_named()
    {
        var run = CopyOfRun("run");
        CaseFile.Truncate(Path.Combine(run, "networks", "asan-scar.safetensors"), 50);
        Cli.Run("predict", "--run", run, "--data", trained.Unseen, "--out", Output).ShouldBeBadInput("asan-scar.safetensors");
    }

    [Fact]
    public void What_is_not_sure_is_not_marked()
    {
        short[] all = Predict("all", _ => { }), unsure = Predict("unsure", Demanding), much = Predict("much", options =>
        {
            Demanding(options);
            options["sureVolume"] = 0;
        });

        all.Should().Contain(MyoPsLabels.Scar, "else nothing is shown here");
        unsure.Should().OnlyContain(label => label == 0, "no mean probability is 1");
        much.Should().Equal(all, "any volume is enough");

        void Demanding(JsonNode options)
        {
            options["scarCertainty"] = 1;
            options["pathologyCertainty"] = 1;
            options["sureVolume"] = 10_000;
        }
    }

    [Fact]
    public void A_ventricle_unlike_those_trained_on_is_warned_of()
    {
        var areas = JsonNode.Parse(File.ReadAllText(Path.Combine(trained.Run, "run.json")))!["ventricleAreas"]!;
        double least = areas["least"]!.GetValue<double>(), greatest = areas["greatest"]!.GetValue<double>();
        least.Should().BeInRange(10, greatest, "these hearts have 10 to 60 cm² in the slice that shows most of them");
        greatest.Should().BeLessThan(60);

        // All of the image is marked.
        var run = ChangedRun("large", _ => { });
        Cli.Run("predict", "--run", run, "--data", trained.Unseen, "--out", Output).Output.Should()
            .MatchRegex($"check the ventricle: .*its largest slice has [0-9]{{3}} cm², {least:0} to {greatest:0} are usual");
        run = ChangedRun("usual", record => record["ventricleAreas"]!["greatest"] = 10_000);
        Cli.Run("predict", "--run", run, "--data", trained.Unseen, "--out", folder["usual"])
            .Output.Should().NotContain("its largest slice");
    }

    /// <summary>A case's cells of the volumes written.</summary>
    private string[] Volumes(string id) =>
        [.. File.ReadLines(Path.Combine(Output, "volumes.csv")).Select(CsvLine.Split).Single(cells => cells[0] == id)];

    /// <summary>Predicts a case by the trained run with changed options.</summary>
    private short[] Predict(string name, Action<JsonNode> change)
    {
        string run = ChangedRun($"{name}-run", record => change(record["options"]!)), output = folder[$"{name}-predictions"];
        Cli.Run("predict", "--run", run, "--data", trained.Data, "--out", output).ShouldSucceed();
        return NiftiImage.Read(CaseFile.Of(output, "phantom_001", "pred")).ReadInt16();
    }

    /// <summary>A copy of the trained run that marks something, with a changed record.</summary>
    private string ChangedRun(string name, Action<JsonNode> change)
    {
        string run = CopyOfRun(name), record = Path.Combine(run, "run.json");
        // So little training finds nothing: the heads' biases are moved until the networks do.
        foreach (var coarse in new[] { "casn-locate", "casn-segment" }) Move(coarse, "heads.0.bias", -8, 8);
        Move("asan-scar", "heads.2.bias", 0, 0, 8);
        var changed = JsonNode.Parse(File.ReadAllText(record))!;
        change(changed);
        File.WriteAllText(record, changed.ToJsonString());
        return run;

        void Move(string stage, string bias, params float[] by)
        {
            using var scope = torch.NewDisposeScope();
            var file = Path.Combine(run, "networks", $"{stage}.safetensors");
            var weights = SafeTensors.Load(file).ToDictionary();
            weights[bias] = weights[bias] + torch.tensor(by);
            SafeTensors.Save(file, weights);
        }
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private string CopyOfRun(string name)
    {
        var run = folder[name];
        Directory.CreateDirectory(Path.Combine(run, "networks"));
        foreach (var file in new[] { "run.json", "finished.json" }) File.Copy(Path.Combine(trained.Run, file), Path.Combine(run, file));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(trained.Run, "networks")))
            File.Copy(file, Path.Combine(run, "networks", Path.GetFileName(file)));
        return run;
    }
}
