namespace Awsnet.Components.Myops;

/// <summary>An RGB picture to draw on; what falls outside is dropped.</summary>
internal sealed class Canvas
{
    /// <summary>Creates a black picture.</summary>
    public Canvas(int width, int height)
    {
        Width = width;
        Height = height;
        Pixels = new byte[3 * width * height];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>[Height, Width, 3], red first.</summary>
    public byte[] Pixels { get; }

    public void Set(int x, int y, Color color)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height) return;
        var at = 3 * ((y * Width) + x);
        (Pixels[at], Pixels[at + 1], Pixels[at + 2]) = (color.Red, color.Green, color.Blue);
    }

    public void Fill(int left, int top, int width, int height, Color color)
    {
        for (var y = top; y < top + height; y++)
            for (var x = left; x < left + width; x++)
                Set(x, y, color);
    }

    /// <summary>Draws an image of values 0 (black) to 1 (white), [height, width].</summary>
    public void Image(int left, int top, ReadOnlySpan<float> image, int height, int width)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var gray = (byte)Math.Clamp((int)((255 * image[(y * width) + x]) + 0.5f), 0, 255);
                Set(left + x, top + y, new Color(gray, gray, gray));
            }
        }
    }

    /// <summary>Draws the inner border of a mask, [height, width]: its pixels with one outside at most <paramref name="thickness"/> steps away.</summary>
    public void Contour(int left, int top, ReadOnlySpan<byte> mask, int height, int width, Color color, int thickness)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (mask[(y * width) + x] != 0 && IsNearBorder(mask, height, width, y, x, thickness)) Set(left + x, top + y, color);
            }
        }
    }

    /// <summary>Writes a line of text; each pixel of a sign becomes a square of <paramref name="scale"/>.</summary>
    public void Text(int left, int top, string text, Color color, int scale = 1)
    {
        foreach (var sign in text)
        {
            for (var y = 0; y < PixelFont.Height; y++)
            {
                for (var x = 0; x < PixelFont.Width; x++)
                {
                    if (PixelFont.IsSet(sign, x, y)) Fill(left + (x * scale), top + (y * scale), scale, scale, color);
                }
            }

            left += PixelFont.Advance * scale;
        }
    }

    /// <summary>Width of a line of text in pixels.</summary>
    public static int TextWidth(string text, int scale = 1) => text.Length * PixelFont.Advance * scale;

    private static bool IsNearBorder(ReadOnlySpan<byte> mask, int height, int width, int y, int x, int steps)
    {
        for (var dy = -steps; dy <= steps; dy++)
        {
            for (var dx = Math.Abs(dy) - steps; dx <= steps - Math.Abs(dy); dx++)
            {
                int row = y + dy, column = x + dx;
                if ((uint)row >= (uint)height || (uint)column >= (uint)width || mask[(row * width) + column] == 0) return true;
            }
        }

        return false;
    }
}
