namespace Awsnet.Components.Tests;

public class LossWeightsTests
{
    [Fact]
    public void Given_weights_are_divided_by_their_sum()
    {
        var weights = LossWeights.Of(("dice", 3), ("cross entropy", 1));
        weights["dice"].Should().Be(0.75);
        weights[1].Should().Be(0.25);
        weights.Should().HaveCount(2).And.ContainKey("cross entropy");
        weights.ToString().Should().Be("dice 0.750, cross entropy 0.250");
    }

    [Fact]
    public void The_papers_optimal_weights_are_accepted_although_they_sum_to_1_001()
    {
        var weights = LossWeights.Of(("stride 8", 0.217), ("stride 4", 0.297), ("stride 2", 0.204), ("stride 1", 0.283));
        weights.Values.Sum().Should().BeApproximately(1, 1e-15);
        weights["stride 8"].Should().BeApproximately(0.217 / 1.001, 1e-15);
    }

    [Fact]
    public void A_weight_of_1_but_for_rounding_is_kept_as_1_and_can_be_saved()
    {
        var weights = LossWeights.Of(("a", 3 * 0.4 - 0.2));   // 1.0000000000000002
        weights["a"].Should().Be(1);
        var controller = new FixedController(weights);
        controller.LoadState(controller.SaveState());
        controller.Weights.Equals(weights).Should().BeTrue();
    }

    [Fact]
    public void Equality_is_of_names_and_values()
    {
        LossWeights.Equal("a", "b").Equals(LossWeights.Of(("a", 2), ("b", 2))).Should().BeTrue();
        LossWeights.Equal("a", "b").Equals(LossWeights.Equal("b", "a")).Should().BeFalse();
        LossWeights.Equal("a", "b").GetHashCode().Should().Be(LossWeights.Of(("a", 5), ("b", 5)).GetHashCode());
        LossWeights.Of(("a", 1), ("b", 1 + 1e-13)).IsCloseTo(LossWeights.Equal("a", "b")).Should().BeTrue();
        LossWeights.Of(("a", 1), ("b", 1.01)).IsCloseTo(LossWeights.Equal("a", "b")).Should().BeFalse();
    }

    [Fact]
    public void Bad_weights_are_refused_with_what_was_given()
    {
        Refused(() => LossWeights.Of(("a", -0.5), ("b", 1)), "*\"a\" is -0.5*not negative*");
        Refused(() => LossWeights.Of(("a", double.NaN)), "*NaN*finite*");
        Refused(() => LossWeights.Of(("a", 0), ("b", 0)), "*sum to 0*at least one*");
        Refused(() => LossWeights.Equal("a", "a"), "*Two losses*\"a\"*");
        Refused(() => LossWeights.Equal([]), "*at least one*");
        Refused(() => LossWeights.Of(["a", "b"], [1.0]), "*2 losses but 1 weights*");
        FluentActions.Invoking(() => LossWeights.Equal("a")["b"]).Should().Throw<KeyNotFoundException>().WithMessage("*\"b\"*a*");
    }
}
