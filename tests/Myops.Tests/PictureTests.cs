using SkiaSharp;

namespace Awsnet.Components.Myops.Tests;

public sealed class PictureTests
{
    [Fact]
    public void A_contour_runs_between_the_pixels_inside_and_outside()
    {
        // Rows and columns 2 and 3 of 6: the line passes half a pixel from their centers, at 2 and at 4.
        float[] mask = [.. Enumerable.Range(0, 36).Select(i => i / 6 is 2 or 3 && i % 6 is 2 or 3 ? 1f : 0f)];
        using var line = MaskContour.Of(mask, 6, 6);
        line.Bounds.Should().Be(new SKRect(2, 2, 4, 4));
        line.PointCount.Should().Be(2 * 8, "one piece along each side and one across each corner");
    }

    [Fact]
    public void A_contour_of_everything_or_nothing_is_no_line()
    {
        using var all = MaskContour.Of([.. Enumerable.Repeat(1f, 25)], 5, 5);
        using var none = MaskContour.Of(new float[25], 5, 5);
        (all.PointCount, none.PointCount).Should().Be((0, 0));
    }

    [Fact]
    public void Pixels_that_touch_at_a_corner_stay_apart()
    {
        float[] mask = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0];
        using var line = MaskContour.Of(mask, 4, 4);
        line.PointCount.Should().Be(2 * 8, "four pieces around each");
    }

    [Fact]
    public void Lines_stay_on_their_part_of_the_picture()
    {
        using var sheet = new Sheet(30, 10);
        float[] mask = [.. Enumerable.Range(0, 100).Select(i => i % 10 < 9 ? 1f : 0f)];
        sheet.Contour(10, 0, mask, 10, 10, Colors.Scar, 6);
        var colors = sheet.ToImage().ToRgb8();
        Enumerable.Range(0, 300).Where(i => colors[3 * i] != 0).Select(i => i % 30).Should().NotBeEmpty()
            .And.OnlyContain(x => x >= 10 && x < 20);
    }

    [Fact]
    public void Truth_and_prediction_stand_side_by_side_in_every_sequence()
    {
        const int Side = 64;
        var truth = new short[Side * Side];
        for (var y = 20; y < 40; y++) truth.AsSpan((y * Side) + 20, 20).Fill(200);
        for (var y = 25; y < 30; y++) truth.AsSpan((y * Side) + 22, 6).Fill(2221);
        var prediction = truth.Select(label => label == 2221 ? (short)1220 : (short)0).ToArray();

        var picture = Paint(Side, Side, truth, prediction);

        // Left third: the plain image; middle: truth (scar, red); right: prediction (edema, yellow). The legend lies in the left third.
        int third = picture.Width / 3;
        ColorsIn(picture, Colors.Scar, third, 2 * third).Should().BeGreaterThan(50);
        ColorsIn(picture, Colors.Edema, 2 * third, picture.Width).Should().BeCloseTo(ColorsIn(picture, Colors.Scar, third, 2 * third), 10);
        ColorsIn(picture, Colors.Edema, third, 2 * third).Should().Be(0);
        ColorsIn(picture, Colors.Scar, 2 * third, picture.Width).Should().Be(0);
    }

    [Theory, InlineData(1, 40), InlineData(40, 1), InlineData(1, 1), InlineData(2, 2)]
    public void A_slice_of_a_pixel_or_two_is_painted(int height, int width)
    {
        // Two panels of 288 pixels, three gaps of 6.
        Paint(height, width, null, new short[height * width]).Width.Should().Be(594);
    }

    private static RasterImage Paint(int height, int width, short[]? truth, short[] prediction)
    {
        var image = new float[height * width];
        var slice = new CaseSlice
        {
            Id = "case",
            Slice = 0,
            Slices = 1,
            Height = height,
            Width = width,
            C0 = image,
            De = image,
            T2 = image,
            Truth = truth,
        };
        return OverlayPainter.Paint("case", slice, prediction, new byte[height * width]);
    }

    private static int ColorsIn(RasterImage picture, SKColor color, int fromColumn, int toColumn)
    {
        var colors = picture.ToRgb8();
        return Enumerable.Range(0, picture.Width * picture.Height)
            .Where(i => i % picture.Width >= fromColumn && i % picture.Width < toColumn)
            .Count(i => (colors[3 * i], colors[(3 * i) + 1], colors[(3 * i) + 2]) == (color.Red, color.Green, color.Blue));
    }
}
