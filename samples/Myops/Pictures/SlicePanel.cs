using SkiaSharp;

namespace Awsnet.Components.Myops;

/// <summary>A square panel that shows a part of a slice, scaled up.</summary>
/// <param name="box">The part shown.</param>
/// <param name="side">Pixels of the panel's sides.</param>
internal sealed class SlicePanel(int height, int width, PixelBox box, int side)
{
    private readonly GridMapping mapping = GridMapping.Region(height, width, box, side, side);

    /// <summary>A square around a mask with a margin; of an empty mask, around the middle third of the slice.</summary>
    public static PixelBox BoxAround(byte[] mask, int height, int width, int margin)
    {
        // Of a slice one or two pixels wide, a third is still a pixel.
        var third = Math.Max(1, Math.Min(height, width) / 3);
        var box = PixelBox.FromMask(mask, height, width) ?? PixelBox.Centered(height, width, third, third);
        return box.Grow(margin).Square();
    }

    /// <summary>An image of the slice on the panel; nearly its darkest pixel is 0 and nearly its brightest 1.</summary>
    public float[] Image(ReadOnlySpan<float> image)
    {
        var panel = new float[side * side];
        mapping.ImageToNetwork(image, panel);
        Normalize.Percentiles(panel, 1, 99.5);
        return panel;
    }

    /// <summary>Draws the contours of scar, edema and the ventricle.</summary>
    public void Labels(Sheet sheet, int left, int top, short[] labels, byte[] ventricle)
    {
        Outline(sheet, left, top, ventricle, Colors.Ventricle, 1.5f);
        Outline(sheet, left, top, MaskOf(labels, MyoPsLabels.Edema), Colors.Edema, 2);
        Outline(sheet, left, top, MaskOf(labels, MyoPsLabels.Scar), Colors.Scar, 2);
    }

    /// <summary>Draws the line around a mask of the slice.</summary>
    public void Outline(Sheet sheet, int left, int top, byte[] mask, SKColor color, float thickness)
    {
        var panel = new float[side * side];
        mapping.ImageToNetwork(Array.ConvertAll(mask, value => value != 0 ? 1f : 0f), panel);
        sheet.Contour(left, top, panel, side, side, color, thickness);
    }

    /// <summary>Draws the border of a rectangle of the slice.</summary>
    public void Rectangle(Sheet sheet, int left, int top, PixelBox rectangle, SKColor color, float thickness)
    {
        float across = (float)side / box.Width, down = (float)side / box.Height;
        var drawn = new SKRect(
            left + MathF.Round((rectangle.Left - box.Left) * across),
            top + MathF.Round((rectangle.Top - box.Top) * down),
            left + MathF.Round((rectangle.Right - box.Left) * across),
            top + MathF.Round((rectangle.Bottom - box.Top) * down));
        sheet.Border(SKRect.Create(left, top, side, side), drawn, color, thickness);
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
