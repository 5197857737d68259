namespace Awsnet.Components.Myops.Tests;

public sealed class PictureTests
{
    [Fact]
    public void A_contour_is_the_masks_inner_border()
    {
        var canvas = new Canvas(5, 5);
        byte[] mask = [.. Enumerable.Repeat((byte)1, 25)];
        canvas.Contour(0, 0, mask, 5, 5, Color.Scar, 1);
        Colors(canvas, Color.Scar).Should().Be(16);
    }

    [Fact]
    public void Text_is_drawn_and_clipped()
    {
        var canvas = new Canvas(4, 7);
        canvas.Text(0, 0, "I", Color.White);
        // "I" is a bar of 7 in the middle with two more pixels on either side of top and bottom; the fifth column is cut off.
        Colors(canvas, Color.White).Should().Be(11);
    }

    [Fact]
    public void Truth_and_prediction_stand_side_by_side_in_every_sequence()
    {
        const int Side = 64;
        var truth = new short[Side * Side];
        for (var y = 20; y < 40; y++) truth.AsSpan((y * Side) + 20, 20).Fill(200);
        for (var y = 25; y < 30; y++) truth.AsSpan((y * Side) + 22, 6).Fill(2221);
        var prediction = truth.Select(label => label == 2221 ? (short)1220 : (short)0).ToArray();
        var image = new float[Side * Side];

        var canvas = OverlayPainter.Paint(new SlicePicture
        {
            Title = "case",
            Height = Side,
            Width = Side,
            Sequences = [("BSSFP", image), ("LGE", image), ("T2", image)],
            Truth = truth,
            Prediction = prediction,
        });

        // Left third: the plain image; middle: truth (scar, red); right: prediction (edema, yellow). The legend lies in the left third.
        int third = canvas.Width / 3;
        ColorsIn(canvas, Color.Scar, third, 2 * third).Should().BeGreaterThan(50);
        ColorsIn(canvas, Color.Edema, 2 * third, canvas.Width).Should().Be(ColorsIn(canvas, Color.Scar, third, 2 * third));
        ColorsIn(canvas, Color.Edema, third, 2 * third).Should().Be(0);
        ColorsIn(canvas, Color.Scar, 2 * third, canvas.Width).Should().Be(0);
    }

    private static int Colors(Canvas canvas, Color color) => ColorsIn(canvas, color, 0, canvas.Width);

    private static int ColorsIn(Canvas canvas, Color color, int fromColumn, int toColumn)
    {
        var count = 0;
        for (var y = 0; y < canvas.Height; y++)
        {
            for (var x = fromColumn; x < toColumn; x++)
            {
                var at = 3 * ((y * canvas.Width) + x);
                if (canvas.Pixels[at] == color.Red && canvas.Pixels[at + 1] == color.Green && canvas.Pixels[at + 2] == color.Blue) count++;
            }
        }

        return count;
    }
}
