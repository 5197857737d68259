namespace Awsnet.Components.Tests;

/// <summary>Networks whose candidates train in other processes: dropout, averages, a schedule and every kind of state there is.</summary>
public sealed class CandidateProcessesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_with_its_candidates_in_processes_ends_with_the_bits_of_one_process()
    {
        using (var training = KilledRun.Make())
            training.Run(_folder["home"]);
        using (var training = KilledRun.MakeInProcesses(_folder["candidates"], processes: 2))
            training.Run(_folder["run"]);

        Lines("run").Should().Equal(Lines("home"));
    }

    [Fact]
    public void Halving_in_processes_ends_with_the_bits_of_one_process()
    {
        var halving = new SuccessiveHalving();
        using (var training = new TwoHeadTraining(
            KilledRun.Task, KilledRun.Options with { Search = KilledRun.Options.Search with { Halving = halving } }, Blobs.Controller()))
            training.Run(_folder["home"]);
        foreach (int processes in new[] { 1, 2 })
        {
            using (var training = KilledRun.MakeInProcesses(_folder[$"candidates-{processes}"], processes, halving))
            {
                training.Run(_folder[$"run-{processes}"]).Warnings.Should().BeEmpty();
                Directory.GetFiles(_folder[$"candidates-{processes}"], "snapshot*", SearchOption.AllDirectories)
                    .Should().HaveCountLessThanOrEqualTo(2, "what a rung began from is let go");
            }
            Lines($"run-{processes}").Should().Equal(Lines("home"));
        }
    }

    [Fact]
    public void A_search_of_a_network_in_processes_alone_ends_with_the_bits_of_one_process()
    {
        using var trainable = KilledRun.MakeCandidate();
        using (var home = new WeightSearch<TorchSnapshot>(trainable, Blobs.Controller(), KilledRun.Options.Search))
        {
            home.RunTo(2);
            trainable.Save(_folder["home"], trainable.Snapshot());
        }
        using var search = new ClusterSearch(_folder["run"], Blobs.Controller(), KilledRun.Options.Search with { Parallelism = 2 },
            new() { Command = [.. KilledRun.Program()] });
        search.RunTo(2);

        File.ReadAllBytes(search.IncumbentFile!).Should().Equal(File.ReadAllBytes(_folder["home"]));
    }

    [Fact]
    public void Whole_runs_in_processes_end_with_the_bits_of_one_process_and_are_resumed()
    {
        var home = Search();
        int expected = 0, scores = 0;
        home.Run(KilledRun.Task, KilledRun.Options, progress: new Immediate<WholeRunProgress>(_ => expected++));
        using var stop = new CancellationTokenSource();
        void Count(WholeRunProgress _)
        {
            if (++scores == 4)
                stop.Cancel();
        }

        // The same line of the program serves candidates and whole runs.
        FluentActions.Invoking(() => InProcesses(Search(), stop.Token)).Should().Throw<OperationCanceledException>();
        InProcesses(Search(), CancellationToken.None).SaveState().ToJsonString().Should().Be(home.SaveState().ToJsonString());

        scores.Should().Be(expected, "none is scored twice");
        Directory.GetFiles(_folder["processes"], "snapshot*", SearchOption.AllDirectories).Should().BeEmpty();

        static WholeRunSearch Search() => new(Blobs.LossNames, new() { Epochs = KilledRun.Options.Epochs, Candidates = 3, Seed = 4 });

        WholeRunSearch InProcesses(WholeRunSearch search, CancellationToken cancellation)
        {
            using var processes = new WholeRunProcesses(_folder["processes"], new() { Command = [.. KilledRun.Program()] });
            var progress = new Immediate<WholeRunProgress>(Count);
            search.Run(KilledRun.Task, KilledRun.Options, _folder["search"], 2, processes.Start, progress, cancellation);
            return search;
        }
    }

    [Fact]
    public void A_snapshot_comes_back_from_its_file_to_the_bit()
    {
        using var first = KilledRun.MakeCandidate();
        using var second = KilledRun.MakeCandidate();
        var weights = LossWeights.Equal(Blobs.Controller().LossNames);
        first.TrainEpoch(weights, new EpochContext(0, 0, 5), null, default);
        first.Evaluate(default);
        first.Save(_folder["one"], first.Snapshot());
        second.Restore(second.Load(_folder["one"]));
        second.Save(_folder["two"], second.Snapshot());

        File.ReadAllBytes(_folder["two"]).Should().Equal(File.ReadAllBytes(_folder["one"]));
        second.LastEvaluation.Should().BeEquivalentTo(first.LastEvaluation);
        second.TrainEpoch(weights, new EpochContext(1, 0, 6), null, default)
            .Should().Equal(first.TrainEpoch(weights, new EpochContext(1, 0, 6), null, default));
    }

    [Fact]
    public void A_snapshot_of_another_network_or_a_damaged_one_is_refused()
    {
        using var trainable = KilledRun.MakeCandidate();
        trainable.Save(_folder["state"], trainable.Snapshot());
        using var other = new TwoHeadTrainable(Blobs.Task(), KilledRun.Options with { EmaDecay = null });
        other.Save(_folder["other"], other.Snapshot());

        Refused<InvalidDataException>(() => trainable.Load(_folder["other"]), "*lacks ema.*");
        byte[] bytes = File.ReadAllBytes(_folder["state"]);
        bytes[^5] ^= 1;
        File.WriteAllBytes(_folder["state"], bytes);
        Refused<InvalidDataException>(() => trainable.Load(_folder["state"]), "*its digest is wrong*");
    }

    /// <summary>
    /// But for torch's generator: it is seeded before each step, and here it stands where the last step of this process left it.
    /// </summary>
    private IEnumerable<string> Lines(string name) =>
        KilledRun.Outcome(_folder[name]).Split('\n').Where(line => !line.StartsWith("random.torch ", StringComparison.Ordinal));
}
