using System.Text.Json.Nodes;

namespace Awsnet.Components.Tests;

/// <summary>Runs whose score is known: the nearer the logarithm of a's share of b to a target, the better, and the longer the surer.</summary>
public sealed class WholeRunSearchTests
{
    private static readonly string[] Losses = ["a", "b"];

    [Fact]
    public void Draws_equal_weights_first_and_the_others_over_the_decades()
    {
        var search = new WholeRunSearch(Losses, new() { Epochs = 8, Candidates = 200, Decades = 4 });

        double[] decades = [.. search.Candidates.Select(candidate => Math.Log10(candidate.Weights["a"] / candidate.Weights["b"]))];

        decades[0].Should().Be(0);
        decades.Should().OnlyContain(decade => Math.Abs(decade) <= 4);
        // The difference of two even draws over 4 decades: 1/8 of them beyond 2 on either side.
        decades.Count(decade => decade > 2).Should().BeInRange(20, 30);
        decades.Count(decade => decade < -2).Should().BeInRange(20, 30);
    }

    [Fact]
    public void Other_seeds_draw_other_weights_and_the_same_seed_the_same()
    {
        static IEnumerable<LossWeights> Drawn(long seed) =>
            new WholeRunSearch(Losses, new() { Epochs = 8, Seed = seed }).Candidates.Select(candidate => candidate.Weights);

        Drawn(1).Should().Equal(Drawn(1));
        Drawn(1).Skip(1).Should().NotIntersectWith(Drawn(2).Skip(1));
    }

    [Fact]
    public void Trains_ten_candidates_for_five_and_a_quarter_runs_and_finds_the_best()
    {
        var search = new WholeRunSearch(Losses, new() { Epochs = 8, KeepEqual = false });

        LossWeights best = search.Run(trial => new Known(trial));

        search.Cost.Should().Be(10 / 4.0 + 5 / 4.0 + 3 / 2.0);
        best.Values.Should().Equal(BestOf(search).Values);
        search.Candidates.Select(candidate => candidate.Epochs).Order().Should().Equal(2, 2, 2, 2, 2, 4, 4, 8, 8, 8);
        search.IsDone.Should().BeTrue();
        search.Pending.Should().BeEmpty();
    }

    [Fact]
    public void Trains_equal_weights_to_the_end_so_that_the_gain_can_be_told()
    {
        var search = new WholeRunSearch(Losses, new() { Epochs = 8, Repeats = 2 });

        search.Run(trial => new Known(trial));

        search.Candidates[0].Epochs.Should().Be(8);
        search.Candidates[0].Scores.Should().HaveCount(2);
        search.Summarize().Should().Contain("better with 2 of 2 seeds");
    }

    [Fact]
    public void Says_so_where_nothing_beats_equal_weights()
    {
        var search = new WholeRunSearch(Losses, new() { Epochs = 8 });

        search.Run(trial => new Known(trial, target: 0)).Values.Should().Equal(0.5, 0.5);

        search.Summarize().Should().EndWith("Nothing beat equal weights.");
    }

    [Fact]
    public void Equal_weights_that_failed_count_as_beaten()
    {
        var search = new WholeRunSearch(Losses, new() { Epochs = 1, Repeats = 2 });

        search.Run(trial => new Known(trial, fails: trial is { Candidate: 0, Repeat: 1 }));

        search.Summarize().Should().EndWith("Equal weights: NaN; better with 2 of 2 seeds.");
    }

    [Fact]
    public void An_error_is_minimized()
    {
        var search = new WholeRunSearch(Losses, new() { Epochs = 8, Maximize = false });

        search.Run(trial => new Known(trial, sign: -1)).Values.Should().Equal(BestOf(search).Values);
    }

    [Fact]
    public void Repeats_have_seeds_of_their_own_that_all_candidates_share()
    {
        var search = new WholeRunSearch(Losses, new() { Epochs = 4, Repeats = 3 });

        search.Pending.Should().HaveCount(30);
        search.Pending.GroupBy(trial => trial.Repeat).Should().OnlyContain(group => group.Select(trial => trial.Seed).Distinct().Count() == 1);
        search.Pending.Select(trial => trial.Seed).Distinct().Should().HaveCount(3);
    }

    [Fact]
    public void Runs_side_by_side_come_to_the_same()
    {
        WholeRunSearch Searched(int parallelism)
        {
            var search = new WholeRunSearch(Losses, new() { Epochs = 8, Repeats = 2 });
            search.Run(trial => new Known(trial), parallelism);
            return search;
        }

        Searched(4).SaveState().ToJsonString().Should().Be(Searched(1).SaveState().ToJsonString());
    }

    [Fact]
    public void Resumes_after_any_score_and_comes_to_the_same()
    {
        var whole = new WholeRunSearch(Losses, new() { Epochs = 8 });
        List<string> states = [];
        whole.Run(trial => new Known(trial), progress: new Immediate<WholeRunProgress>(_ => states.Add(whole.SaveState().ToJsonString())));

        foreach (string state in states)
        {
            var resumed = new WholeRunSearch(Losses, new() { Epochs = 8 });
            resumed.LoadState(JsonNode.Parse(state)!.AsObject());
            resumed.Run(trial => new Known(trial)).Values.Should().Equal(whole.Best.Values);
            resumed.SaveState().ToJsonString().Should().Be(whole.SaveState().ToJsonString());
        }
    }

    [Fact]
    public void Trains_on_from_where_a_run_was_left_and_disposes_it_when_it_is_out()
    {
        List<Known> runs = [];
        int mostAlive = 0;
        var search = new WholeRunSearch(Losses, new() { Epochs = 8, KeepEqual = false });

        search.Run(
            trial =>
            {
                runs.Add(new Known(trial));
                return runs[^1];
            },
            progress: new Immediate<WholeRunProgress>(_ => mostAlive = Math.Max(mostAlive, runs.Count(run => !run.IsDisposed))));

        runs.Should().HaveCount(10);
        runs.Sum(run => run.EpochsTrained).Should().Be(42);
        runs.Should().OnlyContain(run => run.IsDisposed && run.IsDropped);
        mostAlive.Should().Be(6, "five can be ahead, and one has just been scored");
    }

    [Fact]
    public void Canceling_keeps_the_scores_and_a_second_call_goes_on()
    {
        var search = new WholeRunSearch(Losses, new() { Epochs = 8 });
        using var stop = new CancellationTokenSource();
        int told = 0;
        var progress = new Immediate<WholeRunProgress>(_ =>
        {
            if (++told == 13)
                stop.Cancel();
        });

        List<Known> runs = [];
        FluentActions.Invoking(() => search.Run(
            trial =>
            {
                runs.Add(new Known(trial));
                return runs[^1];
            },
            1, progress, stop.Token)).Should().Throw<OperationCanceledException>();
        // Five were out at the first rung; of the others nobody knows.
        runs.Should().OnlyContain(run => run.IsDisposed);
        runs.Count(run => run.IsDropped).Should().BeInRange(4, 5);
        double cost = search.Cost;
        search.Run(trial => new Known(trial));

        cost.Should().BeGreaterThan(10 / 4.0).And.BeLessThan(search.Cost);
        search.IsDone.Should().BeTrue();
    }

    [Fact]
    public void A_run_that_fails_puts_its_weights_out_and_is_named()
    {
        List<WholeRunProgress> reports = [];
        var search = new WholeRunSearch(Losses, new() { Epochs = 8 });
        LossWeights best = BestOf(search);

        search.Run(
            trial => new Known(trial, fails: trial.Weights.Equals(best)), progress: new Immediate<WholeRunProgress>(reports.Add));

        search.Best.Equals(best).Should().BeFalse();
        reports.Should().ContainSingle(report => report.Error == "InvalidOperationException: The data ended.");
        search.Candidates.Should().ContainSingle(candidate => double.IsNaN(candidate.MeanScore)).Which.Epochs.Should().Be(2);
    }

    [Theory, InlineData(CandidateStatus.Failed), InlineData(CandidateStatus.Lost)]
    public void A_run_elsewhere_that_failed_is_named_by_what_was_said_there(CandidateStatus status)
    {
        List<WholeRunProgress> reports = [];
        var search = new WholeRunSearch(Losses, new() { Epochs = 8 });

        search.Run(
            trial => new Known(trial, thrown: trial.Candidate == 3 ? new CandidateException(status, "The data ended.") : null),
            progress: new Immediate<WholeRunProgress>(reports.Add));

        reports.Should().ContainSingle(report => report.Error == "The data ended.").Which.Trial.Candidate.Should().Be(3);
    }

    [Fact]
    public void A_run_elsewhere_of_which_nothing_is_known_stops_the_search_and_is_trained_when_it_goes_on()
    {
        var search = new WholeRunSearch(Losses, new() { Epochs = 8 });
        var expected = new WholeRunSearch(Losses, new() { Epochs = 8 });
        expected.Run(trial => new Known(trial));

        FluentActions.Invoking(() => search.Run(
                trial => new Known(trial, thrown: trial.Candidate == 3 ? new CandidateException(null, "No room.") : null), parallelism: 4))
            .Should().Throw<CandidateException>().WithMessage("No room.");
        search.Pending.Select(trial => trial.Candidate).Should().Equal(3, 4, 5, 6, 7, 8, 9);
        search.Run(trial => new Known(trial));

        search.SaveState().ToJsonString().Should().Be(expected.SaveState().ToJsonString());
    }

    [Fact]
    public void A_handler_that_throws_loses_no_score_of_runs_side_by_side()
    {
        var search = new WholeRunSearch(Losses, new() { Epochs = 8 });
        var handler = new Immediate<WholeRunProgress>(_ => throw new IOException("No room."));

        Refused<IOException>(() => search.Run(trial => new Known(trial), parallelism: 4, handler), "No room.");

        search.Pending.Select(trial => trial.Candidate).Should().Equal(4, 5, 6, 7, 8, 9);
    }

    [Fact]
    public void A_search_in_which_all_runs_fail_ends_with_an_error()
    {
        var search = new WholeRunSearch(Losses, new() { Epochs = 8 });

        Refused<WeightSearchException>(() => search.Run(trial => new Known(trial, fails: true)), "*every run failed*");
    }

    [Fact]
    public void A_trial_is_told_once()
    {
        var search = new WholeRunSearch(Losses, new() { Epochs = 8 });
        WholeRunTrial first = search.Pending[0];
        search.Tell(first, 1);

        Refused(() => search.Tell(first, 1), "*told before*");
        FluentActions.Invoking(() => search.Tell(search.Pending[0] with { Epochs = 8 }, 1)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Runs_that_count_samples_are_added_up_without_overflow()
    {
        var search = new WholeRunSearch(["a", "b"], new() { Epochs = 500_000_000 });
        List<WholeRunProgress> told = [];
        search.Run(trial => new Known(trial), progress: new Immediate<WholeRunProgress>(told.Add));
        // Ten quarters, five more, three halves, and perhaps equal weights beside the others: 5.25 to 6 runs.
        search.Cost.Should().BeInRange(5.25, 6);
        told[^1].EpochsDone.Should().Be((long)(search.Cost * 500_000_000));
        told[^1].EpochsPlanned.Should().Be(6L * 500_000_000);
    }

    [Fact]
    public void A_short_run_has_fewer_rungs()
    {
        var search = new WholeRunSearch(Losses, new() { Epochs = 2, Candidates = 4, KeepEqual = false });

        search.Run(trial => new Known(trial));

        search.Candidates.Select(candidate => candidate.Epochs).Should().OnlyContain(epochs => epochs == 1 || epochs == 2);
    }

    [Fact]
    public void Drives_a_trainable_of_its_own_for_each_run()
    {
        var search = new WholeRunSearch(["left", "right"], new() { Epochs = 20, Decades = 2, Candidates = 16 });

        LossWeights best = search.Run(trial => new TrainableRun<double>(new Pulled(), trial));

        // Pulled to -1 and 2, it comes to rest at 1 with weights of 1/3 and 2/3.
        best["right"].Should().BeApproximately(2 / 3.0, 0.1);
    }

    [Theory]
    [InlineData("version", "2", "*version 2*")]
    [InlineData("format", "\"other\"", "*not \"awsnet.whole-run-search\"*")]
    [InlineData("losses", "[\"a\",\"c\"]", "*make it with those that were saved*")]
    [InlineData("candidates", "[]", "*a list of 10*")]
    public void A_state_of_another_search_is_refused(string part, string value, string message)
    {
        var search = new WholeRunSearch(Losses, new() { Epochs = 8 });
        JsonObject state = search.SaveState();
        state[part] = JsonNode.Parse(value);

        Refused<FormatException>(() => search.LoadState(state), message);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Refused(() => new WholeRunOptions { Epochs = 0 }, "Epochs is 0*");
        FluentActions.Invoking(() => new WholeRunOptions { Epochs = 1, Candidates = 1 }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new WholeRunOptions { Epochs = 1, Decades = 0 }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new WholeRunOptions { Epochs = 1, Repeats = 0 }).Should().Throw<ArgumentException>();
        Refused(() => new WholeRunSearch(["one"], new() { Epochs = 1 }), "*two or more*");
    }

    private static LossWeights BestOf(WholeRunSearch search) =>
        search.Candidates.MaxBy(candidate => Known.Score(candidate.Weights))!.Weights;

    /// <summary>A run that scores −|log₁₀(a / b) − target|, times the epochs done.</summary>
    private sealed class Known(
        WholeRunTrial trial, double target = 1.5, double sign = 1, bool fails = false, Exception? thrown = null) : IWholeRun
    {
        private int done;

        public int EpochsTrained { get; private set; }

        public bool IsDisposed { get; private set; }

        public bool IsDropped { get; private set; }

        public static double Score(LossWeights weights, double target = 1.5) =>
            -Math.Abs(Math.Log10(weights["a"] / weights["b"]) - target);

        public double TrainTo(int epochs, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            if (fails)
                throw new InvalidOperationException("The data ended.");
            if (thrown is not null)
                throw thrown;
            IsDisposed.Should().BeFalse();
            EpochsTrained += epochs - done;
            done = epochs;
            return sign * Score(trial.Weights, target) * epochs;
        }

        public void Drop() => IsDropped = true;

        public void Dispose() => IsDisposed = true;
    }

    private sealed class Pulled : ITrainable<double>
    {
        private double _x;

        public double Snapshot() => _x;

        public void Restore(double snapshot) => _x = snapshot;

        public void Release(double snapshot)
        {
        }

        public System.Collections.Immutable.ImmutableArray<double> TrainEpoch(
            LossWeights weights, EpochContext context, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
        {
            for (int step = 0; step < 20; step++)
                _x -= 0.1 * (weights["left"] * (_x + 1) + weights["right"] * (_x - 2));
            return [];
        }

        public double Evaluate(CancellationToken cancellation) => -Math.Abs(_x - 1);
    }
}
