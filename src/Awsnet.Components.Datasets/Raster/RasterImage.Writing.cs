using System.Runtime.InteropServices;
using SkiaSharp;

namespace Awsnet.Components;

public sealed partial class RasterImage
{
    private const int CompressionLevel = 6;

    /// <summary>An image of 8-bit gray values, or of the class numbers of a label map.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="gray">One value a pixel, row by row.</param>
    /// <exception cref="ArgumentException">There are not that many values.</exception>
    public static RasterImage FromGray8(int width, int height, ReadOnlySpan<byte> gray)
    {
        Check(width, height, 1, gray.Length);
        return new RasterImage(width, height, RasterColorType.Gray, gray.ToArray());
    }

    /// <summary>An image of a mask: true is white (255), false black (0), of 8 bits.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="mask">One value a pixel, row by row.</param>
    /// <exception cref="ArgumentException">There are not that many values.</exception>
    public static RasterImage FromMask(int width, int height, ReadOnlySpan<bool> mask)
    {
        Check(width, height, 1, mask.Length);
        byte[] gray = new byte[mask.Length];
        for (int i = 0; i < gray.Length; i++)
            gray[i] = mask[i] ? byte.MaxValue : byte.MinValue;
        return new RasterImage(width, height, RasterColorType.Gray, gray);
    }

    /// <summary>An image of 8-bit colors.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="colors">Red, green, blue of each pixel, row by row.</param>
    /// <exception cref="ArgumentException">There are not that many samples.</exception>
    public static RasterImage FromRgb8(int width, int height, ReadOnlySpan<byte> colors)
    {
        Check(width, height, 3, colors.Length);
        byte[] rgba = new byte[4 * width * height];
        for (int pixel = 0; pixel < width * height; pixel++)
        {
            colors.Slice(3 * pixel, 3).CopyTo(rgba.AsSpan(4 * pixel));
            rgba[4 * pixel + 3] = byte.MaxValue;
        }

        return new RasterImage(width, height, RasterColorType.Rgb, colors: rgba);
    }

    /// <summary>An image of 8-bit colors with alpha.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="colors">Red, green, blue, alpha of each pixel, row by row; colors not multiplied by alpha.</param>
    /// <exception cref="ArgumentException">There are not that many samples.</exception>
    public static RasterImage FromRgba8(int width, int height, ReadOnlySpan<byte> colors)
    {
        Check(width, height, 4, colors.Length);
        return new RasterImage(width, height, RasterColorType.Rgba, colors: colors.ToArray());
    }

    /// <summary>Writes the image as PNG, of 8 bits a sample. The file appears under its name only when it is whole.</summary>
    /// <remarks>The same image gives the same bytes with the same release of SkiaSharp: no time and no text is written.</remarks>
    /// <param name="path">The file, <c>.png</c>; an existing one is replaced.</param>
    /// <exception cref="ArgumentException">The name ends in something else.</exception>
    /// <exception cref="InvalidOperationException">See <see cref="ToPng"/>.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"{path} is to be a PNG file, the one format that is written; name it .png.", nameof(path));
        AtomicFile.Write(path, ToPng());
    }

    /// <summary>
    /// The bytes of a PNG file of the image: gray as gray, with its values as they are (so that label maps keep their numbers), all else as
    /// RGB or RGB with alpha. Of an RGB file's one transparent color the pixels stay transparent; of a gray file's they do not.
    /// </summary>
    /// <exception cref="InvalidOperationException">The image is gray of another depth than 8 bits, which is not written.</exception>
    public byte[] ToPng()
    {
        bool isGray = ColorType == RasterColorType.Gray;
        if (isGray && BitDepth != 8)
        {
            throw new InvalidOperationException(
                $"The image is {Description}; gray of 8 bits is written. Give FromGray8 its ToGray8, or its ToLabels.");
        }

        // RGB has a color that is transparent in some files.
        bool isOpaque = isGray || (ColorType == RasterColorType.Rgb && !HasClearPixels());
        SKAlphaType alpha = isOpaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul;
        var info = new SKImageInfo(Width, Height, isGray ? SKColorType.Gray8 : SKColorType.Rgba8888, alpha);
        GCHandle pin = GCHandle.Alloc(isGray ? narrow : colors, GCHandleType.Pinned);
        try
        {
            using var pixels = new SKPixmap(info, pin.AddrOfPinnedObject());
            using SKData png = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, CompressionLevel))
                ?? throw new InvalidOperationException($"{Width} x {Height} pixels cannot be written as PNG. Write a smaller image.");
            return png.ToArray();
        }
        finally
        {
            pin.Free();
        }
    }

    private bool HasClearPixels()
    {
        for (int at = 3; at < colors!.Length; at += 4)
        {
            if (colors[at] < byte.MaxValue)
                return true;
        }

        return false;
    }

    private static void Check(int width, int height, int channels, int samples)
    {
        long expected = (long)width * height * channels;
        if (width < 1 || height < 1 || expected != samples || expected / channels * 4 > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{width} x {height} pixels of {channels} samples need {expected} samples (and at least one pixel); {samples} were given.");
        }
    }
}
