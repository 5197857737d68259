using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops.Tests;

[Collection(TrainedRunCollection.Name)]
public sealed class TrainTests(TrainedRun trained) : IDisposable
{
    private static readonly string[] Stages = [Stage.Locate, Stage.Segment, Stage.Scar, Stage.Pathology];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_run_folder_holds_what_is_needed_to_repeat_the_run()
    {
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(trained.Run, "run.json")))!;
        record["preset"]!.GetValue<string>().Should().Be("tiny");
        record["seed"]!.GetValue<long>().Should().Be(3);
        record["compute"]!.GetValue<string>().Should().Be("fp32");
        record["trainingCases"]!.AsArray().Should().HaveCount(2);
        record["validationCases"]!.AsArray().Should().HaveCount(1);
        record["options"]!["fine"]!["candidates"]!.GetValue<int>().Should().BeGreaterThan(1);
        record["versions"]!["runtime"]!.GetValue<string>().Should().StartWith(".NET");
        foreach (var stage in Stages) File.Exists(Path.Combine(trained.Run, "networks", $"{stage}.safetensors")).Should().BeTrue(stage);
    }

    [Fact]
    public void Both_fine_networks_were_trained_with_weights_that_candidates_competed_for()
    {
        var finished = JsonNode.Parse(File.ReadAllText(Path.Combine(trained.Run, "finished.json")))!;
        finished["stages"]!.AsArray().Select(stage => stage!["name"]!.GetValue<string>()).Should().Equal(Stages);
        foreach (var stage in Stages[2..])
        {
            JsonNode[] lines = [.. File.ReadLines(Path.Combine(trained.Run, stage, "metrics.jsonl")).Select(line => JsonNode.Parse(line)!)];
            var candidates = lines.Where(line => line["kind"]!.GetValue<string>() == "candidate").ToArray();
            candidates.Should().HaveCount(PipelineOptions.Preset("tiny").Fine.AutoEpochs * PipelineOptions.Preset("tiny").Fine.Candidates);
            candidates.Should().OnlyContain(candidate =>
                Math.Abs(candidate["weights"]!.AsObject().Sum(weight => weight.Value!.GetValue<double>()) - 1) < 1e-9);
            candidates.Select(candidate => candidate["weights"]!.ToJsonString()).Distinct().Count().Should().BeGreaterThan(1);
        }
    }

    [Fact]
    public void Without_a_terminal_each_epoch_is_a_plain_line()
    {
        string[] lines = trained.Training.Output.Split('\n');
        lines.Should().Contain(line =>
            line.StartsWith("casn-locate  epoch 1/") && line.Contains(" loss ") && line.Contains(" dice ") && line.Contains(" left "));
        lines.Should().Contain(line => line.StartsWith("asan-scar  epoch ") && line.Contains(" auto x") && line.Contains(" weights "));
        trained.Training.Output.Should().NotContain("\u001b");
    }

    [Fact]
    public void A_run_whose_folder_is_gone_ends_in_the_training_s_own_words()
    {
        // Windows moves no folder with an open file in it.
        if (OperatingSystem.IsWindows()) return;
        var result = Cli.RunWatched(
            line =>
            {
                if (line.Contains("casn-locate  epoch 1/", StringComparison.Ordinal)) Directory.Move(folder["run"], folder["moved"]);
            }, [.. trained.TrainingArguments(folder["run"]), "--coarse-epochs", "2"]);

        result.ShouldBeBadInput(folder["run"], "could not be saved", "resume");
        result.Error.Should().NotContain("Check the file");
    }

    [Fact]
    public void The_status_of_what_runs_in_one_process_is_that_of_the_run()
    {
        var status = Cli.Run("status", trained.Run);
        status.ShouldSucceed();
        status.Output.Should().Contain($"{trained.Run}: a finished run");
        ReportedRun.Copy(trained.Run, folder["run"]);
        File.Delete(folder["run/finished.json"]);
        Cli.Run("status", folder["run"]).Output.Should().Contain("an unfinished run of which no part is, or was yet, a process of its own");
        Cli.Run("status", trained.Data).ShouldBeBadInput(trained.Data, "holds no run and no experiment");
    }

    [Fact]
    public void A_folder_with_a_run_is_refused_and_a_finished_run_is_not_trained_again()
    {
        Cli.Run(trained.TrainingArguments(trained.Run)).ShouldBeBadInput(trained.Run, "--resume");

        var again = Cli.Run([.. trained.TrainingArguments(trained.Run), "--resume"]);
        again.ShouldSucceed();
        again.Output.Should().Contain("finished already");

        Cli.Run("train", "--out", trained.Run, "--resume", "--seed", "4").ShouldBeBadInput("--seed 3", "not 4");
    }

    [Fact]
    public void A_run_stopped_twice_and_resumed_ends_with_the_same_bits()
    {
        var output = Path.Combine(folder.Path, "run");
        // With nothing saved yet, --resume begins.
        StopAt(output, "casn-segment  epoch 2/").Error.Should().Contain($"--out {output} --resume");
        Cli.Run("train", "--data", trained.Unseen, "--out", output, "--resume").ShouldBeBadInput("--data");
        StopAt(output, "asan-scar  epoch 5/").Code.Should().Be(ExitCode.Interrupted);
        Cli.Run("predict", "--run", output, "--data", trained.Unseen, "--out", Path.Combine(folder.Path, "p"))
            .ShouldBeBadInput("not finished");

        Cli.Run("train", "--out", output, "--resume").ShouldSucceed();

        foreach (var stage in Stages)
        {
            var name = Path.Combine("networks", $"{stage}.safetensors");
            File.ReadAllBytes(Path.Combine(output, name)).Should().Equal(File.ReadAllBytes(Path.Combine(trained.Run, name)), stage);
        }
    }

    [Fact]
    public void A_resumed_run_wants_the_data_it_was_started_with()
    {
        string data = Path.Combine(folder.Path, "data"), output = Path.Combine(folder.Path, "run");
        foreach (var id in new[] { "phantom_001", "phantom_003" }) CaseFile.Copy(trained.Data, id, data);
        StopAt(output, "casn-locate  epoch 1/", "--data", data).Code.Should().Be(ExitCode.Interrupted);
        CaseFile.Rewrite(data, "phantom_003", "T2", (voxels, plane) => voxels.AsSpan(0, plane).Clear());
        Cli.Run("train", "--out", output, "--resume").ShouldBeBadInput("phantom_003", "started with");
    }

    [Fact]
    public void A_run_that_another_process_trains_and_one_whose_checkpoints_are_damaged_are_said_in_one_line()
    {
        var output = folder["run"];
        StopAt(output, "casn-locate  epoch 3/").Code.Should().Be(ExitCode.Interrupted);
        var stage = Path.Combine(output, Stage.Locate);
        using (new FileStream(Path.Combine(stage, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            var second = Cli.Run("train", "--out", output, "--resume");
            second.ShouldBeBadInput("Another run is at work in", Stage.Locate);
            second.Error.Should().NotContain("disk");
        }

        foreach (var file in Directory.EnumerateFiles(stage, "checkpoint-*")) CaseFile.Truncate(file, 50);
        Cli.Run("train", "--out", output, "--resume").ShouldBeBadInput(stage, "checkpoint");
    }

    [Theory]
    [InlineData("sequence")]
    [InlineData("label file")]
    [InlineData("shape")]
    [InlineData("affine")]
    [InlineData("label")]
    [InlineData("truncated")]
    [InlineData("lying header")]
    public void A_spoilt_case_is_named_and_nothing_is_written(string fault)
    {
        string data = Path.Combine(folder.Path, "data"), output = Path.Combine(folder.Path, "run");
        foreach (var id in new[] { "phantom_001", "phantom_003" }) CaseFile.Copy(trained.Data, id, data);
        string file = CaseFile.Of(data, "phantom_003", "T2"), named = Path.GetFileName(file);
        switch (fault)
        {
            case "sequence":
                File.Delete(file);
                break;
            case "label file":
                named = "phantom_003_gd.nii.gz";
                File.Delete(Path.Combine(data, named));
                break;
            case "shape":
                LabelFile.Write(data, named, [32, 30, 2], new short[1920]);
                break;
            case "affine":
                var image = NiftiImage.Read(file);
                image.WithHeader(image.Header with { QOffset = [image.Header.QOffset[0] + 5, .. image.Header.QOffset[1..]] }).Write(file);
                break;
            case "label":
                named = "phantom_003_gd.nii.gz";
                CaseFile.Rewrite(data, "phantom_003", "gd", (voxels, _) => voxels[0] = 77);
                break;
            case "truncated":
                CaseFile.Truncate(file);
                break;
            case "lying header":
                var whole = NiftiImage.Read(file);
                var plain = Path.ChangeExtension(Path.ChangeExtension(file, null), "nii");
                whole.Write(plain);
                File.Delete(file);
                var bytes = File.ReadAllBytes(plain);
                BitConverter.TryWriteBytes(bytes.AsSpan(46), (short)3000);
                File.WriteAllBytes(plain, bytes);
                named = Path.GetFileName(plain);
                break;
        }

        Cli.Run("train", "--data", data, "--out", output, "--preset", "tiny").ShouldBeBadInput(named);

        Directory.Exists(output).Should().BeFalse();
    }

    [Fact]
    public void A_run_is_resumed_with_the_same_images_and_labels_alone()
    {
        string data = folder["data"], output = folder["run"];
        foreach (var id in new[] { "phantom_001", "phantom_003" }) CaseFile.Copy(trained.Data, id, data);
        Cli.StopAt("  epoch 1/", "train", "--data", data, "--out", output, "--preset", "tiny").Code.Should().Be(ExitCode.Interrupted);
        const string Case = "phantom_003";
        string de = CaseFile.Of(data, Case, "DE"), t2 = CaseFile.Of(data, Case, "T2"), gd = CaseFile.Of(data, Case, "gd");

        // Two sequences change places, which no file's size shows.
        Swap(de, t2);
        Refused();
        Swap(de, t2);

        // A voxel of scar is no scar any more.
        var annotated = File.ReadAllBytes(gd);
        CaseFile.Rewrite(data, Case, "gd", (voxels, _) => voxels[Array.IndexOf(voxels, MyoPsLabels.Scar)] = MyoPsLabels.Edema);
        Refused();
        File.WriteAllBytes(gd, annotated);

        // Unpacked it is the same image.
        NiftiImage.Read(de).Write(de[..^".gz".Length]);
        File.Delete(de);
        Cli.StopAt("  epoch 1/", "train", "--out", output, "--resume").Code.Should().Be(ExitCode.Interrupted);

        void Refused() => Cli.Run("train", "--out", output, "--resume").ShouldBeBadInput(data, $"labels of case {Case}", "another --out");

        static void Swap(string one, string other)
        {
            File.Move(one, $"{one}.aside");
            File.Move(other, one);
            File.Move($"{one}.aside", other);
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("many", null)]
    [InlineData("0", null)]
    [InlineData("4,2", null)]
    [InlineData("8", 8)]
    [InlineData("1024", 1024)]
    public void Threads_are_those_of_the_variable(string? text, int? threads) => TorchSetup.ThreadsIn(text).Should().Be(threads);

    [Theory]
    [InlineData("100000")]
    [InlineData("99999999999")]
    public void More_threads_than_a_machine_has_are_refused(string text) =>
        FluentActions.Invoking(() => TorchSetup.ThreadsIn(text)).Should().Throw<InputException>()
            .WithMessage($"OMP_NUM_THREADS={text}: expected 1 to 1024*");

    [Theory]
    [InlineData(-4)]
    [InlineData(100_000)]
    public void A_run_that_says_an_impossible_number_of_threads_is_refused(int threads)
    {
        var run = JsonNode.Parse(File.ReadAllText(Path.Combine(trained.Run, "run.json")))!;
        run["threads"] = threads;
        Directory.CreateDirectory(folder["run"]);
        File.WriteAllText(folder["run/run.json"], run.ToJsonString());

        Cli.Run("train", "--out", folder["run"], "--resume").ShouldBeBadInput("run.json", $"{threads} threads");
    }

    [Fact]
    public void Empty_and_missing_folders_single_cases_and_occupied_outputs_are_refused()
    {
        string empty = Path.Combine(folder.Path, "empty"), output = Path.Combine(folder.Path, "run");
        Directory.CreateDirectory(empty);
        Cli.Run("train", "--data", empty, "--out", output).ShouldBeBadInput(empty);
        Cli.Run("train", "--data", Path.Combine(folder.Path, "no"), "--out", output).ShouldBeBadInput("no such folder");
        Cli.Run("train", "--out", output).ShouldBeBadInput("--data");

        var single = Path.Combine(folder.Path, "single");
        CaseFile.Copy(trained.Data, "phantom_001", single);
        Cli.Run("train", "--data", single, "--out", output).ShouldBeBadInput(single, "at least two");
        Cli.Run("train", "--data", trained.Data, "--out", single).ShouldBeBadInput(single, "no run");
        Directory.Exists(output).Should().BeFalse();
    }

    [Fact]
    public void The_finder_gradient_trains_the_weights_in_all_epochs_without_a_search()
    {
        var output = folder["run"];
        Cli.Run([
            .. trained.TrainingArguments(output), "--finder", "gradient", "--coarse-epochs", "1", "--fixed-epochs", "1",
            "--auto-epochs", "2",
        ]).ShouldSucceed();

        var log = MetricsLog.Read(Path.Combine(output, Stage.Scar, "metrics.jsonl"));
        log.Epochs.Select(epoch => epoch.IsAuto).Should().Equal(false, false, false);
        log.Candidates.Should().BeEmpty();
        var run = RunFolder.Open(output);
        run.Summary.Stages.Single(stage => stage.Name == Stage.Scar).Weights.Values.Should().OnlyHaveUniqueItems();
        // An auto-weighted epoch costs what one with fixed weights does.
        double cost = CostOf(options => options), plain = CostOf(fine => fine with { FixedEpochs = 3, AutoEpochs = 0 });
        cost.Should().Be(plain);

        double CostOf(Func<FineOptions, FineOptions> change) => StagePlan.Rows(
            run.Record with { Options = run.Record.Options with { Fine = change(run.Record.Options.Fine) } }).Sum(row => row.Cost);
    }

    [Fact]
    public void No_epoch_to_train_a_fine_network_in_is_refused_before_anything_is_written()
    {
        var output = folder["run"];
        Cli.Run([.. trained.TrainingArguments(output), "--fixed-epochs", "0", "--auto-epochs", "0"])
            .ShouldBeBadInput("--fixed-epochs 0 --auto-epochs 0", "1 or more");
        Directory.Exists(output).Should().BeFalse();
    }

    /// <summary>Trains until a line begins with a text, then stops as Ctrl-C does.</summary>
    private CliResult StopAt(string output, string line, params string[] more)
    {
        string[] arguments = [.. trained.TrainingArguments(output), "--resume", .. more];
        // The last of two equal options would be refused: --data given again takes the place of the first.
        if (more.Length > 0) arguments = [.. arguments.Where((argument, index) => index is not (1 or 2))];
        return Cli.StopAt(line, arguments);
    }
}
