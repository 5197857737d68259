namespace Awsnet.Components.Myops.Tests;

public sealed class RestartsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> warnings = [];
    private readonly List<long> seeds = [];

    private string StageFolder => folder["stage"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_network_that_finds_nothing_in_a_third_of_its_epochs_gives_way_to_another()
    {
        var summary = Run(fixedEpochs: 60, epoch => seeds.Count == 1 ? 1e-9 : 0.5);

        summary.Attempt.Should().Be(2);
        seeds.Should().HaveCount(2).And.OnlyHaveUniqueItems().And.StartWith([7L]);
        File.ReadAllLines(Path.Combine(folder["stage-dead-1"], "epochs")).Should().HaveCount(20);
        File.ReadAllLines(Path.Combine(StageFolder, "epochs")).Should().HaveCount(60);
        warnings.Should().Equal("found nothing in 20 epochs; restarting with another seed: attempt 2 of 3");
    }

    [Fact]
    public void The_third_one_is_trained_to_the_end()
    {
        Run(fixedEpochs: 30, _ => 0).Attempt.Should().Be(3);
        seeds.Should().HaveCount(3).And.OnlyHaveUniqueItems();
        File.ReadAllLines(Path.Combine(StageFolder, "epochs")).Should().HaveCount(30);
        Directory.GetDirectories(folder.Path).Select(Path.GetFileName).Should().BeEquivalentTo("stage", "stage-dead-1", "stage-dead-2");
    }

    [Theory]
    [InlineData(60, 0.011, null)]
    [InlineData(10, 0.0, null)]
    [InlineData(60, 0.0, "The validation set has no pixel of scar.")]
    public void A_network_that_found_something_or_could_not_yet_or_had_nothing_to_find_goes_on(
        int fixedEpochs, double dice, string? warning)
    {
        Run(fixedEpochs, _ => dice, warning).Attempt.Should().Be(1);
        warnings.Should().BeEmpty();
    }

    [Fact]
    public void Stopped_and_resumed_it_goes_on_with_the_seed_of_its_attempt_also_in_a_copy_of_its_folder()
    {
        var stopped = () => Run(60, epoch => seeds.Count == 1 ? 0 : epoch == 30 ? throw new OperationCanceledException() : 0.5);
        stopped.Should().Throw<OperationCanceledException>();
        Directory.Delete(folder["stage-dead-1"], recursive: true);

        Run(60, _ => 0.5).Attempt.Should().Be(2);

        seeds.Should().HaveCount(3);
        seeds[2].Should().Be(seeds[1]).And.NotBe(seeds[0]);
    }

    [Fact]
    public void An_arm_that_adopts_what_another_began_after_a_restart_trains_on_with_the_seed_of_that_attempt()
    {
        Run(60, _ => seeds.Count == 1 ? 0 : 0.5).Attempt.Should().Be(2);
        var options = PipelineOptions.Preset("tiny");
        var beginning = SharedBeginning.Of(folder["beginnings"], Arms.Named("pam-das-dcl"), options, Stage.Scar)!;
        // Kept as the last epoch with fixed weights begins.
        beginning.Watch(StageFolder, new Listener(this)).Report(new RunProgress
        {
            Event = RunEvent.Step,
            Stage = TrainingStage.FixedWeights,
            Epoch = options.Fine.FixedEpochs - 1,
            Epochs = options.Fine.FixedEpochs + options.Fine.AutoEpochs,
            Weights = LossWeights.Equal(["stride 1"]),
        });

        SharedBeginning.Of(folder["beginnings"], Arms.Named("pam-ds-dcl"), options, Stage.Scar)!.Adopt(folder["other"]);
        new Restarts(folder["other"]).Run(
            StageOf(60), new Listener(this), CancellationToken.None, (stage, progress, stop) =>
                Train(stage, _ => 0.5, null, progress, stop)).Attempt.Should().Be(2);

        seeds.Should().HaveCount(3);
        seeds[2].Should().Be(seeds[1]).And.NotBe(seeds[0]);
    }

    [Fact]
    public void Killed_while_a_dead_network_was_set_aside_it_begins_the_next()
    {
        Directory.CreateDirectory(folder["stage-dead-1"]);
        Run(60, _ => 0.5).Attempt.Should().Be(2);
    }

    private StageSummary Run(int fixedEpochs, Func<int, double> dice, string? warning = null) => new Restarts(StageFolder).Run(
        StageOf(fixedEpochs), new Listener(this), CancellationToken.None, (stage, progress, stop) =>
            Train(stage, dice, warning, progress, stop));

    /// <summary>A training of nothing: an epoch is a line in the folder.</summary>
    private StageSummary Train(
        Stage stage, Func<int, double> dice, string? warning, IProgress<RunProgress> progress, CancellationToken stop)
    {
        seeds.Add(stage.Options.Seed);
        Directory.CreateDirectory(StageFolder);
        var best = double.NaN;
        for (var epoch = 0; epoch < stage.Options.FixedEpochs; epoch++)
        {
            stop.ThrowIfCancellationRequested();
            var reward = dice(epoch);
            best = double.IsNaN(best) ? reward : Math.Max(best, reward);
            File.AppendAllText(Path.Combine(StageFolder, "epochs"), $"{reward}\n");
            progress.Report(new RunProgress
            {
                Event = RunEvent.Epoch,
                Stage = TrainingStage.FixedWeights,
                Epoch = epoch,
                Epochs = stage.Options.FixedEpochs,
                Weights = LossWeights.Equal(["stride 1"]),
                BestReward = best,
                Evaluation = new Evaluation(reward) { Warning = warning },
            });
        }

        return new StageSummary(stage.Name, stage.Options.FixedEpochs, best, 0, new Dictionary<string, double>());
    }

    private static Stage StageOf(int fixedEpochs) => new()
    {
        Name = "stage",
        Network = () => throw new NotSupportedException(),
        Targets = [],
        Training = new SampleSet(1, 1, []),
        Validation = new SampleSet(1, 1, []),
        Augmentation = AugmentationOptions.Paper,
        Loss = new DiceCrossEntropyOptions(),
        BatchSize = 1,
        LearningRate = 1,
        Options = new TrainingOptions { FixedEpochs = fixedEpochs, AutoEpochs = 0, Seed = 7 },
    };

    private sealed class Listener(RestartsTests test) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Event == RunEvent.Warning) test.warnings.Add(value.Message!);
        }
    }
}
