namespace Awsnet.Components.Tests;

public class NormalizeTests
{
    private static readonly float[] Values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3];
    private static readonly byte[] Mask = [1, 0, 1, 0, 1, 1, 0, 1, 1, 0];

    // x = np.float32([3,1,4,1,5,9,2,6,5,3]); x.mean(), x.std() = 3.9, 2.343075; inside the mask 5.3333335, 1.8856181
    [Fact]
    public void Z_score_uses_mean_and_population_deviation()
    {
        float[] all = [.. Values];
        IntensityStatistics found = Normalize.ZScore(all);
        found.Count.Should().Be(10);
        found.Offset.Should().BeApproximately(3.9, 1e-6);
        found.Scale.Should().BeApproximately(2.343075, 1e-6);
        all[5].Should().BeApproximately((float)((9 - 3.9) / 2.343075), 1e-6f);

        float[] masked = [.. Values];
        found = Normalize.ZScore(masked, Mask);
        found.Should().Match<IntensityStatistics>(s =>
            s.Count == 6 && Math.Abs(s.Offset - 5.3333335) < 1e-6 && Math.Abs(s.Scale - 1.8856181) < 1e-6);
        masked[1].Should().BeApproximately((float)((1 - 5.3333335) / 1.8856181), 1e-6f, "pixels outside the mask are scaled alike");
    }

    // np.percentile(x, [10, 90]) = 1.0, 6.3; np.percentile(x[mask], [5, 95]) = 3.25, 8.25
    [Fact]
    public void Percentiles_are_numpys()
    {
        float[] all = [.. Values];
        IntensityStatistics found = Normalize.Percentiles(all, 10, 90);
        found.Offset.Should().BeApproximately(1.0, 1e-6);
        found.Scale.Should().BeApproximately(5.3, 1e-6);
        all[0].Should().BeApproximately((float)((3 - 1) / 5.3), 1e-6f);
        all[5].Should().Be(1, "what lies above is clipped");

        float[] masked = [.. Values];
        found = Normalize.Percentiles(masked, 5, 95, Mask, clip: false);
        found.Offset.Should().BeApproximately(3.25, 1e-6);
        found.Scale.Should().BeApproximately(5.0, 1e-6);
        masked[1].Should().BeApproximately((1 - 3.25f) / 5, 1e-6f);
    }

    // np.percentile(x, [33, 99]) = 2.97, 8.73
    [Fact]
    public void Percentiles_interpolate_between_ranks()
    {
        OrderStatistics.Percentile<float>([.. Values], 33).Should().BeApproximately(2.97, 1e-6);
        OrderStatistics.Percentile<float>([.. Values], 99).Should().BeApproximately(8.73, 1e-6);
    }

    [Fact]
    public void Selection_agrees_with_sorting()
    {
        var random = new RandomStream(11);
        for (int trial = 0; trial < 200; trial++)
        {
            float[] values = TestImages.Random(1 + random.Below(400), (ulong)trial);
            if (trial % 3 == 0)
                values = Array.ConvertAll(values, v => MathF.Round(v * 4));
            float[] sorted = [.. values.Order()];
            double percentile = random.Uniform(0, 100), rank = percentile / 100 * (values.Length - 1);
            int below = (int)rank;
            double expected = sorted[below] + (rank - below) * (sorted[Math.Min(below + 1, values.Length - 1)] - sorted[below]);
            OrderStatistics.Percentile<float>(values, percentile).Should().BeApproximately(expected, 1e-6);
        }
    }

    [Fact]
    public void A_constant_image_becomes_zero()
    {
        float[] image = [5, 5, 5];
        Normalize.ZScore(image).Scale.Should().Be(0);
        image.Should().Equal(0, 0, 0);
        image = [5, 5, 5];
        Normalize.Percentiles(image);
        image.Should().Equal(0, 0, 0);
    }

    [Fact]
    public void Errors_say_what_to_do()
    {
        ((Action)(() => Normalize.ZScore(new float[3], new byte[3]))).Should().Throw<ArgumentException>()
            .WithMessage("*leave the slice out*");
        ((Action)(() => Normalize.ZScore(new float[3], new byte[2]))).Should().Throw<ArgumentException>()
            .WithMessage("*2 pixels and the image 3*");
        ((Action)(() => Normalize.ZScore([1, float.NaN]))).Should().Throw<ArgumentException>().WithMessage("*not a finite number*");
        ((Action)(() => Normalize.Percentiles([1, float.NaN]))).Should().Throw<ArgumentException>().WithMessage("*not a finite number*");
        ((Action)(() => Normalize.Percentiles([1, 2], 60, 40))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*60 and 40*");
        using var comma = new CommaCulture();
        ((Action)(() => Normalize.Percentiles([1, 2], 99.5, 0.5))).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("Percentiles 99.5 and 0.5; *");
    }
}
