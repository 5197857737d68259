namespace Awsnet.Components.Tests;

public class AdoptionTests
{
    private static readonly WeightSpace Space = new("a", "b");

    [Fact]
    public void Ties_go_to_the_lower_index() => Adopted(new GreedyController(Space), 0.2, 0.7, 0.7, 0.7).Should().Be(1);

    [Fact]
    public void Best_takes_the_best_even_when_it_is_worse_than_before()
    {
        var controller = new GreedyController(Space);
        Adopted(controller, 0.9, 0.8).Should().Be(0);
        Adopted(controller, 0.1, 0.2).Should().Be(1);
    }

    [Fact]
    public void Best_if_better_compares_with_the_candidate_adopted_last()
    {
        var controller = new GreedyController(Space, new() { Adoption = AdoptionRule.BestIfBetter });
        Adopted(controller, 0.4, 0.5).Should().Be(1, "there is nothing to compare with yet");
        var incumbent = controller.Weights;
        Adopted(controller, 0.5, 0.3).Should().Be(-1);
        controller.Weights.Should().BeSameAs(incumbent);
        Adopted(controller, 0.3, 0.51).Should().Be(1);
    }

    [Fact]
    public void Best_if_better_can_ask_for_a_gain_or_tolerate_a_loss()
    {
        var choosy = new GreedyController(Space, new() { Adoption = AdoptionRule.BestIfBetter, MinimumGain = 0.05 });
        Adopted(choosy, 0.5).Should().Be(0);
        Adopted(choosy, 0.54).Should().Be(-1);
        Adopted(choosy, 0.56).Should().Be(0);
        var tolerant = new GreedyController(Space, new() { Adoption = AdoptionRule.BestIfBetter, MinimumGain = -0.05, Maximize = false });
        Adopted(tolerant, 0.5).Should().Be(0);
        Adopted(tolerant, 0.56).Should().Be(-1, "an error that rises by 0.06 is too much");
        Adopted(tolerant, 0.54).Should().Be(0);
    }

    [Fact]
    public void Best_if_better_prefers_the_control_arm_as_its_measure()
    {
        var controller = new GreedyController(Space, new() { Adoption = AdoptionRule.BestIfBetter, ControlArm = true });
        Adopted(controller, 0.5, 0.6).Should().Be(1);
        Adopted(controller, 0.2, 0.3).Should().Be(1, "the control arm of this very step had 0.2");
        Adopted(controller, 0.3, 0.3).Should().Be(0, "the control arm won, so its training is carried on with unchanged weights");
    }

    [Fact]
    public void First_carries_on_the_first_good_candidate_that_is_no_control_arm()
    {
        var controller = new GreedyController(Space, new() { Adoption = AdoptionRule.First, ControlArm = true });
        Adopted(controller, 0.9, 0.1, 0.5).Should().Be(1);
        Adopted(controller, 0.9, double.NaN, 0.5).Should().Be(2);
        Adopted(controller, 0.9, double.NaN, double.NaN).Should().Be(0);
    }

    [Fact]
    public void None_keeps_the_incumbent_while_the_policy_learns()
    {
        var controller = new ReinforceController(Space, ReinforceOptions.Effective with { Adoption = AdoptionRule.None });
        var start = controller.Weights;
        for (int step = 0; step < 30; step++)
            controller.Tell([.. controller.Ask(10).Select(proposal => CandidateResult.Scored(proposal.Index, proposal.Action[0]))])
                .Adopted.Should().Be(-1);
        controller.Weights.Should().BeSameAs(start);
        controller.ActionProbabilities(0)[2].Should().BeGreaterThan(0.8);
    }

    [Fact]
    public void The_control_arm_tries_the_incumbents_weights_again()
    {
        var controller = new ReinforceController(Space, ReinforceOptions.Effective);
        for (int step = 0; step < 5; step++)
        {
            var proposals = controller.Ask(4);
            proposals[0].IsControl.Should().BeTrue();
            proposals[0].Weights.Should().BeSameAs(controller.Weights);
            proposals[0].Action.Should().OnlyContain(change => change == 0);
            proposals.Skip(1).Should().NotContain(proposal => proposal.IsControl);
            controller.Tell([.. proposals.Select(proposal => CandidateResult.Scored(proposal.Index, proposal.Index))]);
        }
        controller.Ask(1).Single().IsControl.Should().BeFalse("a lone candidate is a proposal");
    }

    [Fact]
    public void A_candidate_that_was_dropped_early_ranks_behind_all_that_went_further()
    {
        var controller = new GreedyController(Space);
        controller.Ask(3);
        controller.Tell([
            CandidateResult.Scored(0, 0.9) with { Budget = 0.25 },
            CandidateResult.Scored(1, 0.2),
            CandidateResult.Scored(2, 0.3) with { Budget = 0.5 },
        ]).Adopted.Should().Be(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_part_of_an_epoch_that_cannot_be_is_refused(double budget) =>
        FluentActions.Invoking(() => CandidateResult.Scored(0, 0.9) with { Budget = budget }).Should()
            .Throw<ArgumentOutOfRangeException>().WithMessage("Budget is *; it must be above 0 and at most 1*");

    [Fact]
    public void A_failure_teaches_the_policy_to_keep_away()
    {
        // Raising loss a always fails, the rest earns the same: only failures tell the actions apart.
        var controller = new ReinforceController(Space, ReinforceOptions.Effective);
        for (int step = 0; step < 40; step++)
            controller.Tell([.. controller.Ask(10)
                .Select(proposal => proposal.Action[0] > 0
                ? CandidateResult.Failure(proposal.Index)
                : CandidateResult.Scored(proposal.Index, 0.5))]);
        controller.ActionProbabilities(0)[2].Should().BeLessThan(0.05);
    }

    [Fact]
    public void Keeping_the_incumbent_on_demand_still_learns()
    {
        var controller = new ReinforceController(Space, ReinforceOptions.Effective);
        var start = controller.Weights;
        controller.Ask(10);
        var update = controller.Tell([.. Enumerable.Range(0, 10).Select(j => CandidateResult.Scored(j, j))], adopt: false);
        update.Winner.Should().Be(9);
        update.Adopted.Should().Be(-1);
        update.PolicyMoved.Should().BeTrue();
        controller.Weights.Should().BeSameAs(start);
    }

    private static int Adopted(WeightController controller, params double[] rewards)
    {
        controller.Ask(rewards.Length);
        return controller.Tell([.. rewards.Select((reward, j) => CandidateResult.Scored(j, reward))]).Adopted;
    }
}
