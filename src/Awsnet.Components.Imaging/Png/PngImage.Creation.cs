using System.Collections.Immutable;

namespace Awsnet.Components;

public sealed partial class PngImage
{
    /// <summary>An image of 8-bit gray values.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="gray">One sample a pixel, row by row. The image keeps this array.</param>
    /// <exception cref="ArgumentException">The array does not have that many samples.</exception>
    public static PngImage FromGray8(int width, int height, byte[] gray) => Create(width, height, 8, PngColorType.Gray, gray, []);

    /// <summary>An image of 16-bit gray values.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="gray">One sample a pixel, row by row. The image keeps this array.</param>
    /// <exception cref="ArgumentException">The array does not have that many samples.</exception>
    public static PngImage FromGray16(int width, int height, ushort[] gray)
    {
        PngHeader header = Checked(width, height, 16, PngColorType.Gray, gray?.Length ?? throw new ArgumentNullException(nameof(gray)));
        return new PngImage(header, [], gray, []);
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
        return Create(width, height, 1, PngColorType.Gray, samples, []);
    }

    /// <summary>An image of 8-bit colors.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="colors">Red, green, blue of each pixel, row by row. The image keeps this array.</param>
    /// <exception cref="ArgumentException">The array does not have that many samples.</exception>
    public static PngImage FromRgb8(int width, int height, byte[] colors) => Create(width, height, 8, PngColorType.Rgb, colors, []);

    /// <summary>An image of 8-bit colors with alpha.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="colors">Red, green, blue, alpha of each pixel, row by row. The image keeps this array.</param>
    /// <exception cref="ArgumentException">The array does not have that many samples.</exception>
    public static PngImage FromRgba8(int width, int height, byte[] colors) => Create(width, height, 8, PngColorType.Rgba, colors, []);

    /// <summary>An image of palette indices, in as few bits a pixel as the palette allows.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="indices">One index a pixel, row by row. The image keeps this array.</param>
    /// <param name="palette">1 to 256 colors.</param>
    /// <exception cref="ArgumentException">The array does not have that many indices, an index has no color, or the palette is empty or too long.</exception>
    public static PngImage FromPalette(int width, int height, byte[] indices, IReadOnlyList<PngColor> palette)
    {
        ArgumentNullException.ThrowIfNull(palette);
        if (palette.Count is 0 or > 256) throw new ArgumentException($"The palette has {palette.Count} colors; it must have 1 to 256.", nameof(palette));
        int depth = palette.Count switch { <= 2 => 1, <= 4 => 2, <= 16 => 4, _ => 8 };
        PngImage image = Create(width, height, depth, PngColorType.Palette, indices, [.. palette]);
        if (image.LargestIndex() is int largest && largest >= palette.Count)
            throw new ArgumentException($"Index {largest} has no color: the palette has {palette.Count}.", nameof(indices));
        return image;
    }

    private static PngImage Create(int width, int height, int depth, PngColorType type, byte[] samples, ImmutableArray<PngColor> palette)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return new PngImage(Checked(width, height, depth, type, samples.Length), samples, [], palette);
    }

    private static PngHeader Checked(int width, int height, int depth, PngColorType type, int samples)
    {
        var header = new PngHeader(width, height, depth, type, IsInterlaced: false);
        if (width < 1 || height < 1 || header.PixelCount * header.Channels != samples)
            throw new ArgumentException($"{width} x {height} pixels of {header.Channels} samples need {header.PixelCount * header.Channels} samples (and at least one pixel); {samples} were given.");
        return header;
    }
}
