namespace Awsnet.Components.Myops;

/// <summary>A square panel that shows a part of a slice, scaled up.</summary>
/// <param name="height">Rows of the slice.</param>
/// <param name="width">Columns of the slice.</param>
/// <param name="box">The part shown.</param>
/// <param name="side">Pixels of the panel's sides.</param>
internal sealed class SlicePanel(int height, int width, PixelBox box, int side)
{
    private readonly GridMapping mapping = GridMapping.Region(height, width, box, side, side);

    /// <summary>An image of the slice on the panel; nearly its darkest pixel is 0 and nearly its brightest 1.</summary>
    public float[] Image(ReadOnlySpan<float> image)
    {
        var panel = new float[side * side];
        mapping.ImageToNetwork(image, panel);
        Normalize.Percentiles(panel, 1, 99.5);
        return panel;
    }

    /// <summary>Draws the contours of scar, edema and, where given, the ventricle.</summary>
    public void Labels(Canvas canvas, int left, int top, short[] labels, byte[]? ventricle)
    {
        if (ventricle is not null) Outline(canvas, left, top, ventricle, Color.Ventricle, 1);
        Outline(canvas, left, top, MaskOf(labels, MyoPsLabels.Edema), Color.Edema, 2);
        Outline(canvas, left, top, MaskOf(labels, MyoPsLabels.Scar), Color.Scar, 2);
    }

    /// <summary>Draws the inner border of a mask of the slice.</summary>
    public void Outline(Canvas canvas, int left, int top, byte[] mask, Color color, int thickness)
    {
        var panel = new byte[side * side];
        mapping.LabelsToNetwork<byte>(mask, panel);
        canvas.Contour(left, top, panel, side, side, color, thickness);
    }

    /// <summary>Draws the border of a rectangle of the slice.</summary>
    public void Rectangle(Canvas canvas, int left, int top, PixelBox rectangle, Color color, int thickness)
    {
        int x = At(rectangle.Left - box.Left, box.Width), y = At(rectangle.Top - box.Top, box.Height);
        int right = At(rectangle.Right - box.Left, box.Width), bottom = At(rectangle.Bottom - box.Top, box.Height);
        for (var step = 0; step < thickness; step++)
        {
            for (var column = x; column < right; column++) Both(column, y + step, column, bottom - 1 - step);
            for (var row = y; row < bottom; row++) Both(x + step, row, right - 1 - step, row);
        }

        void Both(int column, int row, int oppositeColumn, int oppositeRow)
        {
            Dot(column, row);
            Dot(oppositeColumn, oppositeRow);
        }

        void Dot(int column, int row)
        {
            if ((uint)column < (uint)side && (uint)row < (uint)side) canvas.Set(left + column, top + row, color);
        }

        int At(int offset, int extent) => (int)Math.Round((double)offset * side / extent);
    }

    /// <summary>The annotated ventricle of a slice.</summary>
    public static byte[] VentricleOf(short[] labels)
    {
        var mask = new byte[labels.Length];
        MyoPsLabels.ToClasses(labels, MyoPsTarget.LeftVentricle, mask);
        return mask;
    }

    private static byte[] MaskOf(short[] labels, short label) => Array.ConvertAll(labels, value => value == label ? (byte)1 : (byte)0);
}
