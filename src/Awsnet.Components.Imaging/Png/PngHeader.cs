using System.Buffers.Binary;

namespace Awsnet.Components;

/// <summary>The fields of a PNG file's first chunk.</summary>
/// <param name="Width">Pixels in a row, 1 to 2^31 - 1.</param>
/// <param name="Height">Rows, 1 to 2^31 - 1.</param>
/// <param name="BitDepth">Bits of a sample: 1, 2, 4, 8 or 16.</param>
/// <param name="ColorType">What a pixel consists of.</param>
/// <param name="IsInterlaced">Whether the pixels are stored in Adam7's seven passes.</param>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColorType ColorType, bool IsInterlaced)
{
    public const int Size = 13;

    public int Channels => ColorType switch
    {
        PngColorType.Rgb => 3,
        PngColorType.GrayAlpha => 2,
        PngColorType.Rgba => 4,
        _ => 1,
    };

    public long PixelCount => (long)Width * Height;

    /// <summary>The bytes of a row of so many pixels, without the byte that names its filter.</summary>
    public long RowBytes(int width) => ((long)width * Channels * BitDepth + 7) / 8;

    /// <summary>The bytes from a sample to the one left of it that filters look at.</summary>
    public int FilterDistance => Math.Max(1, Channels * BitDepth / 8);

    public static PngHeader Decode(ReadOnlySpan<byte> bytes, string path)
    {
        uint width = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        (byte depth, byte color, byte compression, byte filter, byte interlace) = (bytes[8], bytes[9], bytes[10], bytes[11], bytes[12]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw new InvalidImageFileException(path, $"its header gives {width} x {height} pixels");
        bool isKnown = color switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => throw new InvalidImageFileException(path, $"its header gives the color type {color}, which the standard does not define"),
        };
        if (!isKnown) throw new InvalidImageFileException(path, $"its header gives {depth} bits a sample, which color type {color} does not allow");
        if (compression != 0 || filter != 0 || interlace > 1)
            throw new InvalidImageFileException(path, $"its header gives compression {compression}, filter {filter}, interlace {interlace}; the standard defines 0, 0 and 0 or 1");
        return new PngHeader((int)width, (int)height, depth, (PngColorType)color, interlace == 1);
    }

    public void Encode(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes, Width);
        BinaryPrimitives.WriteInt32BigEndian(bytes[4..], Height);
        bytes[8] = (byte)BitDepth;
        bytes[9] = (byte)ColorType;
        bytes[10] = bytes[11] = 0;
        bytes[12] = (byte)(IsInterlaced ? 1 : 0);
    }
}
