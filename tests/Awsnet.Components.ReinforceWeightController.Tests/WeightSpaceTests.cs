namespace Awsnet.Components.Tests;

public class WeightSpaceTests
{
    [Fact]
    public void The_papers_start_is_softmax_of_a_half_a_half_a_half_and_one()
    {
        // e^0.5 = 1.6487213, e = 2.7182818; the sum of three and one is 7.6644457.
        var weights = new ReinforceController(WeightSpace.PaperHeads).Weights;
        weights["stride 8"].Should().BeApproximately(0.2151129, 1e-7);
        weights["stride 2"].Should().BeApproximately(0.2151129, 1e-7);
        weights["stride 1"].Should().BeApproximately(0.3546612, 1e-7);
    }

    [Fact]
    public void Temperature_divides_the_logits()
    {
        // softmax(ln 4 / 2, 0) = (2, 1) / 3.
        var space = new WeightSpace("a", "b") { InitialLogits = [Math.Log(4), 0], Temperature = 2 };
        new GreedyController(space).Weights["a"].Should().BeApproximately(2 / 3.0, 1e-15);
    }

    [Fact]
    public void The_minimum_weight_is_a_floor_under_every_weight()
    {
        // 0.1 + (1 − 2·0.1) · (3/4, 1/4) = (0.7, 0.3).
        var space = new WeightSpace("a", "b") { InitialLogits = [Math.Log(3), 0], MinimumWeight = 0.1 };
        var weights = new GreedyController(space).Weights;
        weights["a"].Should().BeApproximately(0.7, 1e-15);
        weights["b"].Should().BeApproximately(0.3, 1e-15);
    }

    [Fact]
    public void Huge_logits_do_not_overflow()
    {
        var weights = new GreedyController(new WeightSpace("a", "b") { InitialLogits = [1000, 0] }).Weights;
        weights["a"].Should().Be(1);
        weights["b"].Should().Be(0);
    }

    [Fact]
    public void Bounds_hold_every_proposal()
    {
        var space = new WeightSpace("a", "b") { MinimumLogit = -0.2, MaximumLogit = 0.1 };
        var controller = new GreedyController(space, new() { Adoption = AdoptionRule.First });
        double widest = 0;
        for (int step = 0; step < 30; step++)
        {
            foreach (var proposal in controller.Ask(5))
                widest = Math.Max(widest, Math.Abs(Math.Log(proposal.Weights[0] / proposal.Weights[1])));
            controller.Tell([.. Enumerable.Range(0, 5).Select(j => CandidateResult.Scored(j, 0.5))]);
        }
        widest.Should().BeApproximately(0.3, 1e-12, "the logits can be no further apart than the bounds, and reach them");
    }

    [Fact]
    public void Bad_values_are_refused_with_what_was_given()
    {
        Refused(() => new WeightSpace("a", "b") { InitialLogits = [1] }, "*2 losses but 1 initial logits*");
        Refused(() => new WeightSpace("a") { InitialLogits = [double.NaN] }, "*NaN*finite*");
        Refused(() => new WeightSpace("a", "b") { MinimumWeight = 0.5 }, "*0.5*below 1/2*");
        Refused(() => new WeightSpace("a") { Temperature = 0 }, "*Temperature is 0*above 0*");
        Refused(() => new ReinforceController(new WeightSpace("a") { MinimumLogit = 1, MaximumLogit = 0 }),
            "*MinimumLogit 1*MaximumLogit 0*");
        Refused(() => new ReinforceController(new WeightSpace("a") { MinimumLogit = 1 }), "*initial logit 0*outside*");
    }

}
