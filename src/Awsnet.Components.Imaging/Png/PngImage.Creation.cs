using System.Collections.Immutable;

namespace Awsnet.Components;

public sealed partial class PngImage
{
    /// <summary>An image of 8-bit grey values.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="grey">One sample a pixel, row by row. The image keeps this array.</param>
    /// <exception cref="ArgumentException">The array does not have that many samples.</exception>
    public static PngImage FromGrey8(int width, int height, byte[] grey) => Create(width, height, 8, PngColourType.Grey, grey, []);

    /// <summary>An image of 16-bit grey values.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="grey">One sample a pixel, row by row. The image keeps this array.</param>
    /// <exception cref="ArgumentException">The array does not have that many samples.</exception>
    public static PngImage FromGrey16(int width, int height, ushort[] grey)
    {
        PngHeader header = Checked(width, height, 16, PngColourType.Grey, grey?.Length ?? throw new ArgumentNullException(nameof(grey)));
        return new PngImage(header, [], grey, []);
    }

    /// <summary>An image of 1 bit a pixel: true is white.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="mask">One value a pixel, row by row.</param>
    /// <exception cref="ArgumentException">The array does not have that many values.</exception>
    public static PngImage FromMask(int width, int height, ReadOnlySpan<bool> mask)
    {
        byte[] samples = new byte[mask.Length];
        for (int i = 0; i < samples.Length; i++) samples[i] = mask[i] ? (byte)1 : (byte)0;
        return Create(width, height, 1, PngColourType.Grey, samples, []);
    }

    /// <summary>An image of 8-bit colours.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="colours">Red, green, blue of each pixel, row by row. The image keeps this array.</param>
    /// <exception cref="ArgumentException">The array does not have that many samples.</exception>
    public static PngImage FromRgb8(int width, int height, byte[] colours) => Create(width, height, 8, PngColourType.Rgb, colours, []);

    /// <summary>An image of 8-bit colours with alpha.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="colours">Red, green, blue, alpha of each pixel, row by row. The image keeps this array.</param>
    /// <exception cref="ArgumentException">The array does not have that many samples.</exception>
    public static PngImage FromRgba8(int width, int height, byte[] colours) => Create(width, height, 8, PngColourType.Rgba, colours, []);

    /// <summary>An image of palette indices, in as few bits a pixel as the palette allows.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="indices">One index a pixel, row by row. The image keeps this array.</param>
    /// <param name="palette">1 to 256 colours.</param>
    /// <exception cref="ArgumentException">The array does not have that many indices, an index has no colour, or the palette is empty or too long.</exception>
    public static PngImage FromPalette(int width, int height, byte[] indices, IReadOnlyList<PngColour> palette)
    {
        ArgumentNullException.ThrowIfNull(palette);
        if (palette.Count is 0 or > 256) throw new ArgumentException($"The palette has {palette.Count} colours; it must have 1 to 256.", nameof(palette));
        int depth = palette.Count switch { <= 2 => 1, <= 4 => 2, <= 16 => 4, _ => 8 };
        PngImage image = Create(width, height, depth, PngColourType.Palette, indices, [.. palette]);
        if (image.LargestIndex() is int largest && largest >= palette.Count)
            throw new ArgumentException($"Index {largest} has no colour: the palette has {palette.Count}.", nameof(indices));
        return image;
    }

    private static PngImage Create(int width, int height, int depth, PngColourType type, byte[] samples, ImmutableArray<PngColour> palette)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return new PngImage(Checked(width, height, depth, type, samples.Length), samples, [], palette);
    }

    private static PngHeader Checked(int width, int height, int depth, PngColourType type, int samples)
    {
        var header = new PngHeader(width, height, depth, type, IsInterlaced: false);
        if (width < 1 || height < 1 || header.PixelCount * header.Channels != samples)
            throw new ArgumentException($"{width} x {height} pixels of {header.Channels} samples need {header.PixelCount * header.Channels} samples (and at least one pixel); {samples} were given.");
        return header;
    }
}
