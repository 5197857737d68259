namespace Awsnet.Components;

/// <summary>Where the body lies in the image: pixel (row, column) to mm from the heart, turned by the plane's rotation.</summary>
internal sealed class BodyFrame
{
    private readonly double row, column, sin, cos;

    private BodyFrame(int height, int width, double spacingMm, double row, double column, double turn)
    {
        (Height, Width, SpacingMm) = (height, width, spacingMm);
        (this.row, this.column) = (row, column);
        (sin, cos) = Math.SinCos(turn);
    }

    public int Height { get; }

    public int Width { get; }

    public double SpacingMm { get; }

    public static BodyFrame Draw(int height, int width, double spacingMm, RandomStream random) => new(
        height, width, spacingMm,
        row: height * (0.5 + 0.035 * random.Normal()),
        column: width * (0.5 + 0.035 * random.Normal()),
        turn: random.Uniform(-0.4, 0.4));

    /// <summary>The point under the center of a pixel, in mm.</summary>
    public (double X, double Y) ToBody(double y, double x)
    {
        double dx = (x - column) * SpacingMm, dy = (y - row) * SpacingMm;
        return (cos * dx + sin * dy, cos * dy - sin * dx);
    }

    /// <summary>The pixels that may show what lies within a distance of a body point.</summary>
    public PixelBox Around(double bodyX, double bodyY, double reachMm)
    {
        double x = column + (cos * bodyX - sin * bodyY) / SpacingMm, y = row + (sin * bodyX + cos * bodyY) / SpacingMm;
        int reach = (int)Math.Ceiling(reachMm / SpacingMm) + 1;
        var box = new PixelBox((int)y - reach, (int)x - reach, 2 * reach + 1, 2 * reach + 1);
        return box.ClipTo(Height, Width) ?? new PixelBox(0, 0, 1, 1);
    }

    /// <summary>Writes the truth: the label at each pixel's center.</summary>
    public void Label(HeartSlice slice, Span<short> labels)
    {
        labels.Clear();
        PixelBox box = Around(slice.CenterX, slice.CenterY, 110);
        for (int y = box.Top; y < box.Bottom; y++)
        {
            for (int x = box.Left; x < box.Right; x++)
            {
                (double bodyX, double bodyY) = ToBody(y, x);
                labels[y * Width + x] = slice.LabelAt(bodyX, bodyY);
            }
        }
    }
}
