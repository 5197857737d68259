using System.Text.Json.Nodes;

namespace Awsnet.Components.Tests;

public class ResumeTests
{
    private const int Epochs = 4;

    /// <summary>What a trainer would have on disk when it is killed.</summary>
    private sealed record Saved(string State, double[] Incumbent, int? BestCandidate, double[]? Best);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    public void A_search_killed_after_any_candidate_or_epoch_goes_on_bit_for_bit(int parallelism, bool halving)
    {
        var options = new WeightSearchOptions
        {
            Candidates = Effort.Pick(5, 10),
            Parallelism = parallelism,
            RollbackTolerance = 0.2,
            Halving = halving ? new() : null
        };
        var (end, positions, saves) = RunAndSaveEverywhere(options);
        saves.Should().HaveCountGreaterThanOrEqualTo(Epochs * 6);
        foreach (var saved in saves)
        {
            // With the snapshots that were held the epoch goes on; with the incumbent alone it is begun again: the outcome is the same.
            foreach (bool withSnapshots in new[] { true, false })
            {
                var trainable = new FakeTrainable();
                using var search = WeightSearchTests.Search(trainable, options with { Parallelism = 3 - parallelism });
                var state = JsonNode.Parse(saved.State)!.AsObject();
                if (withSnapshots)
                {
                    trainable.Seen.Held += saved.Best is null ? 1 : 2;
                    search.LoadState(state, new FakeTrainable.Copy(saved.Incumbent),
                        saved.Best is null
                        ? null
                        : new HeldSnapshot<FakeTrainable.Copy>(saved.BestCandidate!.Value, new FakeTrainable.Copy(saved.Best)));
                }
                else
                {
                    saved.Incumbent.CopyTo(trainable.Positions, 0);
                    search.LoadState(state);
                }
                search.RunTo(Epochs);
                WeightSearchTests.Outcome(search).Should().Be(end);
                trainable.Positions.Should().Equal(positions);
            }
        }
    }

    [Fact]
    public void Going_on_within_an_epoch_trains_only_the_candidates_that_are_left()
    {
        var (_, _, saves) = RunAndSaveEverywhere(new() { Candidates = 5 });
        var third = saves[2];
        var trainable = new FakeTrainable();
        using var search = WeightSearchTests.Search(trainable, new() { Candidates = 5 });
        search.LoadState(JsonNode.Parse(third.State)!.AsObject(), new FakeTrainable.Copy(third.Incumbent),
            new HeldSnapshot<FakeTrainable.Copy>(third.BestCandidate!.Value, new FakeTrainable.Copy(third.Best!)));
        search.FinishedCandidates.Should().Be(3);
        search.RunEpoch();
        trainable.Seen.Batches.Should().Be(20, "two candidates of ten batches were left");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_best_candidates_snapshot_is_released_where_the_epoch_begins_again(bool halving)
    {
        // Parts of an epoch are not resumed, and neither is an epoch without a finished candidate.
        var options = new WeightSearchOptions { Candidates = 4, Halving = halving ? new() : null };
        var (_, _, saves) = RunAndSaveEverywhere(options);
        var saved = halving ? saves[0] : saves.First(save => save.Best is null);
        var trainable = new FakeTrainable();
        using var search = WeightSearchTests.Search(trainable, options);
        trainable.Seen.Held = 2;
        search.LoadState(JsonNode.Parse(saved.State)!.AsObject(), new FakeTrainable.Copy(saved.Incumbent),
            new HeldSnapshot<FakeTrainable.Copy>(0, new FakeTrainable.Copy(saved.Incumbent)));
        trainable.Seen.Held.Should().Be(1, "the incumbent is held");
    }

    [Fact]
    public void States_of_something_else_are_refused()
    {
        using var search = WeightSearchTests.Search(new FakeTrainable(), new() { Candidates = 3 });
        search.RunEpoch();
        string good = search.SaveState().ToJsonString();
        void Refused(Action<JsonObject> damage, string message)
        {
            var state = JsonNode.Parse(good)!.AsObject();
            damage(state);
            using var fresh = WeightSearchTests.Search(new FakeTrainable(), new() { Candidates = 3 });
            Refused<FormatException>(() => fresh.LoadState(state), message);
        }
        Refused(state => state["format"] = "x", "*\"x\"*");
        Refused(state => state["version"] = 7, "*version 7*");
        Refused(state => state["options"]!["candidates"] = 4, "*other options: candidates was 4 and is 3. Make *");
        Refused(state => state["controller"] = 1, "*search.controller*");
        Refused(state => state["epochs"]![0]!["candidates"]![0]!.AsObject().Remove("seed"), "*seed*");
        Refused(state => state["epochs"]![0]!["weights"]!["stride 1"] = 3, "*sum to 1*");
        Refused(state => state["epochs"]![0]!["candidates"]![0]!["budget"] = 2, "*budget is not above 0 and at most 1*");
    }

    [Theory]
    [InlineData("rollbacks")]
    [InlineData("controller")]
    [InlineData("current")]
    [InlineData("epochs")]
    public void A_state_that_is_refused_leaves_the_search_as_it_was(string part)
    {
        var trainable = new FakeTrainable();
        using var search = WeightSearchTests.Search(trainable, new() { Candidates = 3 });
        search.RunEpoch();
        var other = search.SaveState();
        other[part] = "damaged";
        search.RunEpoch();
        using var cancel = new CancellationTokenSource();
        var first = new Immediate<SearchProgress>(progress =>
        {
            if (progress.Stage == SearchStage.Evaluated)
                cancel.Cancel();
        });
        FluentActions.Invoking(() => search.RunEpoch(first, cancel.Token)).Should().Throw<OperationCanceledException>();
        string before = search.SaveState().ToJsonString();
        int held = trainable.Seen.Held;

        if (part != "current")
            FluentActions.Invoking(() => search.LoadState(other)).Should().Throw<FormatException>();
        FluentActions.Invoking(() => search.LoadState(other, new FakeTrainable.Copy([]), null)).Should().Throw<FormatException>();

        search.SaveState().ToJsonString().Should().Be(before);
        search.FinishedCandidates.Should().Be(1);
        trainable.Seen.Held.Should().Be(held);
    }

    [Theory]
    [InlineData(3, 0, "*a result of candidate 3, but 3 are pending*")]
    [InlineData(-1, 0, "*a result of candidate -1, but 3 are pending*")]
    [InlineData(0, 2, "The best candidate is said to be 2, but the saved state has no good result of it.")]
    public void An_epoch_in_progress_that_does_not_fit_is_refused_before_anything_changes(int candidate, int best, string message)
    {
        var (_, _, saves) = RunAndSaveEverywhere(new() { Candidates = 3 });
        var state = JsonNode.Parse(saves[0].State)!.AsObject();
        state["current"]![0]!["candidate"] = candidate;
        var trainable = new FakeTrainable();
        using var search = WeightSearchTests.Search(trainable, new() { Candidates = 3 });
        search.RunEpoch();
        string before = search.SaveState().ToJsonString();

        var held = new HeldSnapshot<FakeTrainable.Copy>(best, new FakeTrainable.Copy([]));
        Refused<FormatException>(() => search.LoadState(state, new FakeTrainable.Copy([]), held), message);

        search.SaveState().ToJsonString().Should().Be(before);
        trainable.Seen.Held.Should().Be(1, "the incumbent is held");
    }

    private static (string End, double[] Positions, List<Saved> Saves) RunAndSaveEverywhere(WeightSearchOptions options)
    {
        var trainable = new FakeTrainable();
        using var search = WeightSearchTests.Search(trainable, options);
        var saves = new List<Saved>();
        var saver = new Immediate<SearchProgress>(progress =>
        {
            if (progress.Stage == SearchStage.Training)
                return;
            var (incumbent, best) = search.HeldSnapshots;
            saves.Add(new Saved(search.SaveState().ToJsonString(), incumbent!.Positions, best?.Candidate, best?.Snapshot.Positions));
        });
        search.RunTo(Epochs, progress: saver);
        return (WeightSearchTests.Outcome(search), trainable.Positions, saves);
    }
}
