namespace Awsnet.Components.Tests;

public class DiagnosisTests
{
    private static readonly WeightSpace Space = new("stride 8", "stride 4", "stride 2", "stride 1");

    [Fact]
    public void Before_the_first_result_there_is_nothing_to_tell()
    {
        var diagnosis = new ReinforceController(Space).Diagnose();
        diagnosis.IndistinguishableFromRandomSearch.Should().BeTrue();
        diagnosis.SignalToNoise.Should().Be(double.NaN);
        diagnosis.PolicyEntropy.Should().BeApproximately(1, 1e-6);
        diagnosis.Drift.Should().BeLessThan(0.01);
        diagnosis.Summary.Should().StartWith("Nothing has been learned from yet");
    }

    [Fact]
    public void A_controller_that_learns_says_what_it_has_learned()
    {
        var diagnosis = After(ReinforceOptions.Effective, Bandit.Gain, 50);
        diagnosis.IndistinguishableFromRandomSearch.Should().BeFalse();
        diagnosis.SignalToNoise.Should().BeGreaterThan(diagnosis.SignalNeeded);
        diagnosis.Summary.Should()
            .MatchRegex("^The controller learns: the rewards favor \\+0\\.15 for \"stride 4\" \\(signal .*probability 0\\.[89]");
        diagnosis.Drift.Should().BeGreaterThan(0.4);
    }

    [Fact]
    public void At_the_papers_settings_a_signal_is_heard_but_not_followed()
    {
        var diagnosis = After(ReinforceOptions.PaperFaithful, Bandit.Gain, 50);
        diagnosis.IndistinguishableFromRandomSearch.Should().BeTrue();
        diagnosis.Summary.Should().Contain("favor +0.15 for \"stride 4\"").And.Contain("Raise the learning rate")
            .And.Contain("At these settings no action can pass p = 0.356 in 50 steps.");
    }

    [Theory]
    [InlineData(0, 0.001, 1 / 3.0)]
    [InlineData(50, 0.001, 0.356)]   // e^0.05 / (e^0.05 + 2 e^-0.05)
    [InlineData(50, 0.05, 0.987)]    // e^2.5 / (e^2.5 + 2 e^-2.5)
    public void The_bound_on_a_probability_follows_from_rate_and_steps(int steps, double rate, double expected)
    {
        var options = ReinforceOptions.PaperFaithful with { Optimizer = new() { LearningRate = rate } };
        options.LargestProbability(steps).Should().BeApproximately(expected, 5e-4);
        options.CanLearn(steps).Should().Be(expected >= 0.4);
    }

    [Fact]
    public void A_policy_can_learn_in_any_number_of_steps()
    {
        // e^(2 · 7098 · 0.05) is more than a double holds.
        new ReinforceOptions().LargestProbability(7098).Should().Be(1);
        new ReinforceOptions().CanLearn(int.MaxValue).Should().BeTrue();
    }

    [Fact]
    public void No_reward_takes_a_policy_past_its_bound()
    {
        var controller = new ReinforceController(Space, ReinforceOptions.PaperFaithful with { InitialDeviation = 0 });
        for (int step = 0; step < 50; step++)
            controller.Tell([.. controller.Ask(10)
                .Select(proposal => CandidateResult.Scored(proposal.Index, proposal.Action[1] > 0 ? 1 : 0))]);
        controller.ActionProbabilities(1).Max().Should().BeInRange(0.345, controller.Options.LargestProbability(50) + 1e-4);
    }

    [Fact]
    public void Noise_alone_is_called_random_search_in_19_of_20_searches()
    {
        // The threshold allows one search in twenty; of 100, more than 12 would be 3 standard deviations off.
        int heard = Enumerable.Range(0, 100)
            .Count(seed => After(ReinforceOptions.Effective with { Seed = seed }, 0, 50) is var diagnosis
            && diagnosis.SignalToNoise > diagnosis.SignalNeeded);
        heard.Should().BeLessThanOrEqualTo(12);
        After(ReinforceOptions.PaperFaithful, 0, 50).Summary.Should().Contain("do not tell the actions apart")
            .And.Contain("indistinguishable from random search");
        After(ReinforceOptions.Effective with { Optimizer = new() { LearningRate = 0.3 } }, 0, 50).Summary.Should().Contain("an accident");
    }

    [Fact]
    public void The_signal_needed_is_the_normal_quantile_shared_out_over_losses_and_actions()
    {
        // Python: statistics.NormalDist().inv_cdf(1 - 0.05/24) for 12 cells, inv_cdf(0.975) for one.
        new AdvantageSignal(4, 3).Needed().Should().BeApproximately(2.8652602385321333, 1e-9);
        new AdvantageSignal(1, 1).Needed().Should().BeApproximately(1.959963984540054, 1e-9);
    }

    private static ControllerDiagnosis After(ReinforceOptions options, double gain, int steps)
    {
        var controller = new ReinforceController(Space, options);
        var noise = RandomStream.FromSeed(options.Seed + 99);
        for (int step = 0; step < steps; step++)
            controller.Tell([.. controller.Ask(10)
                .Select(proposal => CandidateResult.Scored(
                proposal.Index, 0.6 + (proposal.Action[1] > 0 ? gain : 0) + 0.01 * noise.Normal()))]);
        return controller.Diagnose();
    }
}
