namespace Awsnet.Components.Tests;

public class PixelBoxTests
{
    [Fact]
    public void Around_a_mask_it_is_the_smallest_box_through_all_slices()
    {
        var mask = new byte[2 * 6 * 8];
        mask[0 * 48 + 2 * 8 + 5] = 1;
        mask[1 * 48 + 4 * 8 + 3] = 255;
        PixelBox.FromMask(mask, 6, 8).Should().Be(new PixelBox(2, 3, 3, 3));
    }

    [Fact]
    public void An_empty_mask_has_no_box() => PixelBox.FromMask(new byte[48], 6, 8).Should().BeNull();

    // (478 - 384) / 2 = 47; (481 - 384) / 2 = 48.5, and the odd pixel stays below and right. Padding: (100 - 128) / 2 = -14.
    [Fact]
    public void Centered_leaves_the_odd_pixel_at_the_bottom_right()
    {
        PixelBox.Centered(478, 481, 384, 384).Should().Be(new PixelBox(47, 48, 384, 384));
        PixelBox.Centered(100, 101, 128, 128).Should().Be(new PixelBox(-14, -14, 128, 128));
    }

    // 7.5 mm at 0.75 mm are exactly 10 pixels; 7.6 mm need 11; at 1.5 mm 5 and 6.
    [Fact]
    public void A_margin_in_millimeters_rounds_up_on_each_axis()
    {
        var box = new PixelBox(20, 30, 10, 12);
        box.GrowMm(7.5, 0.75, 1.5).Should().Be(new PixelBox(10, 25, 30, 22));
        box.GrowMm(7.6, 0.75, 1.5).Should().Be(new PixelBox(9, 24, 32, 24));
        box.Grow(10).Should().Be(new PixelBox(10, 20, 30, 32));
    }

    [Fact]
    public void Square_keeps_the_center()
    {
        new PixelBox(10, 20, 30, 40).Square().Should().Be(new PixelBox(5, 20, 40, 40));
        new PixelBox(10, 20, 33, 30).Square().Should().Be(new PixelBox(10, 19, 33, 33));
    }

    [Fact]
    public void Clipping_gives_the_common_part_or_nothing()
    {
        new PixelBox(-5, 3, 10, 100).ClipTo(20, 30).Should().Be(new PixelBox(0, 3, 5, 27));
        new PixelBox(-10, 0, 10, 10).ClipTo(20, 30).Should().BeNull();
    }

    [Fact]
    public void Shrinking_to_nothing_is_refused()
    {
        Action act = () => new PixelBox(0, 0, 10, 4).Grow(-2);
        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*leaves nothing of a 10 x 4 box*");
    }

    [Fact]
    public void Growing_beyond_any_image_is_refused()
    {
        var box = new PixelBox(5, 5, 10, 10);
        Refused(() => box.Grow(1_200_000_000), "A margin of 1200000000 x 1200000000 pixels makes a 10 x 10 box larger than any image*");
        Refused(() => box.GrowMm(1e10, 1, 1), "*larger than any image*");
        Refused(() => new PixelBox(int.MinValue + 3, 0, 1, 1).Grow(4), "*larger than any image*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_spacing_must_be_positive(double spacing)
    {
        Action act = () => new PixelBox(0, 0, 10, 4).GrowMm(5, spacing, 1);
        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*spacing must be a positive*");
    }
}
