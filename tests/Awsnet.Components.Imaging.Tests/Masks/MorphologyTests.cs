namespace Awsnet.Components.Tests;

public sealed class MorphologyTests
{
    [Fact]
    public void Growth_is_a_disc()
    {
        var mask = new byte[49];
        mask[24] = 1;
        Morphology.Dilate(mask, 7, 7, 2).Should().Equal(
            0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 1, 0, 0, 0,
            0, 0, 1, 1, 1, 0, 0,
            0, 1, 1, 1, 1, 1, 0,
            0, 0, 1, 1, 1, 0, 0,
            0, 0, 0, 1, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0);
        Morphology.Dilate(mask, 7, 7, 0).Should().Equal(mask);
    }

    [Theory]
    [InlineData(9)] // the corners are 8.5 away
    [InlineData(3e9)]
    [InlineData(double.MaxValue)]
    public void A_disc_larger_than_the_image_fills_it(double radius)
    {
        var mask = new byte[49];
        mask[24] = 1;
        Morphology.Dilate(mask, 7, 7, radius).Should().OnlyContain(pixel => pixel == 1);
    }
}
