namespace Awsnet.Components.Tests;

/// <summary>Rules 1 and 6: whatever the number of processes and failures, the outcome is that of one process.</summary>
public sealed class SameBitsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(1), InlineData(3)]
    public void Processes_give_the_bits_of_one_process(int workers)
    {
        using var search = Tiny.Search(_folder["run"], workers);
        search.RunTo(Tiny.Epochs);

        Tiny.OutcomeOf(search).Should().Be(Tiny.AtHome());
    }

    [Fact]
    public void A_run_is_continued_by_another_coordinator()
    {
        using (var first = Tiny.Search(_folder["run"], 2))
            first.RunTo(1);
        using var second = Tiny.Search(_folder["run"], 3);
        second.Epoch.Should().Be(1);
        second.RunTo(2);

        Tiny.OutcomeOf(second).Should().Be(Tiny.AtHome());
    }

    [Theory, InlineData("kill"), InlineData("abort"), InlineData("memory"), InlineData("hang"), InlineData("disk")]
    public void A_worker_that_the_machine_fails_is_tried_again(string fault)
    {
        string once = $"{TinyTrainable.FaultVariable}={fault} 1 2 once {_folder.Path}";
        var options = Tiny.Cluster(once);
        using var search = Tiny.Search(
            _folder["run"], 2, fault == "hang" ? options with { SilenceLimit = TimeSpan.FromSeconds(20), Attempts = 10 } : options);
        search.RunTo(Tiny.Epochs);

        Tiny.OutcomeOf(search).Should().Be(Tiny.AtHome());
        Tiny.States(_folder["run"], 1, 2).Should().StartWith("Failed").And.EndWith("Done");
        Tiny.Events(_folder["run"]).Should().Contain(fault switch
        {
            "kill" => "killed (signal 9)",
            "abort" => "died by signal 6",
            "memory" => "Insufficient memory",
            "hang" => "no progress for 20 s",
            _ => "No space left on device",
        });
    }

    [Theory, InlineData("throw", "Failed"), InlineData("nan", "NotANumber")]
    public void A_training_that_fails_by_itself_is_not_tried_again(string fault, string status)
    {
        using var search = Tiny.Search(_folder["run"], 2, Tiny.Cluster($"{TinyTrainable.FaultVariable}={fault} 0 1"));
        search.RunTo(Tiny.Epochs);

        Tiny.OutcomeOf(search).Should().Be(Tiny.AtHome($"{fault} 0 1"));
        search.Epochs[0].Candidates[1].Status.ToString().Should().Be(status);
        Tiny.States(_folder["run"], 0, 1).Should().HaveCount(1);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_process_does_one_candidate_after_another_or_one_alone(bool keep)
    {
        using var search = Tiny.Search(_folder["run"], 2, Tiny.Cluster() with { KeepProcesses = keep });
        search.RunTo(Tiny.Epochs);

        Tiny.OutcomeOf(search).Should().Be(Tiny.AtHome());
        string[] processes = [.. Tiny.ProcessesOf(_folder["run"])];
        if (keep)
            processes.Distinct().Count().Should().BeLessThanOrEqualTo(2);
        else
            processes.Should().OnlyHaveUniqueItems();
        processes.Length.Should().BeGreaterThan(2 * TinySearch.Options(2).Candidates, "the state to begin with and all candidates");
        Tiny.WorkersOf(_folder["run"]).Should().BeEmpty("none waits when the search has ended");
    }

    [Fact]
    public void Where_there_is_one_place_its_process_takes_over_what_is_queued()
    {
        var launcher = new OnePlaceLauncher();
        using var search = Tiny.Search(_folder["run"], 3, launcher: launcher);
        search.RunTo(Tiny.Epochs);

        Tiny.OutcomeOf(search).Should().Be(Tiny.AtHome());
        launcher.Started.Should().Be(1, "it need not be ended for another one to start");
        Tiny.ProcessesOf(_folder["run"]).Distinct().Should().ContainSingle();
    }

    [Fact]
    public void A_process_that_dies_while_it_waits_is_replaced()
    {
        using var search = Tiny.Search(_folder["run"], 2);
        search.RunTo(Tiny.Epochs, afterEpoch: _ =>
        {
            foreach (var waiting in Tiny.WorkersOf(_folder["run"]))
            {
                waiting.Kill();
                waiting.WaitForExit();
            }
        });

        Tiny.OutcomeOf(search).Should().Be(Tiny.AtHome());
        Tiny.ProcessesOf(_folder["run"]).Distinct().Count().Should().BeGreaterThan(2);
        Tiny.Events(_folder["run"]).Should().NotContain("failed");
    }

    [Fact]
    public void Only_the_adopted_snapshot_outlives_an_epoch()
    {
        using var search = Tiny.Search(_folder["run"], 3);
        search.RunTo(Tiny.Epochs, afterEpoch: _ =>
            Tiny.SnapshotsIn(_folder["run"]).Should().Equal(search.IncumbentFile));
    }

    [Fact]
    public void Successive_halving_trains_on_from_each_ones_own_snapshot()
    {
        var options = TinySearch.Options(2) with { Halving = new SuccessiveHalving() };
        var trainable = new TinyTrainable();
        using var home = new WeightSearch<double[]>(trainable, TinySearch.Controller(), options with { Parallelism = 1 });
        home.RunTo(1);
        using var search = new ClusterSearch(_folder["run"], TinySearch.Controller(), options, Tiny.Cluster());
        int most = 0;
        search.RunTo(1, progress: new Watcher(() => most = Math.Max(most, Tiny.SnapshotsIn(_folder["run"]).Count)));

        // Three candidates, then two, then one leave a snapshot each, beside the one to begin with.
        most.Should().Be(7);
        Tiny.Events(_folder["run"]).Should().Contain("; 7 of them are kept at most.");
        search.Epochs[0].Candidates.Select(candidate => candidate.Reward)
            .Should().Equal(home.Epochs[0].Candidates.Select(candidate => candidate.Reward));
        Tiny.SnapshotsIn(_folder["run"]).Should().Equal(search.IncumbentFile);

        // As it is in the first epoch, before the search is saved.
        File.Delete(Path.Combine(_folder["run"], "search.json"));
        var status = RunStatus.Read(_folder["run"]).Candidates;
        status.Select(line => line.Name).Should().StartWith(["1, 0% to 25%", "1, 25% to 50%"]);
        status.Should().OnlyContain(line => line.State == AttemptState.Done).And.HaveCountGreaterThan(options.Candidates);
    }

    private sealed class Watcher(Action watch) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => watch();
    }
}
