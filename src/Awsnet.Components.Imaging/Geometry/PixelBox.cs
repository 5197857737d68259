namespace Awsnet.Components;

/// <summary>A rectangle of whole pixels on a grid. It may reach beyond the image: what lies outside is padding.</summary>
/// <param name="Top">First row, 0 at the top; may be negative.</param>
/// <param name="Left">First column, 0 at the left; may be negative.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Width">Columns, at least 1.</param>
public readonly record struct PixelBox(int Top, int Left, int Height, int Width)
{
    /// <summary>The row after the last one.</summary>
    public int Bottom => Top + Height;

    /// <summary>The column after the last one.</summary>
    public int Right => Left + Width;

    /// <summary>
    /// The box of a given size around the middle of an image; with an odd difference the extra pixel stays at the bottom and right.
    /// </summary>
    /// <param name="imageHeight">Rows of the image.</param>
    /// <param name="imageWidth">Columns of the image.</param>
    /// <param name="height">Rows of the box; more than the image has means padding.</param>
    /// <param name="width">Columns of the box.</param>
    /// <returns>The box, centered: top = ⌊(imageHeight − height) / 2⌋.</returns>
    public static PixelBox Centered(int imageHeight, int imageWidth, int height, int width)
    {
        GridCheck.Size(imageHeight, imageWidth, "image");
        GridCheck.Size(height, width, "box");
        return new PixelBox((imageHeight - height) >> 1, (imageWidth - width) >> 1, height, width);
    }

    /// <summary>The smallest box around all non-zero pixels of a mask.</summary>
    /// <param name="mask">One slice [y, x] or several [z, y, x]; several are seen through each other, so one box fits them all.</param>
    /// <param name="height">Rows of a slice.</param>
    /// <param name="width">Columns of a slice.</param>
    /// <returns>The box, or null when no pixel is set.</returns>
    /// <exception cref="ArgumentException">The mask's length is no whole number of slices.</exception>
    public static PixelBox? FromMask(ReadOnlySpan<byte> mask, int height, int width)
    {
        int slices = GridCheck.Slices(mask.Length, height, width, nameof(mask));
        int top = int.MaxValue, bottom = -1, left = int.MaxValue, right = -1;
        for (int row = 0; row < slices * height; row++)
        {
            ReadOnlySpan<byte> line = mask.Slice(row * width, width);
            int first = line.IndexOfAnyExcept((byte)0);
            if (first < 0)
                continue;
            int y = row % height;
            (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
            (left, right) = (Math.Min(left, first), Math.Max(right, line.LastIndexOfAnyExcept((byte)0)));
        }

        return bottom < 0 ? null : new PixelBox(top, left, bottom - top + 1, right - left + 1);
    }

    /// <summary>The box with a margin on all four sides.</summary>
    /// <param name="pixels">Margin in pixels; negative shrinks.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nothing would be left of the box, or it would be larger than any image.</exception>
    public PixelBox Grow(int pixels) => Grow(pixels, pixels);

    /// <summary>The box with a margin given in millimeters, rounded up to whole pixels on each axis.</summary>
    /// <param name="millimeters">Margin in mm; at least 0.</param>
    /// <param name="rowSpacingMm">Distance between rows in mm.</param>
    /// <param name="columnSpacingMm">Distance between columns in mm.</param>
    /// <exception cref="ArgumentOutOfRangeException">A margin that is negative, not finite or larger than any image, or a spacing that is
    /// not positive.</exception>
    public PixelBox GrowMm(double millimeters, double rowSpacingMm, double columnSpacingMm)
    {
        if (!(millimeters >= 0) || !double.IsFinite(millimeters))
            throw new ArgumentOutOfRangeException(nameof(millimeters), millimeters, "The margin must be 0 mm or more.");
        return Grow(MarginPixels(millimeters, rowSpacingMm), MarginPixels(millimeters, columnSpacingMm));
    }

    /// <summary>
    /// The smallest square around the box with the same center (to half a pixel): resizing it keeps the shape of what it shows.
    /// </summary>
    public PixelBox Square()
    {
        int side = Math.Max(Height, Width);
        return new PixelBox(Top - ((side - Height) >> 1), Left - ((side - Width) >> 1), side, side);
    }

    /// <summary>The part of the box that lies on the image.</summary>
    /// <param name="imageHeight">Rows of the image.</param>
    /// <param name="imageWidth">Columns of the image.</param>
    /// <returns>The common part, or null when there is none.</returns>
    public PixelBox? ClipTo(int imageHeight, int imageWidth)
    {
        GridCheck.Size(imageHeight, imageWidth, "image");
        int top = Math.Max(Top, 0), left = Math.Max(Left, 0);
        int bottom = Math.Min(Bottom, imageHeight), right = Math.Min(Right, imageWidth);
        return bottom > top && right > left ? new PixelBox(top, left, bottom - top, right - left) : null;
    }

    private PixelBox Grow(int rows, int columns)
    {
        long height = Height + 2L * rows, width = Width + 2L * columns;
        if (height < 1 || width < 1)
            throw new ArgumentOutOfRangeException(
                nameof(rows), $"A margin of {rows} x {columns} pixels leaves nothing of a {Height} x {Width} box.");
        if (Math.Max(height, width) > Array.MaxLength || Math.Min((long)Top - rows, (long)Left - columns) < int.MinValue)
            throw new ArgumentOutOfRangeException(
                nameof(rows), $"A margin of {rows} x {columns} pixels makes a {Height} x {Width} box larger than any image.");
        return new PixelBox(Top - rows, Left - columns, (int)height, (int)width);
    }

    private static int MarginPixels(double millimeters, double spacingMm)
    {
        if (!(spacingMm > 0) || !double.IsFinite(spacingMm))
            throw new ArgumentOutOfRangeException(
                nameof(spacingMm), spacingMm, "The pixel spacing must be a positive number of millimeters.");
        // 7.5 mm at 0.75 mm are 10 pixels, whatever the last bit of the quotient says.
        return (int)Math.Ceiling(millimeters / spacingMm - 1e-6);
    }
}
