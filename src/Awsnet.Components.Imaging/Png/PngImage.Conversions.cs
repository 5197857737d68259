using System.Buffers.Binary;

namespace Awsnet.Components;

public sealed partial class PngImage
{
    /// <summary>
    /// Brightness of 0 to 255: gray samples stretched from their depth, colors as 0.299 R + 0.587 G + 0.114 B (Rec. 601, as
    /// Pillow's mode L), 16 bits rounded to 8. Alpha is ignored.
    /// </summary>
    /// <returns><c>Width · Height</c> values, row by row.</returns>
    public byte[] ToGray8()
    {
        if (ColorType == PngColorType.Gray && BitDepth == 8) return [.. narrow];
        byte[] gray = new byte[Width * Height];
        for (int pixel = 0; pixel < gray.Length; pixel++) gray[pixel] = To8(Gray16(pixel));
        return gray;
    }

    /// <summary>Brightness of 0 to 1, without the rounding of <see cref="ToGray8"/>. Alpha is ignored.</summary>
    /// <returns><c>Width · Height</c> values, row by row.</returns>
    public float[] ToGrayFloat32()
    {
        float[] gray = new float[Width * Height];
        for (int pixel = 0; pixel < gray.Length; pixel++) gray[pixel] = Gray16(pixel) / 65535f;
        return gray;
    }

    /// <summary>Colors of 8 bits. Alpha is ignored.</summary>
    /// <returns><c>Width · Height · 3</c> samples: red, green, blue of each pixel.</returns>
    public byte[] ToRgb8()
    {
        byte[] colors = new byte[Width * Height * 3];
        for (int pixel = 0; pixel < Width * Height; pixel++)
        {
            (ushort r, ushort g, ushort b) = Color16(pixel);
            (colors[3 * pixel], colors[3 * pixel + 1], colors[3 * pixel + 2]) = (To8(r), To8(g), To8(b));
        }
        return colors;
    }

    /// <summary>Colors and alpha of 8 bits; pixels without alpha are opaque, those of the file's one transparent color are clear.</summary>
    /// <returns><c>Width · Height · 4</c> samples: red, green, blue, alpha of each pixel.</returns>
    public byte[] ToRgba8()
    {
        byte[] colors = new byte[Width * Height * 4];
        for (int pixel = 0; pixel < Width * Height; pixel++)
        {
            (ushort r, ushort g, ushort b) = Color16(pixel);
            (colors[4 * pixel], colors[4 * pixel + 1], colors[4 * pixel + 2]) = (To8(r), To8(g), To8(b));
            colors[4 * pixel + 3] = Alpha8(pixel);
        }
        return colors;
    }

    /// <summary>True for each pixel whose color is not black, whatever the depth and whatever its alpha.</summary>
    /// <returns><c>Width · Height</c> values, row by row.</returns>
    public bool[] ToMask()
    {
        bool[] mask = new bool[Width * Height];
        for (int pixel = 0; pixel < mask.Length; pixel++)
        {
            (ushort r, ushort g, ushort b) = Color16(pixel);
            mask[pixel] = (r | g | b) != 0;
        }
        return mask;
    }

    /// <summary>Gray of 16 bits. The weights are those of Rec. 601 in 65536ths; they add up, so equal channels give themselves.</summary>
    private ushort Gray16(int pixel)
    {
        (uint r, uint g, uint b) = Color16(pixel);
        return (ushort)((19595UL * r + 38470UL * g + 7471UL * b + 0x8000) >> 16);
    }

    private (ushort R, ushort G, ushort B) Color16(int pixel)
    {
        int first = pixel * Channels;
        switch (ColorType)
        {
            case PngColorType.Palette:
                PngColor color = Palette[narrow[first]];
                return (Wide(color.R), Wide(color.G), Wide(color.B));
            case PngColorType.Rgb or PngColorType.Rgba:
                return (Stretched(first), Stretched(first + 1), Stretched(first + 2));
            default:
                ushort gray = Stretched(first);
                return (gray, gray, gray);
        }
    }

    private byte Alpha8(int pixel) => ColorType switch
    {
        PngColorType.Palette => Palette[narrow[pixel]].A,
        PngColorType.GrayAlpha or PngColorType.Rgba => To8(Stretched(pixel * Channels + Channels - 1)),
        _ => IsTransparentColor(pixel) ? byte.MinValue : byte.MaxValue,
    };

    /// <summary>Whether the pixel has the one color that the file declares clear; compared at the file's own depth.</summary>
    private bool IsTransparentColor(int pixel)
    {
        if (transparency is null) return false;
        for (int channel = 0; channel < Channels; channel++)
        {
            if (At(pixel * Channels + channel) != BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(2 * channel))) return false;
        }
        return true;
    }

    /// <summary>A sample of any depth as one of 16 bits: all ones stay all ones.</summary>
    private ushort Stretched(int sample) => BitDepth switch
    {
        16 => wide[sample],
        _ => (ushort)(narrow[sample] * (65535 / ((1 << BitDepth) - 1))), // divides without remainder for 1, 2, 4 and 8 bits
    };

    private static ushort Wide(byte sample) => (ushort)(sample * 257);

    private static byte To8(ushort sample) => (byte)((sample * 255 + 32767) / 65535);
}
