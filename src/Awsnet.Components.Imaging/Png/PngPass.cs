namespace Awsnet.Components;

/// <summary>One pass over the image: every so many pixels from a first one on.</summary>
/// <param name="Left">The first column.</param>
/// <param name="Top">The first row.</param>
/// <param name="Across">Columns from one pixel to the next.</param>
/// <param name="Down">Rows from one to the next.</param>
/// <param name="Width">Pixels in a row of the pass.</param>
/// <param name="Height">Rows of the pass.</param>
internal readonly record struct PngPass(int Left, int Top, int Across, int Down, int Width, int Height)
{
    /// <summary>The one pass of a plain image, or those of Adam7's seven that hold pixels.</summary>
    public static IEnumerable<PngPass> Of(PngHeader header)
    {
        (int Left, int Top, int Across, int Down)[] steps = header.IsInterlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)];
        foreach ((int left, int top, int across, int down) in steps)
        {
            int width = Count(header.Width, left, across), height = Count(header.Height, top, down);
            if (width > 0 && height > 0) yield return new PngPass(left, top, across, down, width, height);
        }
    }

    private static int Count(int length, int first, int step) => (int)(((long)length - first + step - 1) / step);
}
