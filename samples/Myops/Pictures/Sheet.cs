using SkiaSharp;

namespace Awsnet.Components.Myops;

/// <summary>A picture to draw on, black at first.</summary>
internal sealed class Sheet : IDisposable
{
    private readonly SKBitmap bitmap;
    private readonly SKCanvas canvas;

    public Sheet(int width, int height)
    {
        bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Black);
    }

    public int Width => bitmap.Width;

    public int Height => bitmap.Height;

    public void Fill(SKRect place, SKColor color)
    {
        using var paint = new SKPaint { Color = color };
        canvas.DrawRect(place, paint);
    }

    /// <summary>Draws an image of values 0 to 1, [height, width]; without colors of yours from black to white.</summary>
    public void Image(int left, int top, ReadOnlySpan<float> image, int height, int width, Func<float, SKColor>? colorOf = null)
    {
        var pixels = new SKColor[height * width];
        for (var i = 0; i < pixels.Length; i++)
        {
            var gray = GrayOf(image[i]);
            pixels[i] = colorOf?.Invoke(image[i]) ?? new SKColor(gray, gray, gray);
        }

        using var drawn = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque)) { Pixels = pixels };
        canvas.DrawBitmap(drawn, left, top);
    }

    /// <summary>Draws the line around a mask that has been enlarged to [height, width], values 0 to 1; nothing beside that part.</summary>
    public void Contour(int left, int top, ReadOnlySpan<float> mask, int height, int width, SKColor color, float thickness)
    {
        using var line = MaskContour.Of(mask, height, width);
        Within(SKRect.Create(left, top, width, height), color, thickness, paint =>
        {
            canvas.Translate(left, top);
            canvas.DrawPath(line, paint);
        });
    }

    /// <summary>Draws the border of a rectangle, inside it; nothing beside the part that is drawn on.</summary>
    public void Border(SKRect part, SKRect rectangle, SKColor color, float thickness)
    {
        rectangle.Inflate(-thickness / 2, -thickness / 2);
        Within(part, color, thickness, paint => canvas.DrawRect(rectangle, paint));
    }

    /// <summary>Writes a line of text with its top at a place; nothing where the machine has no font.</summary>
    /// <returns>Where it ends, in pixels from the left.</returns>
    public float Text(float left, float top, string text, SKColor color, float size)
    {
        if (PictureFont.Of(size) is not { } font) return left;
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawText(text, left, top + (PictureFont.Ascent * size), SKTextAlign.Left, font, paint);
        return left + font.MeasureText(text);
    }

    /// <summary>Writes a line of text on a dark ground, which lets it be read on any image.</summary>
    public void Label(float left, float top, string text, SKColor color, float size)
    {
        if (PictureFont.Of(size) is not { } font) return;
        using var ground = new SKPaint { Color = new SKColor(0, 0, 0, 150), IsAntialias = true };
        var place = SKRect.Create(left, top, font.MeasureText(text) + size, size * 1.5f);
        canvas.DrawRoundRect(place, size / 4, size / 4, ground);
        Text(left + (size / 2), top + (size / 4), text, color, size);
    }

    public RasterImage ToImage() => RasterImage.FromRgb8(Width, Height, Rgb());

    public void Dispose()
    {
        canvas.Dispose();
        bitmap.Dispose();
    }

    /// <summary>A value of 0 to 1 as a gray of 0 to 255.</summary>
    public static byte GrayOf(float value) => (byte)Math.Clamp((int)((255 * value) + 0.5f), 0, 255);

    private void Within(SKRect part, SKColor color, float thickness, Action<SKPaint> draw)
    {
        using var paint = new SKPaint
        {
            Color = color,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = thickness,
            StrokeCap = SKStrokeCap.Round,
            IsAntialias = true,
        };
        canvas.Save();
        canvas.ClipRect(part);
        draw(paint);
        canvas.Restore();
    }

    private byte[] Rgb()
    {
        var pixels = bitmap.GetPixelSpan();
        var rgb = new byte[3 * Width * Height];
        for (var i = 0; i < Width * Height; i++) pixels.Slice(4 * i, 3).CopyTo(rgb.AsSpan(3 * i));
        return rgb;
    }
}
