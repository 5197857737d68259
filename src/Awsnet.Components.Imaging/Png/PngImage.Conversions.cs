using System.Buffers.Binary;

namespace Awsnet.Components;

public sealed partial class PngImage
{
    /// <summary>
    /// Brightness of 0 to 255: grey samples stretched from their depth, colours as 0.299 R + 0.587 G + 0.114 B (Rec. 601, as
    /// Pillow's mode L), 16 bits rounded to 8. Alpha is ignored.
    /// </summary>
    /// <returns><c>Width · Height</c> values, row by row.</returns>
    public byte[] ToGrey8()
    {
        if (ColourType == PngColourType.Grey && BitDepth == 8) return [.. narrow];
        byte[] grey = new byte[Width * Height];
        for (int pixel = 0; pixel < grey.Length; pixel++) grey[pixel] = To8(Grey16(pixel));
        return grey;
    }

    /// <summary>Brightness of 0 to 1, without the rounding of <see cref="ToGrey8"/>. Alpha is ignored.</summary>
    /// <returns><c>Width · Height</c> values, row by row.</returns>
    public float[] ToGreyFloat32()
    {
        float[] grey = new float[Width * Height];
        for (int pixel = 0; pixel < grey.Length; pixel++) grey[pixel] = Grey16(pixel) / 65535f;
        return grey;
    }

    /// <summary>Colours of 8 bits. Alpha is ignored.</summary>
    /// <returns><c>Width · Height · 3</c> samples: red, green, blue of each pixel.</returns>
    public byte[] ToRgb8()
    {
        byte[] colours = new byte[Width * Height * 3];
        for (int pixel = 0; pixel < Width * Height; pixel++)
        {
            (ushort r, ushort g, ushort b) = Colour16(pixel);
            (colours[3 * pixel], colours[3 * pixel + 1], colours[3 * pixel + 2]) = (To8(r), To8(g), To8(b));
        }
        return colours;
    }

    /// <summary>Colours and alpha of 8 bits; pixels without alpha are opaque, those of the file's one transparent colour are clear.</summary>
    /// <returns><c>Width · Height · 4</c> samples: red, green, blue, alpha of each pixel.</returns>
    public byte[] ToRgba8()
    {
        byte[] colours = new byte[Width * Height * 4];
        for (int pixel = 0; pixel < Width * Height; pixel++)
        {
            (ushort r, ushort g, ushort b) = Colour16(pixel);
            (colours[4 * pixel], colours[4 * pixel + 1], colours[4 * pixel + 2]) = (To8(r), To8(g), To8(b));
            colours[4 * pixel + 3] = Alpha8(pixel);
        }
        return colours;
    }

    /// <summary>True for each pixel whose colour is not black, whatever the depth and whatever its alpha.</summary>
    /// <returns><c>Width · Height</c> values, row by row.</returns>
    public bool[] ToMask()
    {
        bool[] mask = new bool[Width * Height];
        for (int pixel = 0; pixel < mask.Length; pixel++)
        {
            (ushort r, ushort g, ushort b) = Colour16(pixel);
            mask[pixel] = (r | g | b) != 0;
        }
        return mask;
    }

    /// <summary>Grey of 16 bits. The weights are those of Rec. 601 in 65536ths; they add up, so equal channels give themselves.</summary>
    private ushort Grey16(int pixel)
    {
        (uint r, uint g, uint b) = Colour16(pixel);
        return (ushort)((19595UL * r + 38470UL * g + 7471UL * b + 0x8000) >> 16);
    }

    private (ushort R, ushort G, ushort B) Colour16(int pixel)
    {
        int first = pixel * Channels;
        switch (ColourType)
        {
            case PngColourType.Palette:
                PngColour colour = Palette[narrow[first]];
                return (Wide(colour.R), Wide(colour.G), Wide(colour.B));
            case PngColourType.Rgb or PngColourType.Rgba:
                return (Stretched(first), Stretched(first + 1), Stretched(first + 2));
            default:
                ushort grey = Stretched(first);
                return (grey, grey, grey);
        }
    }

    private byte Alpha8(int pixel) => ColourType switch
    {
        PngColourType.Palette => Palette[narrow[pixel]].A,
        PngColourType.GreyAlpha or PngColourType.Rgba => To8(Stretched(pixel * Channels + Channels - 1)),
        _ => IsTransparentColour(pixel) ? byte.MinValue : byte.MaxValue,
    };

    /// <summary>Whether the pixel has the one colour that the file declares clear; compared at the file's own depth.</summary>
    private bool IsTransparentColour(int pixel)
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
