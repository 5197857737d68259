namespace Awsnet.Components.Tests;

public sealed class TorchTrainableTests
{
    private static readonly LossWeights equal = LossWeights.Equal(Blobs.LossNames);
    private static readonly TrainingOptions oneThread = new() { Threads = 1, ThreadsPerCandidate = 1, Seed = 3 };

    [Fact]
    public void Training_from_a_restored_snapshot_gives_the_same_bits()
    {
        using var trainable = new TwoHeadTrainable(Blobs.Task(dropout: 0.3), oneThread with { EmaDecay = 0.9 });
        trainable.TrainEpoch(equal, new EpochContext(0, 0, 1), null, default);
        var start = trainable.Snapshot();
        trainable.TrainEpoch(equal, new EpochContext(1, 0, 2), null, default);
        string first = Blobs.Digest(trainable.Network);
        double reward = trainable.Evaluate(default);
        trainable.TrainEpoch(equal, new EpochContext(1, 1, 99), null, default);
        Blobs.Digest(trainable.Network).Should().NotBe(first);

        trainable.Restore(start);
        trainable.TrainEpoch(equal, new EpochContext(1, 2, 2), null, default);

        Blobs.Digest(trainable.Network).Should().Be(first);
        trainable.Evaluate(default).Should().Be(reward);
        trainable.Release(start);
    }

    [Theory]
    [InlineData("Adam")]
    [InlineData("Adam with amsgrad")]
    [InlineData("AdamW")]
    [InlineData("SGD")]
    [InlineData("SGD with momentum")]
    public void Every_optimizer_s_memory_is_in_snapshots_and_in_files(string optimizer)
    {
        var task = Blobs.Task() with
        {
            Optimizer = network => optimizer switch
            {
                "Adam" => optim.Adam(network.parameters(), 0.01, weight_decay: 0.1),
                "Adam with amsgrad" => optim.Adam(network.parameters(), 0.01, amsgrad: true),
                "AdamW" => optim.AdamW(network.parameters(), 0.01),
                "SGD" => optim.SGD(network.parameters(), 0.1),
                _ => optim.SGD(network.parameters(), 0.1, momentum: 0.9),
            },
        };
        // Before the first step momentum has no memory at all.
        foreach (int epochsBefore in new[] { 0, 2 })
        {
            using var folder = new TemporaryFolder();
            using var trainable = new TwoHeadTrainable(task, oneThread);
            for (int epoch = 0; epoch < epochsBefore; epoch++)
                trainable.TrainEpoch(equal, new EpochContext(epoch, 0, epoch), null, default);
            var start = trainable.Snapshot();
            TensorFile.Write(folder["state"], new Dictionary<string, string>(),
                [.. trainable.State.Tensors.Select(entry => ("x." + entry.Name, entry.Value))], File.Create);
            trainable.TrainEpoch(equal, new EpochContext(9, 0, 9), null, default);
            string expected = Blobs.Digest(trainable.Network);

            trainable.Restore(start);
            trainable.TrainEpoch(equal, new EpochContext(9, 0, 9), null, default);
            Blobs.Digest(trainable.Network).Should().Be(expected);

            using var content = TensorFile.Open(folder["state"]);
            trainable.State.CopyFrom(new CheckpointSection(content, "x."), 0);
            trainable.TrainEpoch(equal, new EpochContext(9, 0, 9), null, default);
            Blobs.Digest(trainable.Network).Should().Be(expected);
            trainable.Release(start);
        }
    }

    [Fact]
    public void Two_parts_of_an_epoch_are_the_whole_epoch()
    {
        using var whole = new TwoHeadTrainable(Blobs.Task(batches: 4), oneThread);
        using var parts = new TwoHeadTrainable(Blobs.Task(batches: 4), oneThread);
        whole.TrainEpoch(equal, new EpochContext(0, 0, 7), null, default);
        parts.TrainPart(equal, new EpochContext(0, 0, 7), 0, 0.25, null, default);
        Blobs.Digest(parts.Network).Should().NotBe(Blobs.Digest(whole.Network));
        parts.TrainPart(equal, new EpochContext(0, 0, 7), 0.25, 1, null, default);

        Blobs.Digest(parts.Network).Should().Be(Blobs.Digest(whole.Network));
    }

    [Fact]
    public void A_search_is_the_plain_loop_over_what_it_adopted_with_the_incumbent_s_optimizer()
    {
        using var searched = new TwoHeadTrainable(Blobs.Task(), oneThread);
        using var search = new WeightSearch<TorchSnapshot>(searched, Blobs.Controller(), new() { Candidates = 4 });
        search.RunTo(4);
        search.Epochs.Should().Contain(epoch => epoch.Adopted < 3, "what trained last is not what is kept");
        using var plain = new TwoHeadTrainable(Blobs.Task(), oneThread);
        foreach (var adopted in search.Epochs.Select(epoch => epoch.Candidates[epoch.Adopted]))
            plain.TrainEpoch(adopted.Weights, new EpochContext(adopted.Epoch, 0, adopted.Seed), null, default);

        var (expected, actual) = (State(plain), State(searched));
        actual.Should().Equal(expected);
        actual.Keys.Should().Contain(
            ["network.first.weight", "network.normal.running_mean", "optimizer.0.exp_avg", "optimizer.0.exp_avg_sq", "optimizer.steps"]);

        static SortedDictionary<string, string> State(TwoHeadTrainable trainable)
        {
            using var scope = NewDisposeScope();
            return new(trainable.State.Tensors.ToDictionary(
                entry => entry.Name, entry => Convert.ToHexString(entry.Value.detach().contiguous().bytes)), StringComparer.Ordinal);
        }
    }

    [Fact]
    public void Snapshots_use_the_same_buffers_again()
    {
        using var trainable = new TwoHeadTrainable(Blobs.Task(), oneThread);
        var first = trainable.Snapshot();
        var tensors = first.Tensors.Values.ToArray();
        trainable.Release(first);
        var second = trainable.Snapshot();

        second.Should().BeSameAs(first);
        second.Tensors.Values.Should().Equal(tensors, ReferenceEquals);
        trainable.Release(second);
    }

    [Fact]
    public void Candidates_of_an_epoch_share_its_batches_and_all_are_disposed_in_the_end()
    {
        int made = 0;
        var alive = new List<TensorBatch>();
        var task = Blobs.Task() with
        {
            Batches = seed => Blobs.Epoch(seed, 3).Select(batch =>
            {
                made++;
                alive.Add(batch);
                return batch;
            }),
        };
        using (var trainable = new TwoHeadTrainable(task, oneThread))
        {
            for (int candidate = 0; candidate < 4; candidate++)
                trainable.TrainEpoch(equal, new EpochContext(0, candidate, 11), null, default);
            made.Should().Be(3);
            trainable.TrainEpoch(equal, new EpochContext(1, 0, 12), null, default);
            made.Should().Be(6);
            alive.Take(3).Should().OnlyContain(batch => batch.Input.IsInvalid);
        }
        alive.Should().OnlyContain(batch => batch.Input.IsInvalid && batch.Target.IsInvalid);
    }

    [Fact]
    public void A_loss_of_weight_zero_is_not_computed_and_reported_as_unknown()
    {
        using var trainable = new TwoHeadTrainable(Blobs.Task(), oneThread);
        var losses = trainable.TrainEpoch(LossWeights.Of(("coarse", 0), ("fine", 1)), new EpochContext(0, 0, 1), null, default);

        losses[0].Should().Be(double.NaN);
        losses[1].Should().BeGreaterThan(0);
    }

    [Fact]
    public void Evaluation_does_not_change_the_state()
    {
        using var trainable = new TwoHeadTrainable(Blobs.Task(), oneThread with { EmaDecay = 0.5 });
        trainable.TrainEpoch(equal, new EpochContext(0, 0, 1), null, default);
        string before = Blobs.Digest(trainable.Network);
        trainable.Evaluate(default);

        Blobs.Digest(trainable.Network).Should().Be(before);
        trainable.Network.training.Should().BeTrue();
    }

    [Fact]
    public void Averaged_parameters_are_what_is_evaluated()
    {
        // One step with decay 0: d = min(0, (1 + 1) / (10 + 1)) = 0, so the average is the parameter itself; with d = 2 / 11 after
        // one step of decay 0.99 it is 2/11 of the initial and 9/11 of the stepped parameter.
        var (initial, stepped, average) = (new List<float>(), new List<float>(), new List<float>());
        var task = Blobs.Task(batches: 1) with
        {
            Evaluate = (network, _) =>
            {
                average.AddRange(network.parameters().First().data<float>());
                return 0;
            },
        };
        using var trainable = new TwoHeadTrainable(task, oneThread with { EmaDecay = 0.99 });
        initial.AddRange(trainable.Network.parameters().First().data<float>());
        trainable.TrainEpoch(equal, new EpochContext(0, 0, 1), null, default);
        stepped.AddRange(trainable.Network.parameters().First().data<float>());
        trainable.Evaluate(default);

        average.Should().NotBeEmpty();
        for (int i = 0; i < average.Count; i++)
            average[i].Should().BeApproximately(2f / 11 * initial[i] + 9f / 11 * stepped[i], 1e-6f);
    }

    [Fact]
    public void Clipping_keeps_the_direction_and_limits_the_length()
    {
        double[] moved = [.. new double?[] { null, 1e-3 }.Select(limit =>
        {
            var task = Blobs.Task(batches: 1) with { Optimizer = network => optim.SGD(network.parameters(), 1) };
            using var trainable = new TwoHeadTrainable(task, oneThread with { ClipGradientNorm = limit });
            using var scope = NewDisposeScope();
            Tensor[] before = [.. trainable.Network.parameters().Select(parameter => parameter.detach().clone())];
            trainable.TrainEpoch(equal, new EpochContext(0, 0, 1), null, default);
            return Math.Sqrt(trainable.Network.parameters()
                .Zip(before, (now, then) => (now - then).to(ScalarType.Float64).pow(2).sum().item<double>()).Sum());
        })];

        moved[0].Should().BeGreaterThan(0.01);
        moved[1].Should().BeApproximately(1e-3, 1e-7);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(1e6)]
    public void A_clipped_step_has_the_bits_of_TorchSharps_own_function(double limit)
    {
        var task = Blobs.Task(batches: 1) with { Optimizer = network => optim.SGD(network.parameters(), 1) };
        using var trainable = new TwoHeadTrainable(task, oneThread with { ClipGradientNorm = limit });
        using var own = new TwoHeadTrainable(task, oneThread);
        trainable.TrainEpoch(equal, new EpochContext(0, 0, 1), null, default);

        using var scope = NewDisposeScope();
        own.Network.train();
        using var optimizer = optim.SGD(own.Network.parameters(), 1);
        optimizer.zero_grad();
        using var batch = task.Batches(1).First();
        Blobs.Loss(own.Network, batch, equal).Total.backward();
        nn.utils.clip_grad_norm_(own.Network.parameters(), limit).Should().BeInRange(0.1, 100);
        optimizer.step();
        Blobs.Digest(trainable.Network).Should().Be(Blobs.Digest(own.Network));
    }

    [Fact]
    public void Gradients_of_what_the_optimizer_leaves_alone_do_not_add_up()
    {
        var norms = new List<double>();
        Run(frozen: false);
        double[] partly = [.. norms];
        norms.Clear();
        Run(frozen: true);
        partly.Should().Equal(norms, "what is not trained is as good as frozen");

        void Run(bool frozen)
        {
            var task = Blobs.Task() with
            {
                Network = () =>
                {
                    var network = new TwoHeadNet();
                    foreach (var (name, parameter) in network.named_parameters())
                        parameter.requires_grad = !frozen || IsTrained(name);
                    return network;
                },
                Optimizer = network => optim.SGD(
                    network.named_parameters().Where(entry => IsTrained(entry.name)).Select(entry => entry.parameter), 0.1),
                EpochEnded = (_, epoch) => norms.Add(epoch.GradientNorm),
            };
            // So low that gradients that add up would leave nothing of a step.
            var options = oneThread with { FixedEpochs = 3, AutoEpochs = 0, ClipGradientNorm = 0.01 };
            using var training = new TwoHeadTraining(task, options);
            training.Run();
        }

        static bool IsTrained(string name) => name.Split('.')[0] is "coarse" or "fine";
    }

    [Fact]
    public void A_loss_that_throws_leaves_no_trace_in_the_running_statistics()
    {
        int calls = 0;
        bool fails = false;
        var task = Blobs.Task() with
        {
            Loss = (network, batch, weights) =>
            {
                var terms = Blobs.Loss(network, batch, weights);
                return fails && ++calls == 2 ? throw new IOException("for once") : terms;
            },
        };
        var options = oneThread with { FixedEpochs = 1, AutoEpochs = 0 };
        using var whole = new TwoHeadTraining(task, options);
        whole.Run();
        fails = true;
        using var broken = new TwoHeadTraining(task, options);
        broken.Invoking(it => it.Run()).Should().Throw<IOException>();
        broken.Run();

        Blobs.Digest(broken.Network).Should().Be(Blobs.Digest(whole.Network));
    }

    [Fact]
    public void A_batch_that_cannot_be_made_leaves_none_of_those_before_it()
    {
        List<TensorBatch> made = [];
        var task = Blobs.Task() with
        {
            Batches = seed => Blobs.Epoch(seed, 3).Select((batch, index) =>
            {
                made.Add(batch);
                return index == 2 ? throw new IOException("no file") : batch;
            }),
        };
        using var trainable = new TwoHeadTrainable(task, oneThread);
        trainable.Invoking(it => it.TrainEpoch(equal, new EpochContext(0, 0, 1), null, default)).Should().Throw<IOException>();

        made.Take(2).Should().OnlyContain(batch => batch.Input.IsInvalid && batch.Target.IsInvalid);
        made[2].Dispose();
    }

    [Fact]
    public void Dropout_cannot_train_side_by_side()
    {
        using var trainable = new TwoHeadTrainable(Blobs.Task(dropout: 0.2), oneThread);
        Refused<NotSupportedException>(() => trainable.Fork(1, 2), "*Dropout*one after the other*");
    }

    [Fact]
    public void One_network_cannot_train_beside_itself()
    {
        using var network = new TwoHeadNet();
        using var trainable = new TwoHeadTrainable(Blobs.Task() with { Network = () => network }, oneThread);
        Refused<InvalidOperationException>(() => trainable.Fork(1, 2), "*the same network again*");
    }

    [Fact]
    public void Weights_of_other_losses_are_refused()
    {
        using var trainable = new TwoHeadTrainable(Blobs.Task(), oneThread);
        Refused(() => trainable.TrainEpoch(LossWeights.Equal("fine", "coarse"), new EpochContext(0, 0, 1), null, default),
            "*fine, coarse*coarse, fine*same order*");
    }

    [Fact]
    public void An_epoch_with_too_few_batches_is_refused()
    {
        using var trainable = new TwoHeadTrainable(Blobs.Task() with { BatchesPerEpoch = 5 }, oneThread);
        Refused<InvalidOperationException>(() => trainable.TrainEpoch(equal, new EpochContext(0, 0, 1), null, default),
            "*3 batches but BatchesPerEpoch is 5*");
    }

    [Fact]
    public void A_missing_term_is_refused_by_name_and_weight()
    {
        using var culture = new CommaCulture();
        Refused(() => LossTerms.Weighted(LossWeights.Of(("a", 0.25), ("b", 0.75)), null, null),
            "The loss \"a\" has weight 0.25 but no term; *");
    }

    [Fact]
    public void A_loss_that_is_no_scalar_is_refused()
    {
        var task = Blobs.Task() with
        {
            Loss = (network, batch, weights) =>
                LossTerms.Weighted(weights, network.call(batch.Input).Coarse, network.call(batch.Input).Fine),
        };
        using var trainable = new TwoHeadTrainable(task, oneThread);
        Refused<CandidateException>(() => trainable.TrainEpoch(equal, new EpochContext(0, 0, 1), null, default),
            "*[3, 2, 12, 12]*scalar*");
    }
}
