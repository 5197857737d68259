namespace Awsnet.Components.Tests;

public sealed class RegionOfInterestTests
{
    // Two slices of 6 x 6; the mask is the middle 2 x 2 of the first.
    private const int Side = 6, Plane = Side * Side;

    private static readonly int[] middle = [14, 15, 20, 21];

    [Fact]
    public void It_is_the_square_around_the_mask_and_the_grown_mask()
    {
        RegionOfInterest region = Region(growth: 1);
        region.Mapping.Box.Should().Be(new PixelBox(1, 1, 4, 4), "rows and columns 2 and 3, with a margin of 1");
        // Each pixel adds its four neighbors: 4 + 8 pixels, and nothing in the second slice.
        region.Inside.ToArray().Sum(pixel => pixel).Should().Be(12);
        region.Inside[Plane..].ToArray().Should().OnlyContain(pixel => pixel == 0);
        RegionOfInterest.FromMask(new byte[Plane], Side, Side, size: 4).Should().BeNull();
    }

    [Fact]
    public void Images_are_scaled_by_the_mask_and_masked_out_outside_of_it_when_grown()
    {
        float[] image = [.. Enumerable.Range(0, 2 * Plane).Select(i => (float)i)];
        float[] seen = Region(growth: 1).Attend(image);
        // Percentiles of 14, 15, 20, 21: the least becomes 0.1 and the greatest 1, but for the clipped percent; all beyond is clipped.
        seen[14].Should().BeApproximately(0.1f, 1e-6f);
        seen[21].Should().BeApproximately(1, 1e-6f);
        seen[8].Should().BeApproximately(0.1f, 1e-6f, "it lies in the grown rim, and is darker than the mask");
        seen[0].Should().Be(0, "it is masked out");
        Region(growth: 1).Attend(image, maskOut: false)[0].Should().BeApproximately(0.1f, 1e-6f);
    }

    [Fact]
    public void A_network_sees_channels_of_a_slice_and_what_it_says_comes_back_inside_the_mask_alone()
    {
        RegionOfInterest region = Region(growth: 0);
        float[] image = [.. Enumerable.Range(0, 2 * Plane).Select(i => (float)i)];
        // The box has the network's size, so pixels are copied: the box's first row is row 1, columns 1 to 4.
        region.ToNetwork([image, image], slice: 1).Take(4).Should().Equal(Plane + 7, Plane + 8, Plane + 9, Plane + 10);

        float[] probabilities = [.. Enumerable.Repeat(0.25f, 16), .. Enumerable.Repeat(0.75f, 16)];
        float[] volume = region.ProbabilitiesToOriginal(probabilities, classes: 2, slices: [0]);
        volume.Should().HaveCount(2 * 2 * Plane);
        for (int i = 0; i < 2 * Plane; i++)
        {
            bool isIn = middle.Contains(i);
            (volume[i], volume[(2 * Plane) + i]).Should().Be(isIn ? (0.25f, 0.75f) : (1f, 0f));
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        RegionOfInterest region = Region(growth: 0);
        region.Invoking(one => one.Attend(new float[Plane])).Should().Throw<ArgumentException>().WithMessage("*36*72*");
        region.Invoking(one => one.ProbabilitiesToOriginal(new float[5], 2, [0])).Should().Throw<ArgumentException>();
        foreach (int slice in new[] { -1, 2, 7, int.MaxValue })
        {
            region.Invoking(one => one.ToNetwork([new float[2 * Plane]], slice)).Should().Throw<ArgumentException>()
                .WithMessage($"There is no slice {slice}; give 0 to 1.*");
            region.Invoking(one => one.ProbabilitiesToOriginal(new float[2 * 4 * 4], 2, [slice])).Should().Throw<ArgumentException>()
                .WithMessage($"There is no slice {slice}; give 0 to 1.*");
        }

        // Larger slices, or more of them: pixels would come from elsewhere.
        foreach (int length in new[] { 2 * 7 * 7, 3 * Plane })
            region.Invoking(one => one.ToNetwork([new float[2 * Plane], new float[length]], 0)).Should().Throw<ArgumentException>()
                .WithMessage($"'images' has {length} values, but 2 x 6 x 6 need 72.*");
        var grow = () => Region(growth: -1);
        grow.Should().Throw<ArgumentOutOfRangeException>().WithMessage("The radius must be 0 pixels or more.*");
    }

    [Fact]
    public void Where_no_slice_was_looked_at_all_is_background()
    {
        float[] volume = Region(growth: 0).ProbabilitiesToOriginal([], classes: 2, slices: []);
        volume.Should().Equal([.. Enumerable.Repeat(1f, 2 * Plane), .. new float[2 * Plane]]);
        Refused(() => Region(growth: 0).ProbabilitiesToOriginal([], classes: 0, slices: []), "*classes*");
    }

    private static RegionOfInterest Region(double growth)
    {
        var mask = new byte[2 * Plane];
        foreach (int pixel in middle)
            mask[pixel] = 1;
        return RegionOfInterest.FromMask(mask, Side, Side, size: 4, margin: 1, growth)!;
    }
}
