namespace Awsnet.Components.Tests;

public class ReinforceTests
{
    private static readonly WeightSpace Three = new("a", "b", "c");

    [Fact]
    public void Three_steps_at_the_papers_settings_give_what_torch_autograd_and_Adam_give()
    {
        // Peer, Python torch 1.13 in double: th = Parameter(theta0.view(3, 3)); opt = Adam([th], lr=1e-3); for each step
        // R = (rewards + 0.04)**3; B = R.mean() at first, then 0.01*B + 0.99*R.mean();
        // loss = -sum((R[j] - B) * log_softmax(th, 1)[arange(3), actions[j]].sum() for j in range(4)) / 4;
        // opt.zero_grad(); loss.backward(); opt.step() -- with theta0 and the actions below, which seed 1 draws.
        double[] theta0 = [-0.0015452228371402943, -0.0010136476397283943, 0.0009582971460957353, -0.00028180977695353086,
            -0.0019041346336254343, 0.00223897063885756, -0.0011309648689300945, 0.0010459049175698635, -0.00040897523610544965];
        int[][] actions = [[0, 0, 1, 1, 1, 1, 1, 0, 1, 2, 2, 2], [0, 2, 1, 1, 1, 0, 0, 2, 1, 1, 0, 0],
            [1, 1, 0, 1, 1, 1, 2, 1, 0, 1, 2, 2]];
        double[] expected = [-0.0013897339989047577, -0.0030398968685929877, 0.0022970388402290716, -0.0028706708811254682,
            -0.0022993371560232055, 0.005157515187807397, -0.0027342359800461387, 0.0008867010068007246, 0.0020436753651140614];

        double[][] rewards = [[0.60, 0.61, 0.58, 0.63], [0.64, 0.60, 0.66, 0.62], [0.65, 0.68, 0.61, 0.67]];
        var controller = new ReinforceController(Three, ReinforceOptions.PaperFaithful with { Seed = 1 });
        Theta(controller).Should().Equal(theta0);
        double baseline = 0;
        for (int step = 0; step < 3; step++)
        {
            var proposals = controller.Ask(4);
            proposals.SelectMany(proposal => proposal.Action).Should()
                .Equal(actions[step].Select(choice => new[] { -0.15, 0, 0.15 }[choice]));
            baseline = controller.Tell([.. rewards[step].Select((reward, j) => CandidateResult.Scored(j, reward))]).Baseline;
        }
        baseline.Should().BeApproximately(0.3332519172000001, 1e-15);
        // Adam divides two nearly vanishing gradients in the seventh place, where rounding shows at 6e-13.
        Theta(controller).Zip(expected).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-12);
    }

    [Fact]
    public void Two_steps_at_the_effective_settings_give_what_torch_autograd_and_Adam_give()
    {
        // Peer, as above but: A = R - (R.sum() - R)/4; A = A/A.std(unbiased=False); opt = Adam([th], lr=0.05);
        // H = -(lp.exp()*lp).sum(); loss = -sum(A[j]*lp[arange(2), actions[j]].sum() for j in range(1, 5))/4 - 0.05*H:
        // candidate 0, the control arm, is compared with but not learned from.
        double[] theta0 = [-7.114079971298217E-05, -8.604642035425935E-06, 0.00013386965480451484, 0.0002788944968988338,
            -7.63215571510479E-06, -0.0010178278741903696];
        int[][] actions = [[2, 2, 2, 0, 2, 2, 1, 1], [0, 1, 0, 2, 1, 1, 0, 0]];
        double[] expected = [-0.015783258240075426, -0.09918493365379802, 0.08789836180038238, -0.05809674095548004, -0.09609724575612114,
            0.09720056288870393];

        double[][] rewards = [[0.60, 0.61, 0.58, 0.63, 0.59], [0.64, 0.60, 0.66, 0.62, 0.65]];
        var controller = new ReinforceController(new WeightSpace("a", "b"), ReinforceOptions.Effective with { Seed = 2 });
        Theta(controller).Should().Equal(theta0);
        for (int step = 0; step < 2; step++)
        {
            var proposals = controller.Ask(5);
            proposals.Skip(1).SelectMany(proposal => proposal.Action).Should()
                .Equal(actions[step].Select(choice => new[] { -0.15, 0, 0.15 }[choice]));
            controller.Tell([.. rewards[step].Select((reward, j) => CandidateResult.Scored(j, reward))]);
        }
        Theta(controller).Zip(expected).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-13);
    }

    [Fact]
    public void Weights_are_softmax_of_beta_plus_the_action()
    {
        var controller = new ReinforceController(WeightSpace.PaperHeads);
        foreach (var proposal in controller.Ask(10))
        {
            double[] beta = [0.5, 0.5, 0.5, 1];
            var exponentials = beta.Zip(proposal.Action, (b, change) => Math.Exp(b + change)).ToArray();
            proposal.Weights.Values.Zip(exponentials).Should()
                .OnlyContain(pair => Math.Abs(pair.First - pair.Second / exponentials.Sum()) < 1e-15);
        }
    }

    [Fact]
    public void The_adopted_candidates_beta_is_the_next_ones_start()
    {
        var controller = new ReinforceController(WeightSpace.PaperHeads, ReinforceOptions.PaperFaithful);
        var proposals = controller.Ask(10);
        var update = controller.Tell(
            [.. proposals.Select(proposal => CandidateResult.Scored(proposal.Index, proposal.Index == 6 ? 0.9 : 0.1))]);
        update.Adopted.Should().Be(6);
        update.Weights.Should().BeSameAs(proposals[6].Weights);
        controller.Logits.ToArray().Should().Equal(new[] { 0.5, 0.5, 0.5, 1 }.Zip(proposals[6].Action, (beta, change) => beta + change));
    }

    [Theory]
    [InlineData(BaselineKind.RunningMean)]
    [InlineData(BaselineKind.LeaveOneOut)]
    [InlineData(BaselineKind.None)]
    public void The_policy_moves_toward_the_action_that_pays(BaselineKind baseline)
    {
        var controller = new ReinforceController(Three,
            ReinforceOptions.PaperFaithful with
            {
                Baseline = baseline,
                Optimizer = new() { LearningRate = 0.05 },
                Transform = RewardTransform.Identity
            });
        for (int step = 0; step < 60; step++)
            controller.Tell([.. controller.Ask(10)
                .Select(proposal => CandidateResult.Scored(proposal.Index, proposal.Action[1] < 0 ? 1 : 0))]);
        controller.ActionProbabilities(1)[0].Should().BeGreaterThan(0.8);
    }

    [Fact]
    public void Minimizing_moves_the_policy_and_the_weights_the_other_way()
    {
        var controller = new ReinforceController(Three, ReinforceOptions.Effective with { Maximize = false });
        for (int step = 0; step < 30; step++)
        {
            var results = controller.Ask(10).Select(proposal => CandidateResult.Scored(proposal.Index, 5 + proposal.Action[1])).ToArray();
            var update = controller.Tell(results);
            update.BestReward.Should().Be(results.Min(result => result.Reward));
        }
        controller.ActionProbabilities(1)[0].Should().BeGreaterThan(0.8, "the lowest logit gives the lowest error");
        controller.Weights["b"].Should().BeLessThan(0.1);
    }

    [Fact]
    public void Warm_up_keeps_the_policy_and_lets_best_of_K_work()
    {
        var controller = new ReinforceController(Three, ReinforceOptions.Effective with { WarmUp = 3 });
        var start = Theta(controller);
        for (int step = 0; step < 3; step++)
        {
            Step(controller).PolicyMoved.Should().BeFalse();
            Theta(controller).Should().Equal(start);
        }
        controller.Weights.Equals(LossWeights.Equal(Three.Names)).Should().BeFalse();
        Step(controller).PolicyMoved.Should().BeTrue();
        Theta(controller).Should().NotEqual(start);
    }

    [Fact]
    public void An_update_interval_gathers_the_gradients_of_its_steps()
    {
        var controller = new ReinforceController(Three, ReinforceOptions.Effective with { UpdateInterval = 3 });
        Enumerable.Range(0, 7).Select(_ => Step(controller).PolicyMoved).Should().Equal(false, false, true, false, false, true, false);
    }

    [Fact]
    public void A_learning_rate_of_0_is_a_policy_that_stays()
    {
        var controller = new ReinforceController(Three, ReinforceOptions.Effective with { Optimizer = new() { LearningRate = 0 } });
        var start = Theta(controller);
        Step(controller).PolicyMoved.Should().BeFalse();
        Theta(controller).Should().Equal(start);
    }

    [Fact]
    public void An_entropy_bonus_pulls_a_decided_policy_back_to_uniform()
    {
        // Rewards all alike: without a bonus there is no gradient at all, with one only the entropy's.
        ReinforceController After(double bonus)
        {
            var controller = new ReinforceController(Three,
                ReinforceOptions.Effective with { InitialDeviation = 2, EntropyBonus = bonus, Optimizer = new() { LearningRate = 0.2 } });
            for (int step = 0; step < 50; step++)
                controller.Tell([.. controller.Ask(10).Select(proposal => CandidateResult.Scored(proposal.Index, 0.5))]);
            return controller;
        }
        double without = After(0).Diagnose().PolicyEntropy, with = After(0.1).Diagnose().PolicyEntropy;
        without.Should().BeLessThan(0.9);
        with.Should().BeGreaterThan(0.99);
    }

    [Theory]
    [InlineData(BaselineKind.RunningMean, 0)]
    [InlineData(BaselineKind.LeaveOneOut, 0)]
    [InlineData(BaselineKind.None, 0)]
    [InlineData(BaselineKind.LeaveOneOut, 1e-14)]
    public void Rewards_that_are_alike_but_for_rounding_teach_nothing(BaselineKind baseline, double rounding)
    {
        // The mean of ten times 0.9, added up in doubles, is not 0.9: divided by that deviation advantages were about 5e15.
        var controller = new ReinforceController(Three, ReinforceOptions.Effective with { Baseline = baseline, EntropyBonus = 0 });
        var start = Theta(controller);
        controller.Tell([.. controller.Ask(10)
            .Select(proposal => CandidateResult.Scored(proposal.Index, 0.9 + rounding * proposal.Index))]);
        Theta(controller).Should().Equal(start);
        Details(controller, "first").Concat(Details(controller, "second")).Should().OnlyContain(moment => moment == 0);
        controller.Diagnose().SignalToNoise.Should().Be(double.NaN);
    }

    [Fact]
    public void A_step_whose_rewards_are_alike_does_not_keep_the_policy_from_learning()
    {
        double Learned(bool isAlikeFirst)
        {
            var controller = new ReinforceController(Three, ReinforceOptions.Effective with { Seed = 4 });
            if (isAlikeFirst)
                controller.Tell([.. controller.Ask(10).Select(proposal => CandidateResult.Scored(proposal.Index, 0.9))]);
            for (int step = 0; step < 50; step++)
                controller.Tell([.. controller.Ask(10)
                    .Select(proposal => CandidateResult.Scored(proposal.Index, proposal.Action[1] < 0 ? 0.91 : 0.9))]);
            return controller.ActionProbabilities(1)[0];
        }
        Learned(true).Should().BeGreaterThan(0.8).And.BeApproximately(Learned(false), 0.1);
    }

    [Fact]
    public void A_small_difference_of_rewards_counts_like_a_large_one()
    {
        double[] After(double unit)
        {
            var controller = new ReinforceController(Three);
            controller.Tell([.. controller.Ask(10)
                .Select(proposal => CandidateResult.Scored(proposal.Index, 0.9 + unit * proposal.Index))]);
            return Details(controller, "first");
        }
        // 0.9 + 1e-9 i is rounded to 1e-16, the seventh place of the difference.
        After(1e-9).Zip(After(1e-2)).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-6);
    }

    [Theory]
    [InlineData(1e155, false)]
    [InlineData(1e308, false)]
    [InlineData(1e308, true)]
    public void A_reward_too_large_to_be_squared_teaches_nothing_and_spoils_nothing(double size, bool standardize)
    {
        var controller = new ReinforceController(
            Three, ReinforceOptions.PaperFaithful with { Adoption = AdoptionRule.None, StandardizeAdvantages = standardize });
        Told(0.5, 0.6);
        string before = controller.SaveState()["details"]!.ToJsonString();
        Told(size, -size).PolicyMoved.Should().BeFalse();
        controller.SaveState()["details"]!.ToJsonString().Should().Be(before);
        Told(0.5, 0.6).PolicyMoved.Should().BeTrue();

        ControllerUpdate Told(double first, double others)
        {
            controller.Ask(4);
            return controller.Tell([.. Enumerable.Range(0, 4)
                .Select(index => CandidateResult.Scored(index, index == 0 ? first : others))]);
        }
    }

    [Fact]
    public void A_lone_candidate_is_compared_with_the_running_mean()
    {
        // One reward has no deviation to be divided by. B = 0.5, then 0.01 · 0.5 + 0.99 · 1 = 0.995: A = 0.005.
        var controller = new ReinforceController(
            Three, ReinforceOptions.Effective with { Baseline = BaselineKind.RunningMean, EntropyBonus = 0 });
        foreach (double reward in new[] { 0.5, 1 })
        {
            controller.Ask(1);
            controller.Tell([CandidateResult.Scored(0, reward)]);
        }
        // Adam's mean is 0.1 g, and g = A (1 − p) for what was chosen, p being 1/3 but for the initial θ of 0.001.
        Details(controller, "first").Max().Should().BeApproximately(0.1 * 0.005 * 2 / 3, 1e-6);
    }

    [Fact]
    public void The_gradients_of_score_and_entropy_are_those_of_finite_differences()
    {
        const double h = 1e-6;
        const double temperature = 1.7;
        double[] theta = [0.3, -0.8, 1.1, 0.4, 0.2, -0.5];
        ActionPolicy At(int moved, double by)
        {
            var policy = new ActionPolicy(2, 3, temperature);
            theta.CopyTo(policy.Theta, 0);
            if (moved >= 0)
                policy.Theta[moved] += by;
            policy.Refresh();
            return policy;
        }
        // Two candidates: the first took actions 2 and 0 at an advantage of 0.7, the second 1 and 0 at −0.4.
        double Objective(ActionPolicy p) =>
            0.7 * (Math.Log(p.Of(0)[2]) + Math.Log(p.Of(1)[0])) - 0.4 * (Math.Log(p.Of(0)[1]) + Math.Log(p.Of(1)[0]));
        double Entropy(ActionPolicy p) => p.MeanEntropy() * 2 * Math.Log(3);

        var score = new double[6];
        At(-1, 0).AddScores([0, -0.4, 0.7, 0.3, 0, 0], total: 0.3, scale: 1, score);
        var entropy = new double[6];
        At(-1, 0).AddEntropyGradient(1, entropy);
        for (int i = 0; i < 6; i++)
        {
            score[i].Should().BeApproximately((Objective(At(i, h)) - Objective(At(i, -h))) / (2 * h), 1e-8);
            entropy[i].Should().BeApproximately((Entropy(At(i, h)) - Entropy(At(i, -h))) / (2 * h), 1e-8);
        }
    }

    [Fact]
    public void The_policys_temperature_flattens_it()
    {
        ReinforceController With(double temperature) =>
            new(Three, ReinforceOptions.PaperFaithful with { Seed = 3, InitialDeviation = 1, PolicyTemperature = temperature });
        With(10).Diagnose().PolicyEntropy.Should().BeGreaterThan(With(1).Diagnose().PolicyEntropy);
    }

    [Fact]
    public void Any_action_set_will_do()
    {
        var controller = new ReinforceController(Three, ReinforceOptions.Effective with { Actions = [-0.5, -0.1, 0.1, 0.5, 1] });
        controller.Ask(50).Skip(1).SelectMany(proposal => proposal.Action).Distinct().Order().Should().Equal(-0.5, -0.1, 0.1, 0.5, 1);
    }

    [Fact]
    public void The_papers_reward_is_the_cube_of_dice_plus_4_points()
    {
        // 0.64³ = 0.262144.
        RewardTransform.Paper.Apply(0.60).Should().BeApproximately(0.262144, 1e-15);
        RewardTransform.Identity.Apply(-3).Should().Be(-3);
        new RewardTransform { Exponent = 2 }.Apply(-3).Should().Be(-9, "the order of rewards is kept below 0 too");
    }

    [Fact]
    public void Bad_options_are_refused_with_what_was_given()
    {
        Refused(() => new ReinforceOptions { Actions = [0.1] }, "*two or more*");
        Refused(() => new ReinforceOptions { Actions = [0.1, 0.1] }, "*different*");
        Refused(() => new ReinforceOptions { BaselineRate = 0 }, "BaselineRate is 0; it must be in (0, 1]*");
        Refused(() => new ReinforceOptions { EntropyBonus = -1 }, "EntropyBonus is -1*0 or more*");
        Refused(() => new ReinforceOptions { UpdateInterval = 0 }, "UpdateInterval is 0*1 or more*");
        Refused(() => new ReinforceOptions { Seed = -1 }, "Seed is -1*");
        Refused(() => new PolicyOptimizer { LearningRate = double.NaN }, "LearningRate is NaN*");
        Refused(() => new RewardTransform { Exponent = 0 }, "Exponent is 0*above 0*");
    }

    private static double[] Theta(ReinforceController controller) => Details(controller, "theta");

    private static double[] Details(ReinforceController controller, string name) =>
        [.. controller.SaveState()["details"]![name]!.AsArray().Select(value => value!.GetValue<double>())];

    private static ControllerUpdate Step(ReinforceController controller) =>
        controller.Tell([.. controller.Ask(10)
            .Select(proposal => CandidateResult.Scored(proposal.Index, 0.5 + 0.01 * proposal.Index + proposal.Action[0]))]);
}
