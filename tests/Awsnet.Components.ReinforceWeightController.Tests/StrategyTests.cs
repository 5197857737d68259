namespace Awsnet.Components.Tests;

public class StrategyTests
{
    private static readonly WeightSpace Two = new("a", "b");

    [Fact]
    public void Greedy_draws_every_action_equally_often_and_learns_nothing()
    {
        var controller = new GreedyController(Two);
        var counts = new Dictionary<double, int>();
        for (int step = 0; step < 1000; step++)
        {
            var proposals = controller.Ask(10);
            foreach (double change in proposals.SelectMany(proposal => proposal.Action))
                counts[change] = counts.GetValueOrDefault(change) + 1;
            controller.Tell([.. proposals.Select(proposal => CandidateResult.Scored(proposal.Index, proposal.Action[0]))]);
        }
        // 20000 draws: 6667 each, standard deviation 67.
        counts.Keys.Order().Should().Equal(-0.15, 0, 0.15);
        counts.Values.Should().OnlyContain(count => Math.Abs(count - 6667) < 5 * 67);
        controller.Diagnose().IndistinguishableFromRandomSearch.Should().BeTrue();
    }

    [Fact]
    public void Random_weighting_draws_anew_around_the_start_whatever_was_adopted()
    {
        var controller = new RandomController(new WeightSpace("a", "b") { InitialLogits = [1, 0] }, new() { Deviation = 0.5 });
        var differences = new List<double>();
        for (int step = 0; step < 2000; step++)
        {
            var weights = controller.Ask(1)[0].Weights;
            differences.Add(Math.Log(weights[0] / weights[1]));
            controller.Tell([CandidateResult.Scored(0, 0)]);
        }
        // The difference of the logits is N(1, 2 · 0.25), so mean 1 and deviation 0.707; the bounds are 5 standard errors.
        differences.Average().Should().BeApproximately(1, 5 * 0.707 / Math.Sqrt(2000));
        Math.Sqrt(differences.Average(d => (d - differences.Average()) * (d - differences.Average()))).Should()
            .BeApproximately(0.7071, 5 * 0.707 / Math.Sqrt(4000));
    }

    [Fact]
    public void Fixed_weights_stay_as_given_a_zero_included()
    {
        var given = LossWeights.Of(("a", 1), ("b", 0));
        var controller = new FixedController(given);
        for (int step = 0; step < 3; step++)
        {
            controller.Ask(2).Should().OnlyContain(proposal => ReferenceEquals(proposal.Weights, given));
            controller.Tell([CandidateResult.Scored(0, 1), CandidateResult.Scored(1, 2)]).Weights.Should().BeSameAs(given);
        }
    }

    [Fact]
    public void Dynamic_weight_averaging_weighs_by_how_slowly_a_loss_falls()
    {
        var controller = new StepwiseController(new DynamicWeightAverage(Two.Names));
        Observe(controller, 2, 4)[0].Should().Be(0.5);
        Observe(controller, 1, 4)[0].Should().Be(0.5, "one epoch gives no rate yet");
        // r = (1/2, 4/4); softmax(r / 2) = 1 / (1 + e^0.25) = 0.4378235 for the first.
        Observe(controller, 1, 1)[0].Should().BeApproximately(0.4378234991142019, 1e-12);
        // r = (1/1, 1/4): softmax = 1 / (1 + e^-0.375) = 0.5926666.
        Observe(controller, 0, 0)[0].Should().BeApproximately(0.5926665999540698, 1e-12);
        Observe(controller, 0, 0)[0].Should().Be(0.5, "both have fallen to 0: r = (0, 0)");
        Observe(controller, 0, 0)[0].Should().Be(0.5, "a loss that was 0 has no rate");
    }

    [Fact]
    public void Uncertainty_weighting_in_closed_form_weighs_by_the_inverse_of_the_loss()
    {
        var controller = new StepwiseController(new AnalyticUncertaintyWeighting(Two.Names));
        Observe(controller, 0.5, 2)[0].Should().Be(0.5);
        // (1/0.5) / (1/0.5 + 1/2) = 0.8.
        Observe(controller, double.NaN, 2)[0].Should().BeApproximately(0.8, 1e-12);
        Observe(controller, 1, 2)[0].Should().BeApproximately(0.8, 1e-12, "losses that are not finite are passed over");
        controller.Diagnose().Summary.Should()
            .Contain("1 of 3 steps kept the weights before them, the last because the loss \"a\" was NaN");
    }

    [Fact]
    public void A_method_of_gradients_is_no_controller_of_epochs() =>
        Refused(() => new StepwiseController(new PCGrad(Two.Names)), "PCGrad needs Gram at each step*");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Strategies_that_follow_losses_refuse_to_go_without(bool dynamic)
    {
        var controller = new StepwiseController(dynamic
            ? new DynamicWeightAverage(Two.Names)
            : new AnalyticUncertaintyWeighting(Two.Names));
        controller.Ask(2);
        Refused(() => controller.Tell([CandidateResult.Scored(0, 1), CandidateResult.Scored(1, 1, [1, 2])]), "*proposal 0 has none*");
        controller.Tell([CandidateResult.Failure(0), CandidateResult.Scored(1, 1, [1, 2])]).Adopted.Should()
            .Be(1, "a failure need not have losses");
    }

    [Fact]
    public void Genetic_repeats_its_elite_and_without_mutation_only_recombines()
    {
        var controller = new GeneticController(Two, new() { Elites = 2, MutationRate = 0 });
        var first = controller.Ask(6);
        controller.Tell([.. first.Select(proposal => CandidateResult.Scored(proposal.Index, proposal.Index))]);
        var second = controller.Ask(6);
        second[0].Weights.IsCloseTo(first[5].Weights).Should().BeTrue("the best is repeated first");
        second[1].Weights.IsCloseTo(first[4].Weights).Should().BeTrue("then the second best");
        // With two centered logits (x, −x) a child is (±x_mother, ±x_father), so its log-ratio is the mean of two parents' log-ratios.
        var parents = first.Select(Ratio).ToArray();
        var means = parents.SelectMany(a => parents.Select(b => (a + b) / 2)).ToArray();
        foreach (double child in second.Select(Ratio))
            means.Should().Contain(mean => Math.Abs(mean - child) < 1e-12);
    }

    [Fact]
    public void Genetic_repeats_its_elite_within_bounds_that_are_far_from_0()
    {
        // Centered, parents would lie around 0 and be clamped to (2, 2).
        var space = new WeightSpace("a", "b") { InitialLogits = [2.5, 3.5], MinimumLogit = 2, MaximumLogit = 4 };
        var controller = new GeneticController(space, new() { Elites = 2, MutationRate = 0, CrossoverRate = 0 });
        var first = controller.Ask(6);
        controller.Tell([.. first.Select(proposal => CandidateResult.Scored(proposal.Index, proposal.Index))]);
        var second = controller.Ask(6);
        second[0].Weights.IsCloseTo(first[5].Weights).Should().BeTrue("the best is repeated first");
        second[1].Weights.IsCloseTo(first[4].Weights).Should().BeTrue("then the second best");
        second.Should().OnlyContain(
            child => first.Any(parent => parent.Weights.IsCloseTo(child.Weights, 1e-12)), "a child of one parent is like it");
    }

    [Fact]
    public void Genetic_climbs_to_weights_that_pay()
    {
        var target = LossWeights.Of(("a", 0.7), ("b", 0.2), ("c", 0.1));
        var controller = new GeneticController(new WeightSpace("a", "b", "c"), new() { Seed = 1 });
        double Reward(LossWeights weights) => -weights.Values.Zip(target.Values, (w, t) => (w - t) * (w - t)).Sum();
        double start = Reward(controller.Weights);
        for (int step = 0; step < 60; step++)
            controller.Tell([.. controller.Ask(10).Select(proposal => CandidateResult.Scored(proposal.Index, Reward(proposal.Weights)))]);
        Reward(controller.Weights).Should().BeGreaterThan(start / 100);
        controller.Diagnose().IndistinguishableFromRandomSearch.Should().BeFalse();
    }

    [Fact]
    public void A_schedule_is_followed_and_its_last_weights_stay()
    {
        var schedule = new WeightSchedule([new(0, LossWeights.Of(("a", 1), ("b", 3)), 77), new(1, LossWeights.Of(("a", 3), ("b", 1)), 78)]);
        var controller = new ScheduledController(schedule);
        var seen = new List<(double Weight, long Seed)>();
        for (int step = 0; step < 4; step++)
        {
            var proposal = controller.Ask(1)[0];
            seen.Add((proposal.Weights["a"], proposal.Seed));
            controller.Tell([CandidateResult.Scored(0, 0.5)]);
        }
        seen.Select(entry => entry.Weight).Should().Equal(0.25, 0.75, 0.75, 0.75);
        seen.Take(2).Select(entry => entry.Seed).Should().Equal(77, 78);
        seen.Select(entry => entry.Seed).Should().OnlyHaveUniqueItems("past the end seeds are drawn");
        new ScheduledController(schedule, new() { RepeatSeeds = false }).Ask(1)[0].Seed.Should().NotBe(77);
    }

    private static LossWeights Observe(WeightController controller, params double[] losses)
    {
        var weights = controller.Ask(1)[0].Weights;
        controller.Tell([CandidateResult.Scored(0, 0.5, [.. losses])]);
        return weights;
    }

    private static double Ratio(WeightProposal proposal) => Math.Log(proposal.Weights[0] / proposal.Weights[1]);
}
