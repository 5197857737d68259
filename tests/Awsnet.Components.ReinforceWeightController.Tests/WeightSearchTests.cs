using System.Globalization;

namespace Awsnet.Components.Tests;

public class WeightSearchTests
{
    [Fact]
    public void It_holds_two_snapshots_at_most_and_releases_them_all()
    {
        var trainable = new FakeTrainable();
        using (var search = Search(trainable))
        {
            search.RunTo(6);
            search.Epochs.Should().HaveCount(6);
            trainable.Seen.Held.Should().Be(1, "between epochs only the incumbent is held");
        }
        trainable.Seen.MostHeld.Should().Be(2);
        trainable.Seen.Held.Should().Be(0);
    }

    [Fact]
    public void The_adopted_candidate_is_the_best_and_the_trainee_is_in_its_state()
    {
        var trainable = new FakeTrainable();
        using var search = Search(trainable);
        for (int epoch = 0; epoch < 4; epoch++)
        {
            var record = search.RunEpoch();
            record.Epoch.Should().Be(epoch);
            record.Candidates.Should().HaveCount(10);
            record.Candidates[record.Adopted].Reward.Should().Be(record.Candidates.Max(candidate => candidate.Reward));
            record.Candidates.Count(candidate => candidate.Adopted).Should().Be(1);
            trainable.Evaluate(default).Should().Be(record.Reward).And.Be(search.IncumbentReward);
            search.Controller.Weights.Equals(record.Candidates[record.Adopted].Weights).Should().BeTrue();
        }
    }

    [Fact]
    public void Every_candidate_starts_from_the_same_state_with_the_same_seed()
    {
        var trainable = new FakeTrainable();
        var starts = new List<(int Epoch, long Seed, string Positions)>();
        trainable.BeforeTraining = (_, context, _) => starts.Add((context.Epoch, context.Seed, string.Join(' ', trainable.Positions)));
        using var search = Search(trainable);
        search.RunTo(3);
        starts.GroupBy(start => start.Epoch).Should().HaveCount(3)
            .And.OnlyContain(epoch => epoch.Distinct().Count() == 1 && epoch.Count() == 10);
        starts.Select(start => start.Seed).Distinct().Should().HaveCount(3);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    public void Candidates_side_by_side_give_bit_for_bit_what_they_give_one_by_one(int parallelism)
    {
        string Run(int sides, out FakeTrainable trainable)
        {
            trainable = new FakeTrainable();
            using var search = Search(trainable, new() { Parallelism = sides });
            search.RunTo(5);
            return Outcome(search) + string.Join(' ', trainable.Positions);
        }
        Run(parallelism, out var together).Should().Be(Run(1, out _));
        together.Seen.Held.Should().Be(0);
        together.Seen.MostHeld.Should().Be(2);
        together.Seen.Forks.Should().Be(0, "forks are disposed with the search");
    }

    [Fact]
    public void Side_by_side_really_is_side_by_side()
    {
        // Two candidates can only both arrive at the barrier if they train at the same time.
        using var barrier = new Barrier(2);
        var trainable = new FakeTrainable
        {
            BeforeTraining = (_, _, cancellation) =>
            barrier.SignalAndWait(TimeSpan.FromSeconds(30), cancellation).Should().BeTrue()
        };
        using var search = Search(trainable, new() { Parallelism = 2, Candidates = 4 });
        search.RunEpoch().Candidates.Should().OnlyContain(candidate => candidate.Status == CandidateStatus.Ok);
    }

    [Fact]
    public void A_candidate_that_throws_or_is_not_a_number_is_reported_and_the_search_goes_on()
    {
        var trainable = new FakeTrainable();
        int evaluations = 0;
        trainable.BeforeTraining = (_, context, _) =>
        {
            if (context.Candidate == 2)
                throw new IOException("The disk is full.");
        };
        trainable.Score = score => evaluations++ % 9 == 4 ? double.NaN : score;
        using var search = Search(trainable);
        var record = search.RunEpoch();
        record.Candidates[2].Status.Should().Be(CandidateStatus.Failed);
        record.Candidates[2].Error.Should().Be("IOException: The disk is full.");
        record.Candidates[5].Status.Should().Be(CandidateStatus.NotANumber, "candidate 5 is the fifth to be evaluated");
        record.Candidates[5].Error.Should().Contain("NaN");
        record.Candidates.Count(candidate => candidate.Status == CandidateStatus.Ok).Should().Be(8);
        record.Adopted.Should().NotBe(2).And.NotBe(5);
        search.RunEpoch().Epoch.Should().Be(1);
    }

    [Fact]
    public void Errors_name_numbers_alike_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var finnish = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            finnish.NumberFormat.NaNSymbol = "epäluku";
            CultureInfo.CurrentCulture = finnish;
            using var search = Search(new FakeTrainable { Score = _ => double.NaN }, new() { Candidates = 2, StopAfterFailedEpochs = 2 });
            search.RunEpoch().Candidates[0].Error.Should().Be("The evaluation gave NaN.");

            List<string?> errors = [];
            var runs = new WholeRunSearch(["a", "b"], new() { Epochs = 1, Candidates = 2 });
            FluentActions.Invoking(() => runs.Run(
                    trial => new TrainableRun<FakeTrainable.Copy>(new FakeTrainable(2) { Score = _ => double.NaN }, trial),
                    progress: new Immediate<WholeRunProgress>(report => errors.Add(report.Error))))
                .Should().Throw<WeightSearchException>();
            errors.Should().HaveCount(2).And.OnlyContain(error => error == "The score is NaN.");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_trainee_that_returns_the_wrong_number_of_losses_is_told_so()
    {
        using var search = new WeightSearch<FakeTrainable.Copy>(new FakeTrainable(3), new GreedyController(WeightSpace.PaperHeads));
        search.RunEpoch().Candidates[0].Error.Should().Contain("3 observed losses for 4 weights");
    }

    [Fact]
    public void A_strategy_that_follows_losses_says_when_it_gets_none_and_the_incumbent_is_restored()
    {
        var trainable = new PlainTrainable();
        using var search = new WeightSearch<int>(
            trainable, new StepwiseController(new DynamicWeightAverage(["a", "b"])), new() { Candidates = 2 });
        Refused(() => search.RunEpoch(), "DynamicWeightAverage follows the observed losses*proposal 0 has none*");
        trainable.Snapshot().Should().Be(0);
    }

    [Fact]
    public void When_everything_fails_for_several_epochs_the_search_gives_up_and_says_why()
    {
        var trainable = new FakeTrainable { BeforeTraining = (_, _, _) => throw new IOException("No data.\r\nframe #0: native code") };
        using var search = Search(trainable, new() { StopAfterFailedEpochs = 2 });
        var start = trainable.Positions.ToArray();
        search.RunEpoch().Adopted.Should().Be(-1);
        Refused<WeightSearchException>(() => search.RunEpoch(), "*2 epochs*No data.\"; the incumbent is restored*");
        trainable.Positions.Should().Equal(start);
        trainable.BeforeTraining = null;
        search.RunEpoch().Adopted.Should().BeGreaterThanOrEqualTo(0, "a corrected trainable can be searched on");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Canceling_restores_the_incumbent_and_the_next_call_goes_on_as_if_nothing_had_happened(int parallelism)
    {
        var undisturbed = new FakeTrainable();
        using var reference = Search(undisturbed);
        reference.RunTo(4);

        var trainable = new FakeTrainable();
        using var source = new CancellationTokenSource();
        using var search = Search(trainable, new() { Parallelism = parallelism });
        search.RunTo(2);
        var incumbent = trainable.Positions.ToArray();
        var stop = new Immediate<SearchProgress>(progress =>
        {
            if (progress is { Epoch: 2, Candidate: 6, Fraction: >= 0.5 })
                source.Cancel();
        });
        FluentActions.Invoking(() => search.RunTo(4, progress: stop, cancellation: source.Token)).Should()
            .Throw<OperationCanceledException>();
        trainable.Positions.Should().Equal(incumbent);
        search.Epoch.Should().Be(2);
        // One by one the six before it; side by side one of those may be at work still, or all others be done.
        search.FinishedCandidates.Should().BeInRange(parallelism == 1 ? 6 : 5, parallelism == 1 ? 6 : 9);
        search.RunTo(4);
        Outcome(search).Should().Be(Outcome(reference));
        trainable.Positions.Should().Equal(undisturbed.Positions);
        trainable.Seen.MostHeld.Should().Be(2);
    }

    [Fact]
    public void An_exception_of_the_progress_handler_leaves_the_incumbent_too()
    {
        var trainable = new FakeTrainable();
        using var search = Search(trainable);
        search.RunEpoch();
        var incumbent = trainable.Positions.ToArray();
        var broken = new Immediate<SearchProgress>(progress =>
        {
            if (progress is { Stage: SearchStage.Evaluated, Candidate: 3 })
                throw new InvalidOperationException("The window was closed.");
        });
        Refused<InvalidOperationException>(() => search.RunEpoch(broken), "The window was closed.");
        trainable.Positions.Should().Equal(incumbent);
        search.RunEpoch().Candidates.Should().HaveCount(10);
    }

    [Theory]
    [InlineData(SearchStage.Training, 1), InlineData(SearchStage.Training, 2)]
    [InlineData(SearchStage.Evaluated, 1), InlineData(SearchStage.Settled, 1)]
    public void An_exception_of_the_progress_handler_comes_out_at_every_stage(SearchStage stage, int parallelism)
    {
        using var search = Search(new FakeTrainable(), options: new() { Parallelism = parallelism });
        var broken = new Immediate<SearchProgress>(progress =>
        {
            if (progress.Stage == stage)
                throw new InvalidOperationException("The window was closed.");
        });
        Refused<InvalidOperationException>(() => search.RunEpoch(broken), "The window was closed.");
        search.RunTo(2);
        search.Epochs.SelectMany(epoch => epoch.Candidates).Should().OnlyContain(candidate => candidate.Status == CandidateStatus.Ok);
    }

    [Theory]
    [InlineData(SearchStage.Training), InlineData(SearchStage.Evaluated)]
    public void An_epoch_within_an_epoch_is_refused(SearchStage stage)
    {
        using var search = Search(new FakeTrainable());
        var nested = new Immediate<SearchProgress>(progress =>
        {
            if (progress.Stage == stage)
                search.RunEpoch();
        });
        Refused<InvalidOperationException>(() => search.RunEpoch(nested), "An epoch is being run; call RunEpoch when it has returned*");
        search.RunEpoch().Epoch.Should().Be(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_epoch_whose_best_state_could_not_be_kept_is_run_anew(int parallelism)
    {
        using var reference = Search(new FakeTrainable());
        reference.RunTo(3);

        int snapshots = 0;
        using var isFirstKept = new ManualResetEventSlim();
        var trainable = new FakeTrainable
        {
            // Candidate 0 is kept first, whoever is quicker: it is not the best, so a third snapshot is taken in any order of the others.
            BeforeTraining = (_, context, _) =>
            {
                if (context.Candidate > 0)
                    isFirstKept.Wait(TimeSpan.FromMinutes(2)).Should().BeTrue();
            },
            // The incumbent's is the first; by the third a better candidate has pushed the best one's out.
            BeforeSnapshot = () =>
            {
                int snapshot = Interlocked.Increment(ref snapshots);
                if (snapshot == 2)
                    isFirstKept.Set();
                if (snapshot == 3)
                    throw new IOException("The disk is full.");
            },
        };
        using var search = Search(trainable, new() { Parallelism = parallelism });
        Refused<IOException>(() => search.RunEpoch(), "The disk is full.");
        trainable.Positions.Should().OnlyContain(position => position == 0, "the incumbent is restored");
        if (parallelism == 1)
        {
            search.FinishedCandidates.Should().Be(0);
            trainable.Seen.Held.Should().Be(1);
        }
        search.RunTo(3);
        Outcome(search).Should().Be(Outcome(reference));
        trainable.Seen.Held.Should().Be(1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.001)]
    public void Results_are_told_once_though_the_state_that_was_settled_on_could_not_be_restored(double? rollbackTolerance)
    {
        var options = new WeightSearchOptions { Candidates = 3, RollbackTolerance = rollbackTolerance };
        var undisturbed = new FakeTrainable();
        using var reference = Search(undisturbed, options);
        reference.RunTo(5);

        var trainable = new FakeTrainable();
        using var search = Search(trainable, options);
        search.RunTo(2);
        int restored = 0;
        // Once for each candidate, then for the state that the epoch ends with.
        trainable.BeforeRestore = () =>
        {
            if (++restored == 4)
                throw new IOException("The disk is gone.");
        };
        Refused<IOException>(() => search.RunEpoch(), "The disk is gone.");
        (search.Epoch, search.Controller.Step, search.FinishedCandidates).Should().Be((3, 3, 0), "the epoch is over");
        trainable.Seen.Held.Should().Be(1);

        search.RunTo(5);
        Outcome(search).Should().Be(Outcome(reference));
        trainable.Positions.Should().Equal(undisturbed.Positions);
    }

    [Fact]
    public void The_rollback_guard_keeps_the_incumbent_and_gives_in_after_some_epochs()
    {
        double loss = 0;
        var trainable = new FakeTrainable { Score = score => score - loss };
        using var search = Search(trainable, new() { RollbackTolerance = 0.05, MaximumRollbacks = 2 });
        search.RunEpoch().RolledBack.Should().BeFalse();
        var (weights, reward, positions) = (search.Controller.Weights, search.IncumbentReward, trainable.Positions.ToArray());
        loss = 0.5;
        for (int epoch = 0; epoch < 2; epoch++)
        {
            var record = search.RunEpoch();
            record.RolledBack.Should().BeTrue();
            record.Adopted.Should().Be(-1);
            record.Reward.Should().Be(reward);
            search.Controller.Weights.Should().BeSameAs(weights);
            trainable.Positions.Should().Equal(positions);
        }
        var accepted = search.RunEpoch();
        accepted.RolledBack.Should().BeFalse("two rollbacks in a row are the limit");
        accepted.Adopted.Should().BeGreaterThanOrEqualTo(0);
        search.IncumbentReward.Should().BeLessThan(reward - 0.05);
        trainable.Seen.Held.Should().Be(1);
    }

    [Fact]
    public void The_rollback_guard_guards_the_first_epoch_by_evaluating_the_start()
    {
        var trainable = new FakeTrainable();
        double start = trainable.Evaluate(default);
        int evaluations = 0;
        trainable.Score = score => evaluations++ == 0 ? score : score - 1;
        using var search = Search(trainable, new() { RollbackTolerance = 0.1 });
        search.RunEpoch().RolledBack.Should().BeTrue();
        search.IncumbentReward.Should().Be(start);
    }

    [Fact]
    public void Successive_halving_trains_half_as_much_and_adopts_a_candidate_that_went_all_the_way()
    {
        var trainable = new FakeTrainable();
        using var search = Search(trainable, new() { Candidates = 8, Halving = new() { Rungs = [0.2, 0.5, 1] } });
        var record = search.RunEpoch();
        record.Candidates.GroupBy(candidate => candidate.Budget).OrderBy(group => group.Key).Select(group => (group.Key, group.Count()))
            .Should().Equal((0.2, 4), (0.5, 2), (1, 2));
        // 8 candidates · 2 batches + 4 · 3 + 2 · 5.
        trainable.Seen.Batches.Should().Be(16 + 12 + 10);
        record.Candidates[record.Adopted].Budget.Should().Be(1);
        trainable.Evaluate(default).Should().Be(record.Candidates[record.Adopted].Reward);
        trainable.Seen.MostHeld.Should().Be(1 + 4, "the incumbent and those that go on");
        trainable.Seen.Held.Should().Be(1);
    }

    [Fact]
    public void A_survivor_of_successive_halving_ends_where_a_whole_epoch_would_have_ended()
    {
        var whole = new FakeTrainable();
        var halved = new FakeTrainable();
        using var reference = Search(whole, new() { Candidates = 6 });
        using var search = Search(halved, new() { Candidates = 6, Halving = new() { Rungs = [0.5, 1], Keep = 0.5 } });
        var expected = reference.RunEpoch();
        var survivors = search.RunEpoch().Candidates.Where(candidate => candidate.Budget == 1).ToArray();
        survivors.Should().HaveCount(3, "half of six go on");
        foreach (var candidate in survivors)
        {
            candidate.Reward.Should().Be(expected.Candidates[candidate.Candidate].Reward);
            candidate.Losses.Zip(expected.Candidates[candidate.Candidate].Losses).Should()
                .OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-15);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Successive_halving_survives_failures_and_canceling(int parallelism)
    {
        var trainable = new FakeTrainable();
        trainable.BeforeTraining = (_, context, _) =>
        {
            if (context.Candidate % 3 == 0)
                throw new IOException("Lost.");
        };
        using var source = new CancellationTokenSource();
        var options = new WeightSearchOptions { Candidates = 9, Parallelism = parallelism, Halving = new() };
        using (var search = Search(trainable, options))
        {
            search.RunEpoch().Candidates.Count(candidate => candidate.Status == CandidateStatus.Failed).Should().Be(3);
            var incumbent = trainable.Positions.ToArray();
            var stop = new Immediate<SearchProgress>(progress =>
            {
                if (progress is { Epoch: 1, Fraction: > 0.3 })
                    source.Cancel();
            });
            FluentActions.Invoking(() => search.RunEpoch(stop, source.Token)).Should().Throw<OperationCanceledException>();
            trainable.Positions.Should().Equal(incumbent);
            trainable.Seen.Held.Should().Be(1);
            search.RunEpoch().Adopted.Should().BeGreaterThanOrEqualTo(0);
        }
        trainable.Seen.Held.Should().Be(0);
    }

    [Fact]
    public void Equal_proposals_are_trained_once_and_share_the_result()
    {
        // One loss: every action gives the weight 1, so all ten candidates are equal.
        var trainable = new FakeTrainable(1);
        using var search = new WeightSearch<FakeTrainable.Copy>(
            trainable, new GreedyController(new WeightSpace("only")), new() { TrainEqualProposalsOnce = true });
        var record = search.RunEpoch();
        trainable.Seen.Batches.Should().Be(10);
        record.Candidates.Select(candidate => candidate.Reward).Distinct().Should().ContainSingle();
        record.Candidates.Skip(1).Should().OnlyContain(candidate => candidate.SharedWith == 0 && candidate.Seconds == 0);
        record.Adopted.Should().Be(0);
    }

    [Fact]
    public void Training_equal_proposals_once_changes_nothing_but_the_cost()
    {
        string Run(bool once, out int batches)
        {
            var trainable = new FakeTrainable(2);
            using var search = new WeightSearch<FakeTrainable.Copy>(trainable,
                new GreedyController(new WeightSpace("a", "b"), new() { ControlArm = true }), new() { TrainEqualProposalsOnce = once });
            search.RunTo(5);
            batches = trainable.Seen.Batches;
            // Weights of shifted logits agree to rounding only, so rewards are compared to 12 digits.
            return string.Join('\n',
                search.Epochs.Select(epoch =>
                epoch.Adopted + " " + string.Join(' ', epoch.Candidates.Select(candidate => candidate.Reward.ToString("G12")))));
        }
        Run(true, out int fewer).Should().Be(Run(false, out int all));
        all.Should().Be(5 * 10 * 10);
        fewer.Should().BeLessThan(all * 7 / 10);
    }

    [Fact]
    public void Equal_proposals_can_be_adopted_under_the_first_rule_with_a_control_arm()
    {
        // The only loss makes the control arm and candidate 1 equal; the rule carries on candidate 1, which shares the control arm's
        // training.
        var trainable = new FakeTrainable(1);
        var controller = new GreedyController(new WeightSpace("only"), new() { ControlArm = true, Adoption = AdoptionRule.First });
        using var search = new WeightSearch<FakeTrainable.Copy>(
            trainable, controller, new() { TrainEqualProposalsOnce = true, Candidates = 3 });
        search.RunEpoch().Adopted.Should().Be(1);
        trainable.Positions[0].Should().NotBe(0);
    }

    [Fact]
    public void Progress_tells_of_every_candidate_and_of_the_settled_epoch()
    {
        var seen = new List<SearchProgress>();
        using var search = Search(new FakeTrainable(), new() { Candidates = 3 });
        var record = search.RunEpoch(new Immediate<SearchProgress>(seen.Add));
        seen.Where(progress => progress.Stage == SearchStage.Training).Should().HaveCount(30)
            .And.OnlyContain(progress => progress.Fraction > 0 && progress.Loss > 0);
        var evaluated = seen.Where(progress => progress.Stage == SearchStage.Evaluated).ToArray();
        evaluated.Select(progress => progress.Finished).Should().Equal(1, 2, 3);
        evaluated.Select(progress => progress.Reward).Should().Equal(record.Candidates.Select(candidate => candidate.Reward));
        evaluated.Select(progress => progress.Weights).Should().Equal(record.Candidates.Select(candidate => candidate.Weights));
        seen[^1].Should().BeEquivalentTo(new { Stage = SearchStage.Settled, Epoch = 0, Candidate = record.Adopted, record.Reward });
    }

    [Fact]
    public void After_changing_the_trainee_from_outside_the_next_epoch_starts_from_there()
    {
        var trainable = new FakeTrainable();
        using var search = Search(trainable);
        search.RunEpoch();
        trainable.Positions[0] = 0.123;
        search.ReleaseSnapshots();
        trainable.Seen.Held.Should().Be(0);
        trainable.BeforeTraining = (_, _, _) => trainable.Positions[0].Should().Be(0.123);
        search.RunEpoch().Candidates.Should().OnlyContain(candidate => candidate.Status == CandidateStatus.Ok);
    }

    [Fact]
    public void Options_that_the_trainee_cannot_serve_are_refused()
    {
        var plain = new PlainTrainable();
        var controller = new GreedyController(WeightSpace.PaperHeads);
        Refused(() => new WeightSearch<int>(plain, controller, new() { Parallelism = 2 }),
            "*PlainTrainable cannot be forked*IForkableTrainable*");
        Refused(() => new WeightSearch<int>(plain, controller, new() { Halving = new() }),
            "*PlainTrainable cannot train parts*IBudgetedTrainable*");
        Refused(() => new WeightSearchOptions { Candidates = 0 }, "Candidates is 0*1 or more*");
        Refused(() => new WeightSearchOptions { RollbackTolerance = -1 }, "RollbackTolerance is -1*");
        Refused(() => new SuccessiveHalving { Rungs = [0.5, 0.9] }, "*end with 1*");
        Refused(() => new SuccessiveHalving { Rungs = [0.5, 0.5, 1] }, "*0.5 follows 0.5*");
        Refused(() => new SuccessiveHalving { Keep = 1 }, "Keep is 1*");
    }

    internal static WeightSearch<FakeTrainable.Copy> Search(FakeTrainable trainable, WeightSearchOptions? options = null) =>
        new(trainable, new ReinforceController(WeightSpace.PaperHeads, ReinforceOptions.Effective with { Seed = 11 }), options);

    /// <summary>All that a search did, durations aside.</summary>
    internal static string Outcome(WeightSearch<FakeTrainable.Copy> search) =>
        SearchLog.ToJsonLines(
            search.Epochs.Select(epoch =>
            epoch with { Candidates = [.. epoch.Candidates.Select(candidate => candidate with { Seconds = 0 })] }))
        + search.Controller.SaveState().ToJsonString();
}
