using SkiaSharp;

namespace Awsnet.Components.Myops;

/// <summary>The line around a mask: where its values, taken as heights, pass 1/2 (marching squares).</summary>
internal static class MaskContour
{
    private const float Level = 0.5f;

    /// <summary>Finds the line, in pieces as long as a pixel.</summary>
    /// <param name="values">A mask of 0 and 1, smoothly enlarged, [height, width].</param>
    /// <returns>The line, in pixels; a pixel's center lies half a pixel from its edges.</returns>
    public static SKPath Of(ReadOnlySpan<float> values, int height, int width)
    {
        var line = new SKPath();
        Span<SKPoint> ends = stackalloc SKPoint[4];
        for (var y = 0; y < height - 1; y++)
        {
            for (var x = 0; x < width - 1; x++)
            {
                var at = (y * width) + x;
                float a = values[at], b = values[at + 1], c = values[at + width + 1], d = values[at + width];
                var count = 0;
                // Where the line crosses the sides of the square between four centers: top, right, bottom, left.
                if (IsCrossed(a, b)) ends[count++] = new SKPoint(x + Part(a, b), y);
                if (IsCrossed(b, c)) ends[count++] = new SKPoint(x + 1, y + Part(b, c));
                if (IsCrossed(d, c)) ends[count++] = new SKPoint(x + Part(d, c), y + 1);
                if (IsCrossed(a, d)) ends[count++] = new SKPoint(x, y + Part(a, d));
                if (count == 2) Piece(ends[0], ends[1]);
                if (count < 4) continue;
                // Two lines, around the corners that differ from the middle.
                var isJoined = (a + b + c + d) / 4 >= Level == a >= Level;
                Piece(ends[0], ends[isJoined ? 1 : 3]);
                Piece(ends[2], ends[isJoined ? 3 : 1]);
            }
        }

        return line;

        void Piece(SKPoint from, SKPoint to)
        {
            line.MoveTo(from.X + 0.5f, from.Y + 0.5f);
            line.LineTo(to.X + 0.5f, to.Y + 0.5f);
        }
    }

    private static bool IsCrossed(float from, float to) => from >= Level != to >= Level;

    private static float Part(float from, float to) => (Level - from) / (to - from);
}
