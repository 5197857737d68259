namespace Awsnet.Components.Tests;

public class WeightPerturbationTests
{
    private static readonly double[] Beta = [0.5, 0.5, 0.5, 1];

    [Fact]
    public void The_first_member_keeps_the_weights_and_the_others_differ()
    {
        WeightPerturbation.Perturb(Beta, 0).Should().Equal(Beta);
        var one = WeightPerturbation.Perturb(Beta, 1);
        one.Should().NotEqual(Beta).And.NotEqual(WeightPerturbation.Perturb(Beta, 2));
        one.Should().Equal(WeightPerturbation.Perturb(Beta, 1));
        WeightPerturbation.Perturb(Beta, 0, new PerturbationOptions { KeepFirst = false }).Should().NotEqual(Beta);
    }

    [Fact]
    public void Perturbations_have_the_mean_and_deviation_asked_for()
    {
        var draws = Enumerable.Range(1, 4000).SelectMany(member =>
            WeightPerturbation.Perturb(Beta, member, new PerturbationOptions { Scale = 0.1 }).Zip(Beta, (a, b) => a - b)).ToArray();

        // 16,000 draws: standard errors 0.0008 of the mean and 0.0006 of the deviation.
        draws.Average().Should().BeApproximately(0, 0.004);
        Math.Sqrt(draws.Average(d => d * d)).Should().BeApproximately(0.1, 0.003);
    }

    [Fact]
    public void Simplex_weights_stay_on_the_simplex()
    {
        var weights = WeightPerturbation.PerturbSimplex([0.2, 0, 0.8], 4, new PerturbationOptions { Scale = 1 });

        weights.Sum().Should().BeApproximately(1, 1e-12);
        weights[1].Should().Be(0);
        weights[0].Should().BePositive().And.NotBe(0.2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_scale_that_leaves_the_range_of_numbers_is_named(int member) => Refused(
        () => WeightPerturbation.PerturbSimplex([0.5, 0.5], member, new PerturbationOptions { Scale = 10000 }),
        "Scale is 10000, and the perturbed weights leave the range of numbers; use a smaller scale.*");

    [Fact]
    public void Bad_weights_are_named()
    {
        var negative = () => WeightPerturbation.PerturbSimplex([0.5, -1], 1);
        var zero = () => WeightPerturbation.PerturbSimplex([0, 0], 1);
        var nan = () => WeightPerturbation.Perturb([double.NaN], 1);
        var none = () => WeightPerturbation.Perturb([], 1);
        var scale = () => WeightPerturbation.Perturb([1], 1, new PerturbationOptions { Scale = -1 });

        negative.Should().Throw<ArgumentException>().WithMessage("Weight 1 is -1; weights on the simplex are not negative.*");
        zero.Should().Throw<ArgumentException>().WithMessage("All weights are 0; at least one must be positive.*");
        nan.Should().Throw<ArgumentException>().WithMessage("Weight 0 is NaN; weights must be finite.*");
        none.Should().Throw<ArgumentException>().WithMessage("There is no weight to perturb; give at least one.*");
        scale.Should().Throw<ArgumentException>().WithMessage("Scale is -1; it must be at least 0 and finite.*");
    }
}
