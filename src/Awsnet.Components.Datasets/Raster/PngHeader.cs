using System.Buffers.Binary;

namespace Awsnet.Components;

/// <summary>The fields of a PNG file's first chunk.</summary>
/// <param name="Width">Pixels in a row, 1 to 2^31 - 1.</param>
/// <param name="Height">Rows, 1 to 2^31 - 1.</param>
/// <param name="BitDepth">Bits of a sample: 1, 2, 4, 8 or 16.</param>
/// <param name="ColorType">What a pixel consists of.</param>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, RasterColorType ColorType)
{
    /// <summary>Length of the chunk's data.</summary>
    public const int Size = 13;

    /// <summary>Where the bits of a sample and the code of the color type stand in the chunk's data.</summary>
    public const int BitDepthAt = 8, ColorTypeAt = 9;

    /// <summary>The standard's codes of color types.</summary>
    public const byte GrayCode = 0, RgbCode = 2, PaletteCode = 3, GrayAlphaCode = 4, RgbaCode = 6;

    /// <summary>The samples of a pixel.</summary>
    public static int ChannelsOf(RasterColorType type) => type switch
    {
        RasterColorType.GrayAlpha => 2,
        RasterColorType.Rgb => 3,
        RasterColorType.Rgba => 4,
        _ => 1,
    };

    /// <summary>The least bytes that the rows take, unpacked.</summary>
    public Int128 RowBytes => (((Int128)Width * ChannelsOf(ColorType) * BitDepth + 7) / 8 + 1) * Height;

    /// <exception cref="InvalidImageFileException">A field is not what the standard allows.</exception>
    public static PngHeader Decode(ReadOnlySpan<byte> data, string path)
    {
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data), height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        (byte depth, byte color) = (data[BitDepthAt], data[ColorTypeAt]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw new InvalidImageFileException(path, $"its header gives {width} x {height} pixels");
        RasterColorType type = color switch
        {
            GrayCode => RasterColorType.Gray,
            RgbCode => RasterColorType.Rgb,
            PaletteCode => RasterColorType.Palette,
            GrayAlphaCode => RasterColorType.GrayAlpha,
            RgbaCode => RasterColorType.Rgba,
            _ => throw new InvalidImageFileException(path, $"its header gives the color type {color}; there are 0, 2, 3, 4 and 6"),
        };
        bool isKnown = type switch
        {
            RasterColorType.Gray => depth is 1 or 2 or 4 or 8 or 16,
            RasterColorType.Palette => depth is 1 or 2 or 4 or 8,
            _ => depth is 8 or 16,
        };
        return isKnown
            ? new PngHeader((int)width, (int)height, depth, type)
            : throw new InvalidImageFileException(path, $"its header gives {depth} bits a sample, which color type {color} does not allow");
    }
}
