using TorchSharp.Modules;

namespace Awsnet.Components.Tests;

/// <summary>Bad batches, divergence, full disks, damaged files, folders in use.</summary>
public sealed class TroubleTests
{
    private static readonly TrainingOptions small = new()
    {
        FixedEpochs = 2,
        AutoEpochs = 1,
        Search = new() { Candidates = 2 },
        Threads = 1,
        Seed = 4,
    };

    private static TwoHeadTraining Make(
        TrainingOptions? options = null, TwoHeadTask? task = null, Func<string, Stream>? create = null) =>
        new(task ?? Blobs.Task(), options ?? small, Blobs.Controller()) { CreateFile = create ?? File.Create };

    /// <summary>The batches, with a NaN put into the input of those chosen.</summary>
    private static TwoHeadTask Poisoned(Func<int, bool> isBad) => Blobs.Task() with
    {
        Batches = seed => Blobs.Epoch(seed, 3).Select((batch, index) =>
        {
            if (isBad(index))
                batch.Input[0, 0, 0, 0].fill_(double.NaN);
            return batch;
        }),
    };

    [Fact]
    public void A_batch_with_NaN_is_skipped_and_leaves_no_trace()
    {
        using var poisoned = Make(small with { AutoEpochs = 0 }, Poisoned(index => index == 1));
        var outcome = poisoned.Run();

        outcome.Warnings.Should().ContainSingle().Which.Should().Contain("Batch 1 was skipped: its loss is NaN");
        using var without = Make(small with { AutoEpochs = 0 }, Blobs.Task() with
        {
            BatchesPerEpoch = 2,
            Batches = seed => [Blobs.Batch(seed), Blobs.Batch(seed + 2)],
        });
        without.Run();
        Blobs.Digest(poisoned.Network).Should().Be(
            Blobs.Digest(without.Network), "neither a step nor running statistics are left of the bad batch");
    }

    [Fact]
    public void A_candidate_whose_batches_are_all_NaN_fails_and_the_search_reports_it()
    {
        var task = Poisoned(_ => true);
        using var trainable = new TwoHeadTrainable(task, small with { SkippedStepsAllowed = 1 });
        using var search = new WeightSearch<TorchSnapshot>(trainable, Blobs.Controller(), new() { Candidates = 2 });
        var record = search.RunEpoch();

        record.Adopted.Should().Be(-1);
        record.Candidates.Should()
            .OnlyContain(candidate => candidate.Status == CandidateStatus.Failed && candidate.Error!.Contains("2 batches in a row"));
    }

    [Fact]
    public void A_candidate_that_skips_all_its_steps_does_not_compete_by_the_incumbents_score()
    {
        // Three batches, of which four in a row may be skipped.
        using var trainable = new TwoHeadTrainable(Poisoned(_ => true), small);
        using var search = new WeightSearch<TorchSnapshot>(trainable, Blobs.Controller(), new() { Candidates = 2 });
        var record = search.RunEpoch();

        record.Adopted.Should().Be(-1);
        record.Candidates.Should().OnlyContain(
            candidate => candidate.Status == CandidateStatus.Failed && candidate.Error!.Contains("Not one of the epoch's 3 batches"));
    }

    [Theory]
    [InlineData(0, 1, 5)]
    [InlineData(0, 2, 5)]
    [InlineData(1, 2, 5)]
    [InlineData(0, 5, 1)]
    public void An_auto_weighted_stage_without_any_good_candidate_is_no_success_however_short(int fixedEpochs, int autoEpochs, int patience)
    {
        bool isBad = false;
        var task = Poisoned(_ => isBad) with
        {
            Evaluate = (network, _) =>
            {
                isBad = true;
                return 0.5;
            },
        };
        isBad = fixedEpochs == 0;
        using var training = Make(
            small with { FixedEpochs = fixedEpochs, AutoEpochs = autoEpochs, EarlyStoppingPatience = patience }, task);
        for (int time = 0; time < 2; time++)
            Refused<WeightSearchException>(() => training.Run(),
                $"Every candidate of all {Math.Min(autoEpochs, 2)} auto-weighted epochs failed, the last with " +
                "\"TrainingDivergedException: Not one of the epoch's 3 batches gave a finite step.*\". Correct the cause and train again.");
    }

    [Fact]
    public void A_loss_that_can_train_nothing_is_no_fault_of_a_candidate()
    {
        var task = Blobs.Task();
        Refused<InvalidOperationException>(
            task with { Loss = (network, batch, weights) => Blobs.Loss(network, batch, weights) with { Terms = [null] } },
            "The task's Loss gave 1 terms, but its LossNames are coarse, fine*");
        Refused<InvalidOperationException>(
            task with { Loss = (network, batch, weights) => new(Blobs.Loss(network, batch, weights).Total.detach(), [null, null]) },
            "The task's Loss does not depend on the network*");
        Refused<ArgumentException>(
            task with { Loss = (network, batch, weights) => LossTerms.Weighted(weights, Blobs.Loss(network, batch, weights).Total) },
            "There are 2 weights but 1 loss terms*");

        static void Refused<TException>(TwoHeadTask task, string message) where TException : Exception
        {
            foreach (int fixedEpochs in new[] { 0, 1 })
            {
                using var training = Make(small with { FixedEpochs = fixedEpochs, AutoEpochs = 5 }, task);
                training.Invoking(it => it.Run()).Should().Throw<TException>().WithMessage(message);
            }
        }
    }

    [Fact]
    public void A_controller_that_was_used_before_the_run_is_warned_of()
    {
        var controller = Blobs.Controller();
        var options = small with { FixedEpochs = 1, AutoEpochs = 2 };
        using var folder = new TemporaryFolder();
        using (var first = new TwoHeadTraining(Blobs.Task(), options, controller))
            first.Run().Warnings.Should().NotContain(warning => warning.StartsWith("The controller"));
        const string Warning = "The controller was told the results of 2 epochs before this run's first and brings what it learned*";
        using (var second = new TwoHeadTraining(Blobs.Task(), options, controller))
            second.RunUntil(folder["run"], report => report is { Event: RunEvent.Candidate, Epoch: 1 });
        // The checkpoint has the controller's state, whatever controller it is that takes it on.
        using (var resumed = new TwoHeadTraining(Blobs.Task(), options, Blobs.Controller()))
            resumed.Run(folder["run"], resume: true).Warnings.Should().ContainMatch(Warning);
        using var finished = new TwoHeadTraining(Blobs.Task(), options, controller);
        finished.Run(folder["run"], resume: true).Warnings.Should().NotContain(warning => warning.StartsWith("The controller"));
    }

    [Fact]
    public void A_run_that_is_to_be_longer_says_why_it_cannot_and_how_to_train_on()
    {
        using var folder = new TemporaryFolder();
        using (var first = Make(small with { AutoEpochs = 0 }))
            first.Run(folder["run"]);
        using var longer = Make(small with { AutoEpochs = 0, FixedEpochs = 5 });

        Refused<InvalidDataException>(() => longer.Run(folder["run"], resume: true),
            "*fixedEpochs was 2 and is 5. Resume it with those it has, or choose another folder. A run keeps its length, on which its " +
            "schedule depends: to train on, start a new run whose task's Network loads this one's weights.");
    }

    [Fact]
    public void A_folder_that_cannot_be_one_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        using var training = Make();

        Refused(() => training.Run(""), "*empty string. (Parameter 'folder')");
        Refused<IOException>(() => training.Run(folder["file"]),
            "*file is a file, and a run's folder is asked for; choose another name, or move the file away.");
    }

    [Fact]
    public void An_epoch_that_diverges_is_taken_back_and_tried_at_half_the_rate()
    {
        // The first attempt at the second epoch sees only NaN.
        int epochs = 0;
        var task = Blobs.Task();
        using var training = Make(small with { AutoEpochs = 0, SkippedStepsAllowed = 0 }, task with
        {
            Batches = seed => Blobs.Epoch(seed, 3).Select(Poison(epochs++)),
        });
        using var folder = new TemporaryFolder();
        var outcome = training.Run(folder["run"]);

        outcome.Epochs.Should().Be(2);
        outcome.Warnings.Should().ContainSingle().Which.Should().Contain("Epoch 2 diverged and is tried again at half the learning rate");
        File.ReadAllLines(folder["run/metrics.jsonl"])[1].Should().Contain("\"learningRateFactor\":0.5");

        static Func<TensorBatch, TensorBatch> Poison(int epoch) => batch =>
        {
            if (epoch == 1)
                batch.Input.fill_(double.NaN);
            return batch;
        };
    }

    [Fact]
    public void A_loss_that_grows_without_bound_is_divergence_and_too_much_of_it_ends_the_run_in_the_state_before()
    {
        string before = "";
        int evaluations = 0;
        var task = Blobs.Task() with
        {
            Loss = (network, batch, weights) =>
            {
                var terms = Blobs.Loss(network, batch, weights);
                return evaluations == 0 ? terms : new LossTerms(terms.Total * 1e3, terms.Terms);
            },
            Evaluate = (network, _) =>
            {
                before = Blobs.Digest(network);
                return evaluations++;
            },
        };
        using var training = Make(small with { AutoEpochs = 0, DivergenceRetries = 2, DivergenceFactor = 9.5 }, task);
        using var culture = new CommaCulture();
        Refused<TrainingDivergedException>(() => training.Run(), "Epoch 2 diverged after 2 retries*9.5 times*Lower the learning rate*");
        Blobs.Digest(training.Network).Should().Be(before);
    }

    [Fact]
    public void A_loss_that_bounces_off_nearly_nothing_has_not_diverged()
    {
        // Mean losses: 1, a millionth, a thousandth of the first ones.
        double[] scales = [1, 1e-6, 1e-3];
        int evaluations = 0;
        var task = Blobs.Task() with
        {
            Loss = (network, batch, weights) =>
            {
                var terms = Blobs.Loss(network, batch, weights);
                return new LossTerms(terms.Total * scales[evaluations], terms.Terms);
            },
            Evaluate = (_, _) => evaluations++,
        };
        using var training = Make(small with { FixedEpochs = 3, AutoEpochs = 0 }, task);

        training.Run().Warnings.Should().BeEmpty();
        evaluations.Should().Be(3);
    }

    [Fact]
    public void An_infinite_loss_of_weight_0_is_noted_and_the_run_goes_on_and_resumes()
    {
        var task = Blobs.Task() with
        {
            Loss = (network, batch, weights) => LossTerms.Weighted(
                weights, tensor(float.PositiveInfinity), nn.functional.cross_entropy(network.call(batch.Input).Fine, batch.Target)),
        };
        var options = small with
        {
            AutoEpochs = 0,
            FixedWeights = LossWeights.Of(("coarse", 0), ("fine", 1)),
            CheckpointInterval = TimeSpan.Zero,
        };
        using var folder = new TemporaryFolder();
        using (var training = Make(options, task))
            training.RunUntil(folder["run"], _ => true);
        using var resumed = Make(options, task);
        resumed.Run(folder["run"], resume: true).Epochs.Should().Be(2);

        File.ReadAllLines(folder["run/metrics.jsonl"]).Should().HaveCount(2)
            .And.OnlyContain(line => line.Contains("\"coarse\":\"Infinity\""));
    }

    [Fact]
    public void A_validation_set_without_foreground_is_warned_of_once()
    {
        var task = Blobs.Task() with
        {
            Evaluate = (network, _) =>
            {
                using var dice = new ValidationDice([("scar", [1])]);
                using var batch = Blobs.Batch(9);
                dice.Update(network.call(batch.Input).Fine, zeros_like(batch.Target));
                return dice.Compute();
            },
        };
        using var training = Make(task: task);
        var outcome = training.Run();

        outcome.Warnings.Should().ContainSingle().Which.Should().Contain("no pixel of scar");
        outcome.Epochs.Should().Be(3);
    }

    [Fact]
    public void A_full_disk_is_warned_of_and_the_run_goes_on()
    {
        using var folder = new TemporaryFolder();
        int files = 0;
        using var training = Make(create: path => new FullDisk(path, FileMode.Create, ++files == 2 ? 100 : long.MaxValue));
        var outcome = training.Run(folder["run"]);

        outcome.Epochs.Should().Be(3);
        outcome.Warnings.Should().ContainSingle().Which.Should().Contain("No space left").And.Contain("Checkpoint 0 stands");
        Directory.GetFiles(folder["run"], "*.tmp").Should().BeEmpty();
        using var again = Make();
        again.Run(folder["run"], resume: true).WasFinished.Should().BeTrue();
    }

    [Fact]
    public void A_disk_that_is_full_at_the_end_is_an_error_and_the_run_can_be_resumed_once_there_is_room()
    {
        using var folder = new TemporaryFolder();
        int files = 0;
        using var whole = Make();
        whole.Run();
        using (var training = Make(create: path => new FullDisk(path, FileMode.Create, ++files >= 3 ? 100 : long.MaxValue)))
        {
            Refused<IOException>(() => training.Run(folder["run"]),
                "The run stops after epoch 3*could not be saved*No space left*resume; Checkpoint 1 stands.");
        }
        using var resumed = Make();
        resumed.Run(folder["run"], resume: true).WasFinished.Should().BeFalse();

        Blobs.Digest(resumed.Network).Should().Be(Blobs.Digest(whole.Network));
    }

    [Fact]
    public void A_disk_that_stays_full_stops_the_run_before_much_is_lost_and_it_goes_on_once_there_is_room()
    {
        var options = small with { FixedEpochs = 6, UnsavedEpochsAllowed = 1 };
        using var whole = Make(options);
        whole.Run();
        using var folder = new TemporaryFolder();
        int files = 0;
        bool isFull = true;
        using var training = Make(
            options, create: path => new FullDisk(path, FileMode.Create, ++files >= 3 && isFull ? 100 : long.MaxValue));
        var run = () => training.Run(folder["run"], resume: true);
        run.Should().Throw<IOException>().WithMessage("The run stops after epoch 4*No space left*Checkpoint 1 stands.");
        Directory.GetFiles(folder["run"]).Select(Path.GetFileName).Should()
            .BeEquivalentTo("checkpoint-000000.safetensors", "checkpoint-000001.safetensors", "metrics.jsonl", "run.lock");

        // In another process from the disk, in this one from memory.
        isFull = false;
        using var other = Make(options);
        other.Run(folder["run"], resume: true);
        run().Epochs.Should().Be(7);
        Blobs.Digest(other.Network).Should().Be(Blobs.Digest(whole.Network));
        Blobs.Digest(training.Network).Should().Be(Blobs.Digest(whole.Network));
    }

    [Fact]
    public void Lines_of_metrics_that_an_error_kept_from_the_disk_are_written_by_the_next_run()
    {
        using var folder = new TemporaryFolder();
        bool fails = true;
        using var training = Make(small with { FixedEpochs = 3, AutoEpochs = 0 }, Blobs.Task() with
        {
            EpochEnded = (_, epoch) =>
            {
                if (fails && epoch.Epoch == 1)
                    throw new IOException("no room for a picture");
            },
        });
        training.Invoking(it => it.Run(folder["run"])).Should().Throw<IOException>();
        fails = false;
        training.Run(folder["run"]);

        File.ReadAllLines(folder["run/metrics.jsonl"]).Select(line => (int)System.Text.Json.Nodes.JsonNode.Parse(line)!["epoch"]!)
            .Should().Equal(0, 1, 2);
    }

    [Fact]
    public void A_network_of_other_shapes_stays_as_it_was_when_the_run_is_refused()
    {
        using var folder = new TemporaryFolder();
        using (var first = new AutoWeightedTraining<Wider, TensorBatch>(With(1), small with { AutoEpochs = 0 }))
            first.Run(folder["run"]);
        using var other = new AutoWeightedTraining<Wider, TensorBatch>(With(2), small with { AutoEpochs = 0, Seed = 4 });
        string before = Blobs.Digest(other.Network);
        Refused<InvalidDataException>(() => other.Run(folder["run"], resume: true), "*\"live.network.last*");

        // The first layer alone is alike.
        Blobs.Digest(other.Network).Should().Be(before);
        other.Run(folder["new"]).Epochs.Should().Be(2);

        static TrainingTask<Wider, TensorBatch> With(int outputs) => new()
        {
            Network = () => new Wider(outputs),
            LossNames = ["one"],
            BatchesPerEpoch = 1,
            Batches = _ => [new TensorBatch(ones(1, 1), ones(1, 1))],
            Loss = (network, batch, weights) => LossTerms.Weighted(weights, network.call(batch.Input).mean()),
            Evaluate = (_, _) => 0,
        };
    }

    [Fact]
    public void A_training_that_took_on_a_part_of_a_checkpoint_is_not_trained_on()
    {
        using var folder = new TemporaryFolder();
        using (var first = Make())
            first.Run(folder["run"]);
        using var other = new TwoHeadTraining(Blobs.Task(), small, Blobs.Controller(seed: 6));
        other.Invoking(it => it.Run(folder["run"], resume: true)).Should().Throw<InvalidDataException>();

        Refused<InvalidOperationException>(() => other.Run(), "*part of a checkpoint*make a new one.");
    }

    /// <summary>Two layers, the last as wide as asked for.</summary>
    private sealed class Wider : nn.Module<Tensor, Tensor>
    {
        private readonly Linear first;
        private readonly Linear last;

        internal Wider(int outputs) : base(nameof(Wider))
        {
            first = nn.Linear(1, 1);
            last = nn.Linear(1, outputs);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => last.call(first.call(input));
    }

    [Fact]
    public void A_device_without_room_is_met_as_the_system_reports_it()
    {
        if (!File.Exists("/dev/full"))
            return;
        using var folder = new TemporaryFolder();
        using var training = Make(
            small with { UnsavedEpochsAllowed = 0 }, create: _ => new FileStream("/dev/full", FileMode.Open, FileAccess.Write));
        Refused<IOException>(() => training.Run(folder["run"]),
            "The run stops after epoch 1*No space left on device*resume; Nothing is saved yet.");
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("altered")]
    [InlineData("empty")]
    public void A_damaged_checkpoint_is_recognised_and_the_one_before_it_is_used(string damage)
    {
        using var whole = Make();
        whole.Run();
        using var folder = new TemporaryFolder();
        using (var first = Make())
            first.Run(folder["run"]);
        string[] checkpoints = [.. Directory.GetFiles(folder["run"], "checkpoint-*").Order()];
        checkpoints.Should().HaveCount(2, "the last two are kept");
        Damage(checkpoints[^1], damage);

        using var resumed = Make();
        var outcome = resumed.Run(folder["run"], resume: true);

        outcome.WasFinished.Should().BeFalse();
        outcome.Warnings.Should().ContainSingle().Which.Should().Contain(Path.GetFileName(checkpoints[^1])).And.Contain("damaged")
            .And.Contain("The checkpoint before it is used");
        Blobs.Digest(resumed.Network).Should().Be(Blobs.Digest(whole.Network));
    }

    [Fact]
    public void A_folder_without_a_whole_checkpoint_is_refused()
    {
        using var folder = new TemporaryFolder();
        using (var first = Make())
            first.Run(folder["run"]);
        foreach (string file in Directory.GetFiles(folder["run"], "checkpoint-*"))
            Damage(file, "truncated");
        using var resumed = Make();
        Refused<InvalidDataException>(() => resumed.Run(folder["run"], resume: true), "No checkpoint in*is whole*");
    }

    [Fact]
    public void Other_options_other_losses_and_another_network_are_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        using (var first = Make())
            first.Run(folder["run"]);

        using var otherSeed = Make(small with { Seed = 5, ClipGradientNorm = 2 });
        Refused<InvalidDataException>(() => otherSeed.Run(folder["run"], resume: true),
            "*seed was 4 and is 5; clipGradientNorm was null and is 2*");
        using var threads = Make(small with { ThreadsPerCandidate = 7 });
        Refused<InvalidDataException>(() => threads.Run(folder["run"], resume: true), "*threadsPerCandidate was * and is 7*");
        using var processors = Make(small with { Threads = 2 });
        Refused<InvalidDataException>(() => processors.Run(folder["run"], resume: true),
            "*threads was 1 and is 2*: set Threads to 1 to resume here.");
        using var otherOptimizer = Make(task: Blobs.Task() with { Optimizer = network => optim.AdamW(network.parameters(), 0.01) });
        Refused<InvalidDataException>(() => otherOptimizer.Run(folder["run"], resume: true),
            "*optimizer Adam, this run has AdamW; resume it with Adam.");
        using var otherNetwork = Make(task: Blobs.Task(width: 5));
        Refused<InvalidDataException>(() => otherNetwork.Run(folder["run"], resume: true),
            "*first.weight*[4, 1, 3, 3]*[5, 1, 3, 3]*another network*");
        using var otherController = new TwoHeadTraining(Blobs.Task(), small, Blobs.Controller(seed: 6));
        Refused<InvalidDataException>(() => otherController.Run(folder["run"], resume: true), "*search does not fit*");
    }

    [Theory]
    [InlineData("\"awsnet.training\"", "\"awsnet.picture\"", "*is \"awsnet.picture\", not \"awsnet.training\"*")]
    [InlineData("\"version\":1", "\"version\":7", "*has version 7; this package reads version 1*")]
    [InlineData("\"batchesPerEpoch\":3", "\"batchesPerEpoch\":8", "*trained with 8 batches an epoch, this run has 3*")]
    [InlineData("\"coarse\",\"fine\"", "\"fine\",\"coarse\"", "*trained with the losses fine, coarse, this run has coarse, fine*")]
    public void What_another_program_or_version_wrote_is_refused(string own, string other, string message)
    {
        using var folder = new TemporaryFolder();
        using (var first = Make())
            first.Run(folder["run"]);
        string path = Directory.GetFiles(folder["run"], "checkpoint-*").Order().Last();
        using (var scope = NewDisposeScope())
        {
            (string, Tensor)[] entries;
            string state;
            using (var content = TensorFile.Open(path))
                (state, entries) = (content.Text("state"), [.. content.Names.Select(name => (name, content.Read(name)))]);
            state.Should().Contain(own);
            TensorFile.Write(path, new Dictionary<string, string> { ["state"] = state.Replace(own, other) }, entries, File.Create);
        }
        using var second = Make();
        Refused<InvalidDataException>(() => second.Run(folder["run"], resume: true), message);
    }

    [Fact]
    public void A_folder_with_a_run_is_not_written_over_and_one_in_use_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        using (var first = Make())
            first.Run(folder["run"]);
        using var second = Make();
        var run = () => second.Run(folder["run"]);
        run.Should().Throw<IOException>().WithMessage("*holds another run; resume it, or choose an empty folder*");

        using var held = new CheckpointFolder(folder["held"]);
        run = () => second.Run(folder["held"]);
        run.Should().Throw<RunInUseException>().WithMessage("Another run is at work in*").Which.Folder.Should().Be(folder["held"]);
    }

    [Fact]
    public void A_folder_that_cannot_be_locked_is_not_said_to_be_in_use()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["run"]);
        string lockFile = Path.Combine(folder["run"], "run.lock");
        File.CreateSymbolicLink(lockFile, lockFile);
        using var training = Make();
        var run = () => training.Run(folder["run"]);
        run.Should().Throw<IOException>().Which.Should().NotBeOfType<RunInUseException>();
    }

    [Fact]
    public void A_training_that_began_in_one_folder_does_not_write_over_the_run_in_another()
    {
        using var folder = new TemporaryFolder();
        using (var other = Make())
            other.Run(folder["other"]);
        string before = KilledRun.Outcome(folder["other"]);
        using var training = Make();
        training.RunUntil(folder["own"], _ => true);

        foreach (bool resume in new[] { false, true })
            Refused<IOException>(() => training.Run(folder["other"], resume),
                "*other holds another run; resume it with a new training, or choose an empty folder.");
        KilledRun.Outcome(folder["other"]).Should().Be(before);
        training.Run(folder["own"]).Epochs.Should().Be(3);
        KilledRun.Outcome(folder["own"]).Should().Be(before);
    }

    [Fact]
    public void A_training_that_goes_on_in_another_folder_counts_its_metrics_from_there()
    {
        using var folder = new TemporaryFolder();
        using var training = Make(small with { AutoEpochs = 0 });
        training.RunUntil(folder["first"], report => report.Event == RunEvent.Epoch);
        training.Run(folder["second"]);
        File.AppendAllText(folder["second/metrics.jsonl"], "{\"kind\":\"written after the checkpoint\"}\n");
        using var resumed = Make(small with { AutoEpochs = 0 });
        resumed.Run(folder["second"], resume: true);

        File.ReadAllLines(folder["second/metrics.jsonl"]).Should().ContainSingle().Which.Should().Contain("\"epoch\":1");
    }

    [Theory]
    [InlineData(true, "*another network: it has bias, which this one lacks. *")]
    [InlineData(false, "*another network: it lacks bias, which this one has. *")]
    public void A_network_with_more_or_fewer_tensors_than_the_runs_is_refused_by_their_names(bool hadBias, string message)
    {
        using var folder = new TemporaryFolder();
        var options = small with { AutoEpochs = 0 };
        using (var first = new AutoWeightedTraining<Linear, TensorBatch>(Line(hadBias), options))
            first.Run(folder["run"]);
        using var other = new AutoWeightedTraining<Linear, TensorBatch>(Line(!hadBias), options);

        Refused<InvalidDataException>(() => other.Run(folder["run"], resume: true), message);
    }

    [Fact]
    public void A_validation_without_a_finite_score_is_warned_of_by_its_epoch()
    {
        double[] rewards = [double.NaN, 0.5, double.PositiveInfinity];
        int evaluations = 0;
        using var culture = new CommaCulture();
        using var training = Make(
            small with { FixedEpochs = 3, AutoEpochs = 0 }, Blobs.Task() with { Evaluate = (_, _) => rewards[evaluations++] });
        var outcome = training.Run();

        outcome.Warnings.Should().Equal(
            "The validation of epoch 1 is NaN, which counts as no better.",
            "The validation of epoch 3 is Infinity, which counts as no better.");
        outcome.BestEpoch.Should().Be(1);
    }

    [Fact]
    public void A_training_that_runs_cannot_be_run_again_at_the_same_time()
    {
        using var training = Make(small with { AutoEpochs = 0 });
        Exception? second = null;
        bool isTried = false;
        // On another thread it is the same, but where nothing refuses it, it would wait for this report for ever.
        var run = () => training.Run(progress: new Immediate<RunProgress>(_ =>
        {
            if (!isTried)
            {
                isTried = true;
                second = Record.Exception(() => training.Run());
            }
        }));

        run().Epochs.Should().Be(2);
        second.Should().BeOfType<InvalidOperationException>().Which.Message.Should().StartWith("This training is already running");
        training.Run().WasFinished.Should().BeTrue();
    }

    [Fact]
    public void A_training_that_is_disposed_says_so()
    {
        var training = Make();
        training.Dispose();
        training.Dispose();

        training.Invoking(it => it.Run()).Should().Throw<ObjectDisposedException>();
        training.Invoking(it => it.Network).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Batches_that_are_kept_and_were_disposed_are_an_error_that_tells_the_remedy()
    {
        List<TensorBatch> kept = [.. Blobs.Epoch(1, 3)];
        var options = small with { AutoEpochs = 0 };
        using var disposing = Make(options, Blobs.Task() with { Batches = _ => kept });
        Refused<InvalidOperationException>(() => disposing.Run(), "*yielded a batch that is disposed. Set DisposeBatches to false*");
        kept = [.. Blobs.Epoch(1, 3)];
        using var keeping = Make(options, Blobs.Task() with { Batches = _ => kept, DisposeBatches = false });
        keeping.Run().Epochs.Should().Be(2);
        kept.ForEach(batch => batch.Dispose());
    }

    [Fact]
    public void A_delegate_that_gives_nothing_of_use_is_named()
    {
        var task = Blobs.Task();
        Refused(task with { Network = () => null! }, "The task's Network made none*");
        Refused(task with { Optimizer = _ => null! }, "The task's Optimizer made none*");
        Refused(task with { Batches = _ => null! }, "The task's Batches gave null*");
        Refused(task with { Batches = _ => [null!] }, "The task's Batches yielded null*");
        Refused(task with { Loss = (_, _, _) => default }, "The task's Loss gave no total*");
        Refused(task with { Loss = (network, batch, weights) => Blobs.Loss(network, batch, weights) with { Terms = [null] } },
            "The task's Loss gave 1 terms, but its LossNames are coarse, fine*");
        LossTerms Detached(TwoHeadNet network, TensorBatch batch, LossWeights weights) =>
            new(Blobs.Loss(network, batch, weights).Total.detach(), [null, null]);
        Refused(task with { Loss = Detached }, "The task's Loss does not depend on the network*");
        Refused(task with { Evaluate = (_, _) => null! }, "The task's Evaluate gave null*");

        static void Refused(TwoHeadTask task, string message) => FluentActions.Invoking(() =>
        {
            using var training = Make(small with { AutoEpochs = 0 }, task);
            training.Run();
        }).Should().Throw<InvalidOperationException>().WithMessage(message);
    }

    private static TrainingTask<Linear, TensorBatch> Line(bool hasBias) => new()
    {
        Network = () => nn.Linear(1, 1, hasBias),
        LossNames = Blobs.LossNames,
        BatchesPerEpoch = 1,
        Batches = _ => [new TensorBatch(ones(4, 1), ones(4, 1))],
        Loss = (network, batch, weights) =>
        {
            Tensor predicted = network.call(batch.Input);
            return LossTerms.Weighted(
                weights, nn.functional.mse_loss(predicted, batch.Target), nn.functional.l1_loss(predicted, batch.Target));
        },
        Evaluate = (_, _) => 1,
    };

    private static void Damage(string path, string how)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (how == "altered")
            bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, how switch { "truncated" => bytes[..(bytes.Length * 2 / 3)], "empty" => [], _ => bytes });
    }
}
