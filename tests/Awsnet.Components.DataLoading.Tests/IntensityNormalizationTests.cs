namespace Awsnet.Components.Tests;

public sealed class IntensityNormalizationTests
{
    [Fact]
    public void Each_kind_does_its_sum()
    {
        // Mean 4, deviation √((16 + 0 + 16) / 3) = 3.266.
        float[] scored = Of(IntensityNormalization.ZScore, 0, 4, 8);
        (scored[0], scored[1]).Should().Be((-scored[2], 0));
        scored[2].Should().BeApproximately(4 / 3.2659863f, 1e-6f);
        Of(IntensityNormalization.Fixed(2, 4), 0, 4, 8).Should().Equal(-0.5f, 0.5f, 1.5f);
        Of(IntensityNormalization.Window(2, 6), 0, 4, 8).Should().Equal(0, 0.5f, 1);
        Of(IntensityNormalization.Percentiles(0, 50), 0, 4, 8).Should().Equal(0, 1, 1);
        Of(IntensityNormalization.None, 0, 4, 8).Should().Equal(0, 4, 8);
    }

    [Fact]
    public void Zeros_stay_and_do_not_count_where_they_are_background()
    {
        // Without the zeros: mean 6, deviation 2.
        Of(IntensityNormalization.ZScore with { KeepZeros = true }, 0, 4, 8, 0).Should().Equal(0, -1, 1, 0);
        Of(IntensityNormalization.Fixed(2, 1) with { KeepZeros = true }, 0, 4).Should().Equal(0, 2);
        Of(IntensityNormalization.ZScore with { KeepZeros = true }, 0, 0).Should().Equal(0, 0);
    }

    [Fact]
    public void Numbers_outside_their_range_are_refused()
    {
        FluentActions.Invoking(() => IntensityNormalization.Percentiles(5, 5)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => IntensityNormalization.Fixed(0, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => IntensityNormalization.Window(1, double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        IntensityNormalization.Window(-160, 240).ToString().Should().Be("window -160 240");
    }

    [Fact]
    public void Errors_have_numbers_with_a_point_in_any_culture()
    {
        using var culture = new CommaCulture();
        FluentActions.Invoking(() => IntensityNormalization.Percentiles(2.5, 1.5)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("Percentiles 2.5 and 1.5; *");
        FluentActions.Invoking(() => IntensityNormalization.Fixed(2.5, -1.5)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("Mean 2.5 and deviation -1.5; *");
        FluentActions.Invoking(() => IntensityNormalization.Window(2.5, 1.5)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("The window is 2.5 to 1.5; *");
    }

    private static float[] Of(IntensityNormalization normalization, params float[] values)
    {
        normalization.Apply(values);
        return values;
    }
}
