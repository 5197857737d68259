namespace Awsnet.Components.Tests;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void Factors_are_those_of_the_formulas()
    {
        Factors(LearningRateSchedule.Constant).Should().Equal(1, 1, 1, 1);
        // (1 + cos(π t)) / 2 at t = 0, 1/4, 1/2, 3/4: 1, (1 + √½)/2, 1/2, (1 − √½)/2; floor 0.2 maps x to 0.2 + 0.8 x.
        double half = Math.Sqrt(0.5);
        Factors(LearningRateSchedule.Cosine(floor: 0.2)).Zip([1, 0.2 + 0.4 * (1 + half), 0.6, 0.2 + 0.4 * (1 - half)]).Should()
            .OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-12);
        Factors(LearningRateSchedule.Polynomial(power: 2)).Should().Equal(1, 0.5625, 0.25, 0.0625);
    }

    [Fact]
    public void A_warm_up_climbs_in_equal_steps_and_the_rest_follows()
    {
        var schedule = LearningRateSchedule.Polynomial(power: 1) with { WarmUpEpochs = 3 };
        Enumerable.Range(0, 7).Select(epoch => schedule.Factor(epoch, 7)).Should().Equal(0.25, 0.5, 0.75, 1, 0.75, 0.5, 0.25);
    }

    [Fact]
    public void What_is_out_of_range_is_refused_with_the_range()
    {
        var floor = () => LearningRateSchedule.Cosine(floor: 1.5);
        floor.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*Floor is 1.5; it must be 0 to 1*");
        var power = () => LearningRateSchedule.Polynomial(power: 0);
        power.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*Power is 0*");
    }

    private static IEnumerable<double> Factors(LearningRateSchedule schedule) =>
        Enumerable.Range(0, 4).Select(epoch => schedule.Factor(epoch, 4));
}
