using System.Text.Json.Nodes;

namespace Awsnet.Components.Tests;

/// <summary>What every strategy must do.</summary>
public class ControllerContractTests
{
    private static readonly WeightSpace Space = new("a", "b", "c", "d") { InitialLogits = [0.5, 0.5, 0.5, 1], MinimumWeight = 0.02 };

    private static readonly WeightSchedule Schedule =
        new(Enumerable.Range(0, 3).Select(i => new ScheduleEntry(i, LossWeights.Of(("a", 1), ("b", 1 + i), ("c", 2), ("d", 0)), 100 + i)));

    private static readonly Dictionary<string, Func<long, bool, WeightController>> Makers = new()
    {
        ["paper"] = (seed, common) =>
            new ReinforceController(Space, ReinforceOptions.PaperFaithful with { Seed = seed, CommonRandomNumbers = common }),
        ["effective"] = (seed, common) =>
            new ReinforceController(
            Space, ReinforceOptions.Effective with { Seed = seed, CommonRandomNumbers = common, UpdateInterval = 2, EntropyBonus = 0.001 }),
        ["greedy"] = (seed, common) => new GreedyController(Space, new() { Seed = seed, CommonRandomNumbers = common }),
        ["random"] = (seed, common) => new RandomController(Space, new() { Seed = seed, CommonRandomNumbers = common }),
        ["genetic"] = (seed, common) =>
            new GeneticController(Space, new() { Seed = seed, CommonRandomNumbers = common, ControlArm = true }),
        ["dynamic average"] = (seed, common) =>
            new StepwiseController(new DynamicWeightAverage(Space.Names), new() { Seed = seed, CommonRandomNumbers = common }),
        ["random loss weighting"] = (seed, common) => new StepwiseController(
            new RandomLossWeighting(Space.Names, new() { Seed = seed }),
            new() { Seed = seed, CommonRandomNumbers = common }),
        ["fixed"] = (seed, common) =>
            new FixedController(LossWeights.Of(("a", 0.217), ("b", 0.297), ("c", 0.204), ("d", 0.283)),
            new() { Seed = seed, CommonRandomNumbers = common }),
        ["scheduled"] = (seed, common) => new ScheduledController(Schedule, new() { Seed = seed, CommonRandomNumbers = common }),
    };

    public static TheoryData<string> Strategies => new(Makers.Keys);

    [Theory, MemberData(nameof(Strategies))]
    public void Proposals_are_numbered_and_lie_on_the_simplex(string strategy)
    {
        var controller = Makers[strategy](1, true);
        for (int step = 0; step < 8; step++)
        {
            var proposals = controller.Ask(1 + step);
            controller.Pending.Should().Equal(proposals);
            proposals.Select(proposal => proposal.Index).Should().Equal(Enumerable.Range(0, 1 + step));
            foreach (var proposal in proposals)
            {
                proposal.Weights.Names.Should().Equal(controller.LossNames);
                proposal.Weights.Values.Should().OnlyContain(weight => weight >= 0 && weight <= 1);
                proposal.Weights.Values.Sum().Should().BeApproximately(1, 1e-12);
                proposal.Action.Should().OnlyContain(change => double.IsFinite(change));
            }
            var update = controller.Tell(Results(proposals, step));
            update.Step.Should().Be(controller.Step).And.Be(step + 1);
            update.Weights.Should().BeSameAs(controller.Weights);
            controller.Pending.Should().BeEmpty();
        }
    }

    [Theory, MemberData(nameof(Strategies))]
    public void Common_random_numbers_give_all_candidates_of_a_step_one_seed_and_every_step_another(string strategy)
    {
        var controller = Makers[strategy](1, true);
        var seeds = new List<long>();
        for (int step = 0; step < 3; step++)
        {
            var proposals = controller.Ask(4);
            if (strategy != "scheduled")
                proposals.Select(proposal => proposal.Seed).Distinct().Should().ContainSingle();
            seeds.Add(proposals[0].Seed);
            controller.Tell(Results(proposals, step));
        }
        seeds.Should().OnlyHaveUniqueItems();
        Makers[strategy](1, false).Ask(4).Select(proposal => proposal.Seed).Should().OnlyHaveUniqueItems();
    }

    [Theory, MemberData(nameof(Strategies))]
    public void The_order_of_results_does_not_matter(string strategy)
    {
        var forward = Makers[strategy](2, true);
        var backward = Makers[strategy](2, true);
        for (int step = 0; step < 5; step++)
        {
            forward.Tell(Results(forward.Ask(6), step));
            backward.Tell([.. Results(backward.Ask(6), step).Reverse()]);
            backward.SaveState().ToJsonString().Should().Be(forward.SaveState().ToJsonString());
        }
    }

    [Theory, MemberData(nameof(Strategies))]
    public void A_state_saved_anywhere_goes_on_bit_for_bit(string strategy)
    {
        // Saves before and after every Ask and after every Tell; each save is loaded into a fresh controller that plays to the end.
        const int steps = 7;
        var states = new List<string>();
        var controller = Makers[strategy](3, true);
        for (int step = 0; step < steps; step++)
        {
            states.Add(controller.SaveState().ToJsonString());
            var proposals = controller.Ask(5);
            states.Add(controller.SaveState().ToJsonString());
            controller.Tell(Results(proposals, step));
        }
        string end = controller.SaveState().ToJsonString();

        foreach (string state in states)
        {
            var resumed = Makers[strategy](3, true);
            resumed.LoadState(JsonNode.Parse(state)!.AsObject());
            resumed.SaveState().ToJsonString().Should().Be(state);
            while (resumed.Step < steps)
            {
                var proposals = resumed.Pending.Count > 0 ? resumed.Pending : resumed.Ask(5);
                resumed.Tell(Results(proposals, resumed.Step));
            }
            resumed.SaveState().ToJsonString().Should().Be(end);
        }
    }

    [Theory, MemberData(nameof(Strategies))]
    public void Failures_are_never_adopted_and_a_step_in_which_all_fail_moves_nothing(string strategy)
    {
        var controller = Makers[strategy](4, true);
        var proposals = controller.Ask(4);
        var results = Results(proposals, 0);
        results[1] = CandidateResult.Failure(1);
        results[2] = CandidateResult.Scored(2, double.NaN);
        results[3] = results[3] with { Reward = double.PositiveInfinity };
        var update = controller.Tell(results);
        update.Adopted.Should().Be(0);
        update.Failures.Should().Be(3);

        var before = controller.Weights;
        controller.Ask(3);
        update = controller.Tell([.. Enumerable.Range(0, 3).Select(CandidateResult.Failure)]);
        update.Winner.Should().Be(-1);
        update.Adopted.Should().Be(-1);
        update.Failures.Should().Be(3);
        update.MeanReward.Should().Be(double.NaN);
        controller.Weights.Should().BeSameAs(before);
        controller.Ask(2).Should().HaveCount(2, "the search goes on");
    }

    [Theory, MemberData(nameof(Strategies))]
    public void Misuse_is_refused_and_changes_nothing(string strategy)
    {
        var controller = Makers[strategy](5, true);
        Refused<InvalidOperationException>(() => controller.Tell([]), "*Ask*");
        FluentActions.Invoking(() => controller.Ask(0)).Should().Throw<ArgumentOutOfRangeException>();
        var proposals = controller.Ask(3);
        string state = controller.SaveState().ToJsonString();
        var good = Results(proposals, 0);
        Refused<InvalidOperationException>(() => controller.Ask(3), "*3 proposals were not told*");
        Refused(() => controller.Tell(good[..2]), "*3 pending proposals but 2 results*");
        Refused(() => controller.Tell([good[0], good[1], good[1]]), "*Two results*proposal 1*");
        Refused(() => controller.Tell([good[0], good[1], good[2] with { Index = 7 }]), "*proposal 7*0 to 2*");
        Refused(() => controller.Tell([good[0], good[1], good[2] with { Losses = [1] }]), "*1 observed losses*4 losses*");
        controller.SaveState().ToJsonString().Should().Be(state);
    }

    [Theory, MemberData(nameof(Strategies))]
    public void States_of_something_else_are_refused_and_leave_the_controller_as_it_was(string strategy)
    {
        var controller = Makers[strategy](6, true);
        controller.Tell(Results(controller.Ask(3), 0));
        controller.Ask(2);
        string before = controller.SaveState().ToJsonString();

        void Refused(Action<JsonObject> damage, string message)
        {
            var state = JsonNode.Parse(before)!.AsObject();
            damage(state);
            Refused<FormatException>(() => controller.LoadState(state), message);
            controller.SaveState().ToJsonString().Should().Be(before);
        }
        Refused(state => state["format"] = "something", "*something*");
        Refused(state => state["step"] = -5, "The saved controller.step is not 0 or more; the state is damaged.");
        Refused(state => state["pending"]![1]!["logits"]![0] = "NaN",
            "The saved controller.pending?1?.logits?0? is not a number that can stand there; the state is damaged.");
        Refused(state => state["version"] = 2, "*version 2*version 1*");
        Refused(state => state["strategy"] = "other", "*\"other\"*make the one that was saved.");
        Refused(state => state["options"]!["seed"] = 9, "*other options: seed was 9 and is *. Make *");
        Refused(state => state["space"]!["names"]![0] = "z", "*other losses*");
        Refused(state => state.Remove("logits"), "*no controller.logits*");
        Refused(state => state["random"]![0] = "xyz", "*controller.random*hexadecimal*");
        Refused(state => state["logits"] = new JsonArray(1, 2), "*2 numbers where 4*");
        Refused(state => state["pending"]![1]!["weights"] = new JsonArray(2, 0, 0, 0), "*weights*");
        Refused(state => state["pending"]![1]!["seed"] = -1, "*seed is not 0 or more*");
        Refused(state => state["details"] = 5, "*");
    }

    [Theory, MemberData(nameof(Strategies))]
    public void Each_says_in_a_sentence_what_it_does(string strategy)
    {
        var controller = Makers[strategy](7, true);
        controller.Diagnose().Summary.Should().EndWith(".");
        for (int step = 0; step < 4; step++)
            controller.Tell(Results(controller.Ask(5), step));
        controller.Diagnose().Summary.Should().EndWith(".");
    }

    /// <summary>Rewards and losses that depend on the weights and on the step alone.</summary>
    private static CandidateResult[] Results(IReadOnlyList<WeightProposal> proposals, int step) =>
    [
        .. proposals.Select(proposal => CandidateResult.Scored(
            proposal.Index,
            0.6 + 0.1 * proposal.Weights[3] + 0.01 * Math.Sin(10 * step + proposal.Index),
            [.. Enumerable.Range(0, 4).Select(i => (1 + i) * Math.Exp(-0.1 * (1 + i) * step) + 0.1)])),
    ];
}
