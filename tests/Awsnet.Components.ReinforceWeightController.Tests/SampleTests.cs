using Awsnet.Components.Samples;

namespace Awsnet.Components.Tests;

public class SampleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_curve_fit_finds_better_weights_than_equal_ones_without_any_network(long seed)
    {
        var study = new Study(seed, epochs: 40);
        study.Run(null, default);
        var truth = study.Rows.ToDictionary(row => row.Name, row => row.Truth);
        truth["REINFORCE, best of 10"].Should().BeLessThan(truth["equal weights"] / 2);
        truth["REINFORCE, best of 10"].Should().BeLessThan(truth["equal weights, ten times as long"] / 2, "it is the weights, not the time");
        truth["its schedule, trained once more"].Should().BeLessThan(truth["equal weights"] / 2);
        study.Found[^1].Weights["sensor B"].Should().BeLessThan(0.05, "the biased sensor is found out");
        Figures.Curve(study).ToSvg().Should().Contain("<polyline").And.NotContain("NaN");
        Figures.Weights(study).ToSvg().Should().Contain("roughness").And.NotContain("NaN");
    }

    [Fact]
    public void Training_on_one_loss_lowers_that_loss()
    {
        // One epoch at a weight on one loss lowers that loss: checked for every loss in turn from a rough start.
        foreach (string name in CurveFit.Losses.Names)
        {
            var fit = new CurveFit(new Measurements(4));
            fit.TrainEpoch(LossWeights.Of(("sensor A", 0), ("sensor B", 1), ("roughness", 0), ("size", 0)), new EpochContext(0, 0, 1), null, default);
            var only = LossWeights.Of(CurveFit.Losses.Names.Select(other => (other, other == name ? 1.0 : 0.0)));
            double before = fit.TrainEpoch(only, new EpochContext(1, 0, 2), null, default)[CurveFit.Losses.Names.IndexOf(name)];
            double after = fit.TrainEpoch(only, new EpochContext(2, 0, 3), null, default)[CurveFit.Losses.Names.IndexOf(name)];
            after.Should().BeLessThan(before);
        }
    }
}
