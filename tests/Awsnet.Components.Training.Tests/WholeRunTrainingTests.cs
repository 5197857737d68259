namespace Awsnet.Components.Tests;

public sealed class WholeRunTrainingTests
{
    private static readonly TrainingOptions plan = new() { FixedEpochs = 4, AutoEpochs = 0, Threads = 1 };

    private static WholeRunSearch Search(int repeats = 1) => new(
        Blobs.LossNames, new() { Epochs = 4, Candidates = 3, Repeats = repeats, Seed = 2, Maximize = true });

    [Fact]
    public void A_run_of_the_search_is_the_plain_training_with_its_weights_and_seed()
    {
        var search = Search();
        List<WholeRunProgress> told = [];

        search.Run(Blobs.Task(), plan, progress: new Immediate<WholeRunProgress>(told.Add));

        var last = told.Last(report => report.Trial.Epochs == 4);
        using var plain = new TwoHeadTraining(
            Blobs.Task(), plan with { FixedWeights = last.Trial.Weights, Seed = last.Trial.Seed, KeepBest = false });
        plain.Run();
        plain.Network.eval();
        Blobs.Evaluate(plain.Network, default).Reward.Should().Be(last.Score);
    }

    [Fact]
    public void Side_by_side_on_disk_and_resumed_it_comes_to_the_same_bits()
    {
        var expected = Search(repeats: 2);
        expected.Run(Blobs.Task(), plan);
        string state = expected.SaveState().ToJsonString();
        using var folder = new TemporaryFolder();

        var aside = Search(repeats: 2);
        aside.Run(Blobs.Task(), plan, parallelism: 2);
        aside.SaveState().ToJsonString().Should().Be(state);

        // Stopped after every second score, and in the middle of a run.
        for (int round = 0; round < 20; round++)
        {
            using var stop = new CancellationTokenSource();
            int scores = 0;
            var search = Search(repeats: 2);
            try
            {
                search.Run(
                    Blobs.Task(), plan, folder["search"],
                    progress: new Immediate<WholeRunProgress>(_ =>
                    {
                        if (++scores == 2)
                            stop.Cancel();
                    }),
                    cancellation: stop.Token);
                search.SaveState().ToJsonString().Should().Be(state);
                scores.Should().BeLessThanOrEqualTo(2);
                round.Should().BeGreaterThan(3, "it was stopped several times");
                return;
            }
            catch (OperationCanceledException)
            {
            }
        }
        Assert.Fail("The search did not end.");
    }

    [Fact]
    public void Stopped_within_a_run_it_resumes_with_the_next_step()
    {
        using var folder = new TemporaryFolder();
        var expected = Search();
        expected.Run(Blobs.Task(), plan);
        using var stop = new CancellationTokenSource();
        int losses = 0;
        TwoHeadTask task = Blobs.Task(), stopping = task with
        {
            Loss = (network, batch, weights) =>
            {
                if (++losses == 7)
                    stop.Cancel();
                return task.Loss(network, batch, weights);
            },
        };

        FluentActions.Invoking(() => Search().Run(stopping, plan, folder["search"], cancellation: stop.Token))
            .Should().Throw<OperationCanceledException>();
        var resumed = Search();
        resumed.Run(Blobs.Task(), plan, folder["search"]);

        resumed.SaveState().ToJsonString().Should().Be(expected.SaveState().ToJsonString());
    }

    [Fact]
    public void A_run_whose_folder_cannot_be_used_stops_the_search_and_is_no_score()
    {
        using var folder = new TemporaryFolder();
        var expected = Search();
        expected.Run(Blobs.Task(), plan);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        FluentActions.Invoking(() => Search().Run(Blobs.Task(), plan, folder["search"], cancellation: stop.Token))
            .Should().Throw<OperationCanceledException>();
        using (var first = new TwoHeadTraining(Blobs.Task(width: 5), plan))
            first.Run(folder["search/run-00-00"]);

        var search = Search();
        search.Invoking(it => it.Run(Blobs.Task(), plan, folder["search"])).Should().Throw<CandidateException>()
            .WithMessage("Run 1 of candidate 1 stopped*was trained with other options*").Which.Status.Should().BeNull();
        Directory.Delete(folder["search/run-00-00"], recursive: true);
        using (new CheckpointFolder(folder["search/run-00-00"]))
            Refused<CandidateException>(() => search.Run(Blobs.Task(), plan, folder["search"]),
                "Run 1 of candidate 1 stopped: Another run is at work in*");

        var resumed = Search();
        resumed.Run(Blobs.Task(), plan, folder["search"]);
        resumed.SaveState().ToJsonString().Should().Be(expected.SaveState().ToJsonString());
    }

    [Fact]
    public void What_does_not_fit_together_is_refused_before_anything_is_trained()
    {
        Refused(() => Search().Run(Blobs.Task(), plan with { FixedEpochs = 5 }), "The search's runs have 4 epochs, but the plan has 5*");
        Refused(() => Search().Run(Blobs.Task(), plan with { Maximize = false }), "Maximize is True in the search but False*");
        Refused(() => new WholeRunSearch(["a", "b"], new() { Epochs = 4 }).Run(Blobs.Task(), plan), "The search weighs a, b, but*");
        var dropping = new TrainingTask<nn.Module<Tensor, Tensor>, TensorBatch>
        {
            Network = () => nn.Sequential(("drop", nn.Dropout(0.5)), ("out", nn.Linear(2, 2))),
            LossNames = ["a", "b"],
            BatchesPerEpoch = 1,
            Batches = _ => [],
            Loss = (_, _, _) => throw new InvalidOperationException(),
            Evaluate = (_, _) => throw new InvalidOperationException(),
        };
        Refused<NotSupportedException>(() => new WholeRunSearch(["a", "b"], new() { Epochs = 4 }).Run(dropping, plan, parallelism: 2),
            "\"drop\" is a Dropout*");
    }

    [Fact]
    public void Runs_of_one_network_are_refused()
    {
        using var network = new TwoHeadNet();
        Refused<InvalidOperationException>(() => Search().Run(Blobs.Task() with { Network = () => network }, plan),
            "*the same network again, which has learned in another run*");
    }

    [Fact]
    public void The_thread_count_is_left_as_it_was()
    {
        int before = get_num_threads();
        try
        {
            set_num_threads(2);
            Search().Run(Blobs.Task(), plan);
            get_num_threads().Should().Be(2);
        }
        finally
        {
            set_num_threads(before);
        }
    }
}
