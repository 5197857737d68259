namespace Awsnet.Components.Tests;

public class ResizeTests
{
    // a = torch.arange(12.).reshape(1, 1, 3, 4) ** 2
    private static readonly float[] Squares = [.. Enumerable.Range(0, 12).Select(i => (float)(i * i))];

    // F.interpolate(a, size=..., mode="bilinear", align_corners=False), torch 1.13
    [Theory]
    [InlineData(5, 7, new[] { 0.0, 0.35714, 0.92857, 2.5, 4.35714, 7.21429, 9.0, 6.4, 7.9, 10.3, 13.7, 17.38572, 22.07143, 25.0, 16.0,
        19.21429, 24.35715, 30.5, 36.92858, 44.35715, 49.0, 44.8, 49.72857, 57.61429, 66.50001, 75.67143, 85.84286, 92.2, 64.0, 70.07143,
        79.78572, 90.5, 101.50001, 113.50001, 121.0 })]
    [InlineData(2, 3, new[] { 4.5, 9.5, 17.83333, 54.5, 75.5, 99.83334 })]
    [InlineData(6, 4, new[] { 0.0, 1.0, 4.0, 9.0, 4.0, 7.0, 12.0, 19.0, 12.0, 19.0, 28.0, 39.0, 28.0, 39.0, 52.0, 67.0, 52.0, 67.0, 84.0,
        103.0, 64.0, 81.0, 100.0, 121.0 })]
    public void Bilinear_is_pytorchs_without_aligned_corners(int height, int width, double[] expected)
    {
        var result = new float[height * width];
        Resize.Image(Squares, 3, 4, result, height, width);
        for (int i = 0; i < expected.Length; i++)
            result[i].Should().BeApproximately((float)expected[i], 2e-5f);
    }

    // F.interpolate(a, size=..., mode="nearest-exact"), torch 1.13
    [Theory]
    [InlineData(5, 7, new[] { 0, 0, 1, 4, 4, 9, 9, 0, 0, 1, 4, 4, 9, 9, 16, 16, 25, 36, 36, 49, 49, 64, 64, 81, 100, 100, 121, 121, 64, 64,
        81, 100, 100, 121, 121 })]
    [InlineData(2, 3, new[] { 0, 4, 9, 64, 100, 121 })]
    public void Nearest_is_pytorchs_nearest_exact(int height, int width, int[] expected)
    {
        var labels = Array.ConvertAll(Squares, v => (short)v);
        var result = new short[height * width];
        Resize.Labels<short>(labels, 3, 4, result, height, width);
        result.Should().Equal(expected.Select(v => (short)v));

        var image = new float[height * width];
        Resize.Image(Squares, 3, 4, image, height, width, Resampling.Nearest);
        image.Should().Equal(expected.Select(v => (float)v));
    }

    // A row of 3 pixels onto 2: each new pixel covers 1.5 old ones: (1·1 + 0.5·4) / 1.5 and (0.5·4 + 1·10) / 1.5.
    [Fact]
    public void Area_counts_fractions_of_pixels()
    {
        var result = new float[2];
        Resize.Image([1f, 4f, 10f], 1, 3, result, 1, 2, Resampling.Area);
        result[0].Should().BeApproximately(2f, 1e-6f);
        result[1].Should().BeApproximately(8f, 1e-6f);
    }

    // 4 pixels onto 2: the third has no part in the first new one, and half of the second.
    [Theory]
    [InlineData(1, 4)]
    [InlineData(4, 1)]
    public void Area_gives_not_a_number_where_it_has_a_part_alone(int height, int width)
    {
        var result = new float[2];
        Resize.Image([1f, 3f, float.NaN, 5f], height, width, result, (height + 1) / 2, (width + 1) / 2, Resampling.Area);
        result.Should().Equal(2f, float.NaN);
    }

    [Theory]
    [InlineData(37, 53, 16, 16)]
    [InlineData(16, 16, 37, 53)]
    [InlineData(64, 48, 5, 48)]
    [InlineData(1, 9, 3, 2)]
    public void Area_keeps_the_mean(int height, int width, int newHeight, int newWidth)
    {
        float[] image = TestImages.Random(height * width, seed: 3);
        var result = new float[newHeight * newWidth];
        Resize.Image(image, height, width, result, newHeight, newWidth, Resampling.Area);
        result.Average().Should().BeApproximately(image.Average(), 1e-5f);
    }

    // On a linear ramp f(y, x) = 2y + 3x, half-pixel centers make bilinear exact wherever it need not clamp.
    [Fact]
    public void Bilinear_shifts_nothing()
    {
        var ramp = new float[20 * 30];
        for (int i = 0; i < ramp.Length; i++)
            ramp[i] = 2 * (i / 30) + 3 * (i % 30);
        var result = new float[50 * 41];
        Resize.Image(ramp, 20, 30, result, 50, 41);
        for (int y = 2; y < 48; y++)
        {
            for (int x = 1; x < 40; x++)
                result[y * 41 + x].Should()
                    .BeApproximately((float)(2 * ((y + 0.5) * 20 / 50 - 0.5) + 3 * ((x + 0.5) * 30 / 41 - 0.5)), 1e-4f);
        }
    }

    [Theory]
    [InlineData(Resampling.Nearest)]
    [InlineData(Resampling.Bilinear)]
    [InlineData(Resampling.Area)]
    public void The_same_size_changes_nothing(Resampling resampling)
    {
        float[] image = TestImages.Random(7 * 5, seed: 1);
        var result = new float[7 * 5];
        Resize.Image(image, 7, 5, result, 7, 5, resampling);
        result.Should().Equal(image);
    }

    [Fact]
    public void A_wrong_length_says_what_was_given_and_needed()
    {
        Action act = () => Resize.Image(new float[11], 3, 4, new float[4], 2, 2);
        act.Should().Throw<ArgumentException>().WithMessage("'source' has 11 values, but 3 x 4 pixels need 12.*");
    }
}
