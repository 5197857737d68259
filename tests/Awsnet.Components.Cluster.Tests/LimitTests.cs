namespace Awsnet.Components.Tests;

/// <summary>Rules 3 to 5 and 8: what is not tried for ever, what stops the search, and what is said.</summary>
public sealed class LimitTests : IDisposable
{
    private const string Crash = TinyTrainable.FaultVariable + "=kill 0 1";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>In the second epoch the first candidate has no result before the second one is at work, and that one hangs.</summary>
    private string SecondHangs =>
        $"{TinyTrainable.FaultVariable}=meet 1 0 once {_folder.Path};meet 1 1 once {_folder.Path};hang 1 1";

    [Fact]
    public void A_candidate_that_crashes_every_time_stops_the_search_and_is_tried_again_when_started_again()
    {
        using (var search = Tiny.Search(_folder["run"], 2, Tiny.Cluster(Crash)))
        {
            Refused<ClusterException>(() => search.RunTo(Tiny.Epochs),
                "Candidate 2 of epoch 1: 3 attempts failed, the last in *candidate-01: it was killed (signal 9)*start again*");
        }
        Tiny.States(_folder["run"], 0, 1).Should().Equal("Lost", "Lost", "Lost");

        using var again = Tiny.Search(_folder["run"], 2);
        again.RunTo(Tiny.Epochs);
        Tiny.OutcomeOf(again).Should().Be(Tiny.AtHome());
    }

    [Fact]
    public void A_lost_candidate_counts_as_the_mean_of_the_others_where_some_may_be_lost()
    {
        var options = Tiny.Cluster(Crash) with { LostAllowed = 1, Attempts = 1 };
        var controller = TinySearch.Controller();
        using var search = Tiny.Search(_folder["run"], 2, options, controller: controller);
        search.RunTo(1);

        // The same controller, told by hand that the second has the mean reward of the other two.
        var known = search.Epochs[0].Candidates.Where(candidate => candidate.Candidate != 1).Select(candidate => candidate.Reward);
        var byHand = TinySearch.Controller();
        byHand.Ask(TinySearch.Candidates);
        byHand.Tell([.. search.Epochs[0].Candidates.Select(candidate =>
            CandidateResult.Scored(candidate.Candidate, candidate.Candidate == 1 ? known.Sum() / 2 : candidate.Reward))]);
        search.Epochs[0].Candidates[1].Status.Should().Be(CandidateStatus.Lost);
        search.Epochs[0].Adopted.Should().NotBe(1);
        controller.Ask(3).Select(proposal => proposal.Weights.ToString())
            .Should().Equal(byHand.Ask(3).Select(proposal => proposal.Weights.ToString()));
    }

    [Fact]
    public void Two_lost_are_more_than_one_allowed_even_over_a_restart()
    {
        var options = Tiny.Cluster($"{Crash};kill 0 2") with { LostAllowed = 1, Attempts = 1 };
        for (int start = 0; start < 2; start++)
        {
            using var search = Tiny.Search(_folder["run"], 1, options);
            Refused<ClusterException>(() => search.RunTo(1), "Candidate 3 of epoch 1*LostAllowed*");
            search.Epoch.Should().Be(0);
        }
    }

    [Fact]
    public void Canceling_leaves_nothing_running_and_nothing_lost()
    {
        using var stop = new CancellationTokenSource();
        using (var search = Tiny.Search(_folder["run"], 2, Tiny.Cluster(SecondHangs)))
        {
            var canceler = new Canceler(stop) { Before = () => Tiny.WaitFor(() => Tiny.WorkersOf(_folder["run"]).Any()) };
            search.Invoking(it => it.RunTo(Tiny.Epochs, progress: canceler, cancellation: stop.Token))
                .Should().Throw<OperationCanceledException>();
        }
        Tiny.WorkersOf(_folder["run"]).Should().BeEmpty();
        Tiny.States(_folder["run"], 1, 1).Should().Equal("Interrupted");

        using var again = Tiny.Search(_folder["run"], 2);
        again.RunTo(Tiny.Epochs);
        Tiny.OutcomeOf(again).Should().Be(Tiny.AtHome());
    }

    [Fact]
    public void What_no_candidate_can_be_trained_with_ends_the_search_at_once()
    {
        using var search = Tiny.Search(_folder["run"], 1, Tiny.Cluster($"{TinyTrainable.FaultVariable}=all 0 1"));
        Refused<ClusterException>(() => search.RunTo(2), "The loss has no terms.");
        search.Epoch.Should().Be(0);
    }

    [Fact]
    public void A_trainable_that_cannot_be_made_is_told_by_type_and_message()
    {
        using var search = Tiny.Search(_folder["run"], 1, Tiny.Cluster($"{TinyTrainable.FaultVariable}=make") with { Attempts = 1 });
        Refused<ClusterException>(() => search.RunTo(1),
            "*: ArgumentOutOfRangeException: The rate must be above 0. (Parameter 'rate') Actual value was -1 (process *");
    }

    /// <summary>The next candidates come by the worker's standard input; whoever else reads it finds it empty.</summary>
    [Fact]
    public void A_trainable_that_reads_its_input_or_starts_who_does_takes_no_task_away()
    {
        var options = Tiny.Cluster($"{TinyTrainable.FaultVariable}=read 0 0;read 0 1");
        using var search = Tiny.Search(_folder["run"], 1, options with { SilenceLimit = TimeSpan.FromSeconds(60), Attempts = 1 });
        search.RunTo(Tiny.Epochs);
        Tiny.OutcomeOf(search).Should().Be(Tiny.AtHome());
    }

    [Fact]
    public void A_folder_that_workers_do_not_see_is_an_error_at_once()
    {
        var launcher = new ProcessLauncher { Prefix = ["env", $"{CandidateProcess.Variable}=/elsewhere/task.json"] };
        using var search = Tiny.Search(_folder["run"], 2, launcher: launcher);

        Refused<ClusterException>(() => search.RunTo(1),
            "/elsewhere/task.json cannot be seen from *. Put the run's folder on a disk that all machines share*");
    }

    [Fact]
    public void A_program_that_is_not_there_is_an_error_at_once()
    {
        using var search = Tiny.Search(_folder["run"], 2, new ClusterOptions { Command = ["/no/such/program"] });

        Refused<ClusterException>(() => search.RunTo(1), "/no/such/program cannot be started*");
    }

    [Theory, InlineData(TinyTrainable.BitsVariable + "=tiny 2", "trainable \"tiny 2\" in place of \"tiny 1\""),
     InlineData("OMP_NUM_THREADS=7", "threads \"7\" in place of \"1\"")]
    public void Results_of_another_version_or_thread_count_stop_the_search_unless_allowed(string variable, string difference)
    {
        using (var search = Tiny.Search(_folder["run"], 2))
            search.RunTo(1);
        using (var search = Tiny.Search(_folder["run"], 2, Tiny.Cluster(variable)))
        {
            Refused<ClusterException>(() => search.RunTo(2), $"*{difference}*AllowMixed*");
            search.Epoch.Should().Be(1);
        }
        RunStatus.Read(_folder["run"]).IsMixed.Should().BeFalse();

        using var mixed = Tiny.Search(_folder["run"], 2, Tiny.Cluster(variable) with { AllowMixed = true });
        mixed.RunTo(2);
        RunStatus.Read(_folder["run"]).IsMixed.Should().BeTrue();
    }

    [Fact]
    public void Status_says_who_runs_what_since_when()
    {
        using var stop = new CancellationTokenSource();
        using var search = Tiny.Search(_folder["run"], 2, Tiny.Cluster(SecondHangs));
        RunStatus? seen = null;
        var watcher = new Canceler(stop)
        {
            Before = () => Tiny.WaitFor(() =>
                (seen = RunStatus.Read(_folder["run"])).Candidates[1].Where.StartsWith("process ", StringComparison.Ordinal)),
        };
        search.Invoking(it => it.RunTo(2, progress: watcher, cancellation: stop.Token)).Should().Throw<OperationCanceledException>();

        seen.Should().NotBeNull();
        seen!.Should().BeEquivalentTo(new { Epoch = 1, Planned = 2, IsAtWork = true, Launcher = "this machine" });
        seen!.Candidates[0].State.Should().Be(AttemptState.Done);
        seen.Candidates[1].Should().BeEquivalentTo(new { State = AttemptState.Running, Attempts = 1 });
        seen.Candidates[1].Since.Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(10));
        seen.TimeLeft.Should().BePositive();
        seen.ToString().Should().Contain("1 of 2 epochs done, on this machine, about 00:0").And.Contain("running");
    }

    /// <summary>Cancels once the second epoch has a result.</summary>
    private sealed class Canceler(CancellationTokenSource stop) : IProgress<SearchProgress>
    {
        public Action? Before { get; init; }

        public void Report(SearchProgress value)
        {
            if (value is not { Stage: SearchStage.Evaluated, Epoch: 1, Finished: >= 1 } || stop.IsCancellationRequested)
                return;
            Before?.Invoke();
            stop.Cancel();
        }
    }
}
