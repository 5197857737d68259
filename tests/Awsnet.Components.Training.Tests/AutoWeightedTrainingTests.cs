using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Awsnet.Components.Tests;

public sealed class AutoWeightedTrainingTests
{
    private static readonly TrainingOptions small = new()
    {
        FixedEpochs = 2,
        AutoEpochs = 2,
        Search = new() { Candidates = 3 },
        Threads = 1,
        Seed = 4,
    };

    private static TwoHeadTraining Make(TrainingOptions? options = null, TwoHeadTask? task = null) =>
        new(task ?? Blobs.Task(), options ?? small, Blobs.Controller());

    [Fact]
    public void The_plan_is_fixed_epochs_then_auto_weighted_ones_and_it_learns()
    {
        using var training = Make(small with { FixedEpochs = 6 }, Blobs.Task(batches: 6));
        double before = Blobs.Evaluate(training.Network, default).Reward;
        training.Network.train();
        var outcome = training.Run();

        outcome.Epochs.Should().Be(8);
        outcome.WeightsByEpoch.Take(6).Should().OnlyContain(weights => weights.Equals(LossWeights.Equal(Blobs.LossNames)));
        training.SearchedEpochs.Should().HaveCount(2).And.OnlyContain(epoch => epoch.Candidates.Length == 3);
        outcome.Weights.Equals(training.SearchedEpochs[1].Weights).Should().BeTrue();
        outcome.Best!.Reward.Should().BeGreaterThan(before + 0.1);
        outcome.Best.Metrics.Should().ContainKey("dice.square");
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_one_does_not()
    {
        string[] digests = [.. new[] { 4L, 4L, 5L }.Select(seed =>
        {
            using var training = Make(small with { Seed = seed });
            training.Run();
            return Blobs.Digest(training.Network);
        })];

        digests[1].Should().Be(digests[0]);
        digests[2].Should().NotBe(digests[0]);
    }

    [Fact]
    public void Candidates_side_by_side_give_the_bits_of_one_after_the_other_with_as_many_threads_each()
    {
        string[] digests = [.. new[] { 1, 3 }.Select(sideBySide =>
        {
            using var training = Make(small with { ThreadsPerCandidate = 1, Search = small.Search with { Parallelism = sideBySide } });
            training.Run();
            return Blobs.Digest(training.Network);
        })];

        digests[1].Should().Be(digests[0]);
    }

    [Fact]
    public void Candidates_side_by_side_on_batches_of_their_own_give_the_bits_of_one_after_the_other()
    {
        string[] digests = [.. new[] { 1, 3 }.Select(sideBySide =>
        {
            using var training = new TwoHeadTraining(
                Blobs.Task(), small with { ThreadsPerCandidate = 1, Search = small.Search with { Parallelism = sideBySide } },
                new ReinforceController(new WeightSpace(Blobs.LossNames), new() { Seed = 5, CommonRandomNumbers = false }));
            training.Run().Warnings.Should().NotContain(warning => warning.StartsWith("Candidate"));
            return Blobs.Digest(training.Network);
        })];

        digests[1].Should().Be(digests[0]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(14)]
    [InlineData(19)]
    public void A_run_canceled_between_any_two_steps_goes_on_in_another_object_to_the_same_bits(int steps)
    {
        using var whole = Make();
        whole.Run();
        using var folder = new TemporaryFolder();
        using (var broken = Make())
            broken.RunUntil(folder["run"], report => report.Event is RunEvent.Step && --steps == 0);

        int trained = 0;
        using var resumed = Make();
        var outcome = resumed.Run(
            folder["run"], resume: true, new Immediate<RunProgress>(report => trained += report.Event is RunEvent.Step ? 1 : 0));

        Blobs.Digest(resumed.Network).Should().Be(Blobs.Digest(whole.Network));
        outcome.WeightsByEpoch.Should().Equal(whole.Run().WeightsByEpoch);
        trained.Should().BeLessThan(24 - 1, "what was done is not done again");
    }

    [Theory]
    [InlineData("side by side")]
    [InlineData("halving")]
    [InlineData("equal ones once")]
    [InlineData("rollback guard")]
    public void Every_way_to_search_goes_on_to_the_same_bits_from_the_midst_of_an_epoch(string way)
    {
        var search = new WeightSearchOptions { Candidates = 4 };
        search = way switch
        {
            "side by side" => search with { Parallelism = 3 },
            "halving" => search with { Halving = new SuccessiveHalving { Rungs = [0.34, 1] } },
            "equal ones once" => search with { TrainEqualProposalsOnce = true },
            _ => search with { RollbackTolerance = 0 },
        };
        var options = small with { FixedEpochs = 1, Search = search, ThreadsPerCandidate = 1, CheckpointInterval = TimeSpan.Zero };
        using var whole = Make(options);
        whole.Run();
        foreach (int stop in new[] { 1, 2, 4 })
        {
            using var folder = new TemporaryFolder();
            int left = stop;
            using (var broken = Make(options))
                broken.RunUntil(folder["run"], report => report.Event == RunEvent.Candidate && --left == 0);
            using var resumed = Make(options);
            resumed.Run(folder["run"], resume: true);
            Blobs.Digest(resumed.Network).Should().Be(Blobs.Digest(whole.Network), "{0}, stopped after {1} candidates", way, stop);
        }
    }

    [Fact]
    public void A_run_canceled_while_it_validates_goes_on_to_the_same_bits()
    {
        using var whole = Make();
        whole.Run();
        for (int stop = 1; stop <= 6; stop += 5)
        {
            using var folder = new TemporaryFolder();
            using var cancel = new CancellationTokenSource();
            int left = stop;
            var task = Blobs.Task() with
            {
                Evaluate = (network, cancellation) =>
                {
                    if (--left == 0)
                        cancel.Cancel();
                    cancellation.ThrowIfCancellationRequested();
                    return Blobs.Evaluate(network, cancellation);
                },
            };
            using (var broken = Make(task: task))
                broken.Invoking(training => training.Run(folder["run"], cancellation: cancel.Token)).Should()
                    .Throw<OperationCanceledException>();
            using var resumed = Make();
            resumed.Run(folder["run"], resume: true);
            Blobs.Digest(resumed.Network).Should().Be(Blobs.Digest(whole.Network));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_canceled_while_it_validates_an_auto_weighted_epoch_counts_that_epoch_once(bool goesOnInTheSameObject)
    {
        // Candidates are scored by something else, so the validation comes after the search has settled.
        var scored = Blobs.Task() with { CandidateScore = (network, cancellation) => Blobs.Evaluate(network, cancellation).Reward };
        using var folder = new TemporaryFolder();
        using var whole = Make(task: scored);
        var expected = whole.Run(folder["whole"]);
        using var cancel = new CancellationTokenSource();
        int left = 3;
        using var broken = Make(task: scored with
        {
            Evaluate = (network, cancellation) =>
            {
                if (--left == 0)
                    cancel.Cancel();
                cancellation.ThrowIfCancellationRequested();
                return Blobs.Evaluate(network, cancellation);
            },
        });
        broken.Invoking(training => training.Run(folder["run"], cancellation: cancel.Token)).Should().Throw<OperationCanceledException>();
        using var other = Make(task: scored);
        var resumed = goesOnInTheSameObject ? broken : other;
        var outcome = resumed.Run(folder["run"], resume: true);

        resumed.SearchedEpochs.Count.Should().Be(2);
        outcome.WeightsByEpoch.Should().Equal(expected.WeightsByEpoch);
        KilledRun.Outcome(folder["run"]).Should().Be(KilledRun.Outcome(folder["whole"]));
    }

    [Fact]
    public void A_canceled_run_goes_on_in_the_same_object_to_the_same_bits()
    {
        using var whole = Make();
        whole.Run();
        using var training = Make();
        for (int steps = 1; steps < 24; steps += 6)
        {
            int left = steps % 5 + 1;
            training.RunUntil(null, report => report.Event is RunEvent.Step && --left == 0);
        }
        training.Run();

        Blobs.Digest(training.Network).Should().Be(Blobs.Digest(whole.Network));
    }

    [Fact]
    public void Metrics_have_a_line_for_every_candidate_and_epoch_and_none_twice_after_a_resumption()
    {
        using var folder = new TemporaryFolder();
        using (var broken = Make())
            broken.RunUntil(folder["run"], report => report is { Event: RunEvent.Candidate, Epoch: 3 });
        File.AppendAllText(folder["run/metrics.jsonl"], "{\"kind\":\"written after the checkpoint\"}\n");
        using var resumed = Make();
        resumed.Run(folder["run"], resume: true);

        var lines = File.ReadAllLines(folder["run/metrics.jsonl"]).Select(line => JsonNode.Parse(line)!.AsObject()).ToArray();
        lines.Select(line => $"{line["kind"]} {line["epoch"]} {line["candidate"]}".Trim()).Should().Equal(
            "epoch 0", "epoch 1",
            "candidate 2 0", "candidate 2 1", "candidate 2 2", "epoch 2",
            "candidate 3 0", "candidate 3 1", "candidate 3 2", "epoch 3");
        lines.Count(line => (bool?)line["adopted"] == true).Should().Be(2);
        lines[0]["losses"]!.AsObject().Select(entry => entry.Key).Should().Equal("coarse", "fine");
    }

    [Fact]
    public void Metrics_tell_of_auto_weighted_epochs_what_the_policy_became()
    {
        using var folder = new TemporaryFolder();
        using var training = Make();
        training.Run(folder["run"]);

        var epochs = File.ReadAllLines(folder["run/metrics.jsonl"]).Select(line => JsonNode.Parse(line)!)
            .Where(line => (string)line["kind"]! == "epoch").ToArray();
        epochs[..2].Should().OnlyContain(epoch => epoch["search"] == null);
        foreach (var search in epochs[2..].Select(epoch => epoch["search"]!))
        {
            double[][] probabilities = [.. search["policy"]!["probabilities"]!.AsObject()
                .Select(loss => loss.Value!.AsArray().Select(value => (double)value!).ToArray())];
            probabilities.Should().HaveCount(2)
                .And.OnlyContain(loss => loss.Length == search["policy"]!["actions"]!.AsArray().Count && Math.Abs(loss.Sum() - 1) < 1e-12);
            // The mean over losses of −Σ p ln p / ln n, n actions each.
            double entropy = probabilities.Average(loss => -loss.Sum(p => p * Math.Log(p)) / Math.Log(loss.Length));
            ((double)search["policyEntropy"]!).Should().BeApproximately(entropy, 1e-12);
            ((double)search["meanReward"]!).Should().BeInRange(0, 1);
        }
    }

    [Fact]
    public void A_finished_run_is_loaded_and_nothing_is_trained()
    {
        using var folder = new TemporaryFolder();
        using var first = Make();
        var outcome = first.Run(folder["run"]);
        using var second = Make(task: Blobs.Task() with { Batches = _ => throw new InvalidOperationException("Trained again.") });
        var again = second.Run(folder["run"], resume: true);

        again.WasFinished.Should().BeTrue();
        outcome.WasFinished.Should().BeFalse();
        Blobs.Digest(second.Network).Should().Be(Blobs.Digest(first.Network));
        again.Best!.Reward.Should().Be(outcome.Best!.Reward);
        again.WeightsByEpoch.Should().Equal(outcome.WeightsByEpoch);
    }

    [Fact]
    public void The_network_that_validated_best_is_kept()
    {
        int evaluations = 0;
        string best = "";
        double[] rewards = [0.2, 0.9, double.NaN, 0.3];
        var task = Blobs.Task() with
        {
            Evaluate = (network, _) =>
            {
                if (evaluations == 1)
                    best = Blobs.Digest(network);
                return rewards[evaluations++];
            },
        };
        using var training = new TwoHeadTraining(task, small with { FixedEpochs = 4, AutoEpochs = 0 });
        var outcome = training.Run();

        outcome.BestEpoch.Should().Be(1);
        outcome.Best!.Reward.Should().Be(0.9);
        Blobs.Digest(training.Network).Should().Be(best);
    }

    [Fact]
    public void A_stage_without_progress_ends_early()
    {
        double[] rewards = [0.5, 0.6, 0.6, 0.4, 0.9];
        int evaluations = 0;
        var task = Blobs.Task() with { Evaluate = (_, _) => rewards[evaluations++] };
        using var training = new TwoHeadTraining(task, small with { FixedEpochs = 9, AutoEpochs = 0, EarlyStoppingPatience = 2 });
        var outcome = training.Run();

        // The best is of epoch 2; epochs 3 and 4 are no better.
        outcome.Epochs.Should().Be(4);
        outcome.BestEpoch.Should().Be(1);
        outcome.Warnings.Should().ContainSingle().Which.Should().Contain("ends after epoch 4");
    }

    [Fact]
    public void Early_stopping_counts_anew_in_the_auto_weighted_stage()
    {
        // Fixed epochs score 0.9, then 0.5 twice: the stage ends. Of the auto-weighted ones the second is the stage's best, the next two
        // are not.
        double[] rewards = [0.9, 0.5, 0.5, 0.3, 0.4, 0.4, 0.4, 0.8];
        int evaluations = 0;
        var task = Blobs.Task() with { Evaluate = (_, _) => rewards[evaluations++] };
        using var training = Make(
            small with { FixedEpochs = 5, AutoEpochs = 5, EarlyStoppingPatience = 2, Search = new() { Candidates = 1 } }, task);
        var outcome = training.Run();

        outcome.Epochs.Should().Be(3 + 4);
        outcome.BestEpoch.Should().Be(0);
        outcome.Warnings.Should().Equal(
            "The fixed stage ends after epoch 3: no better validation in 2.",
            "The auto-weighted stage ends after epoch 9: no better validation in 2.");
    }

    [Fact]
    public void A_logger_is_told_of_epochs_and_warnings()
    {
        var logger = new Listening();
        using var training = new TwoHeadTraining(
            Blobs.Task() with { Evaluate = (_, _) => new Evaluation(0.25) { Warning = "Validation is short." } }, small,
                Blobs.Controller(), logger);
        training.Run();

        logger.Lines.Where(line => line.Level == LogLevel.Information).Select(line => line.Text).Should().HaveCount(4)
            .And.Contain(text =>
                text.StartsWith("Epoch 2 of 4 (FixedWeights): loss 0.") && text.Contains("reward 0.25, weights coarse 0.500, fine 0.500"))
            .And.Contain(text => text.StartsWith("Epoch 4 of 4 (AutoWeights)"));
        logger.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text).Should().Equal("Validation is short.");
    }

    [Fact]
    public void A_single_loss_trains_without_a_controller()
    {
        var task = Blobs.Task() with
        {
            LossNames = ["cross entropy"],
            Loss = (network, batch, weights) =>
                LossTerms.Weighted(weights, nn.functional.cross_entropy(network.call(batch.Input).Fine, batch.Target)),
        };
        using var training = new TwoHeadTraining(task, small with { AutoEpochs = 0 });

        training.Run().Epochs.Should().Be(2);
    }

    [Fact]
    public void The_learning_rate_follows_the_schedule_over_both_stages()
    {
        // The network does not move where the factor is 0: polynomial with floor 0 and power 1 over 4 epochs gives 1, 3/4, 1/2, 1/4.
        using var folder = new TemporaryFolder();
        using var training = Make(small with { Schedule = LearningRateSchedule.Polynomial(power: 1) });
        training.Run(folder["run"]);

        File.ReadAllLines(folder["run/metrics.jsonl"]).Select(line => JsonNode.Parse(line)!).Where(line => (string)line["kind"]! == "epoch")
            .Select(line => (double)line["learningRateFactor"]!).Should().Equal(1, 0.75, 0.5, 0.25);
    }

    [Fact]
    public void Progress_tells_the_stage_the_epoch_the_candidate_and_the_time_left()
    {
        List<RunProgress> reports = [];
        using var training = Make();
        training.Run(progress: new Immediate<RunProgress>(reports.Add));

        reports.Count(report => report.Event == RunEvent.Step).Should().Be(2 * 3 + 2 * 3 * 3);
        reports.Where(report => report.Event == RunEvent.Candidate).Select(report => (report.Epoch, report.Candidate))
            .Should().Equal((2, 0), (2, 1), (2, 2), (3, 0), (3, 1), (3, 2));
        reports.Where(report => report.Event == RunEvent.Epoch).Select(report => (report.Epoch, report.Stage)).Should().Equal(
            (0, TrainingStage.FixedWeights), (1, TrainingStage.FixedWeights), (2, TrainingStage.AutoWeights),
                (3, TrainingStage.AutoWeights));
        reports[^1].Event.Should().Be(RunEvent.Finished);
        reports.Where(report => report.Event == RunEvent.Step).Should()
            .OnlyContain(report => report.Loss > 0 && report.TimeLeft >= TimeSpan.Zero && report.Epochs == 4);
        reports.Where(report => report.Candidate is not null).Should().OnlyContain(report => report.Candidates == 3);
    }

    [Fact]
    public void What_does_not_fit_together_is_refused()
    {
        Refused(() => new TwoHeadTraining(Blobs.Task(), small), "*AutoEpochs is 2*no controller*");
        Refused(() => Make(small with { FixedEpochs = 0, AutoEpochs = 0 }), "*at least one epoch*");
        Refused(() => Make(task: Blobs.Task() with { LossNames = ["a", "b"] }), "*controller weighs coarse, fine*a, b*");
        Refused(() => Make(small with { Maximize = false }), "*Maximize*");
        Refused(() => Make(task: Blobs.Task() with { BatchesPerEpoch = 0 }), "*BatchesPerEpoch is 0*");
    }

    private sealed class Listening : ILogger
    {
        internal List<(LogLevel Level, string Text)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((logLevel, formatter(state, exception)));
    }
}
