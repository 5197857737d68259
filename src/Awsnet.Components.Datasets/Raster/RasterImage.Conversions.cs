namespace Awsnet.Components;

public sealed partial class RasterImage
{
    /// <summary>Samples as stored: gray values of 0 to 2^<see cref="BitDepth"/> - 1, or places in the palette.</summary>
    /// <returns><c>Width · Height</c> values, row by row.</returns>
    /// <exception cref="InvalidOperationException">The image is neither gray nor of a palette.</exception>
    public ushort[] ToSamples()
    {
        if (wide is not null)
            return [.. wide];
        if (narrow is null)
            throw new InvalidOperationException($"The image is {ColorType}; samples are those of gray and palette images. Use ToRgba8.");
        return Array.ConvertAll(narrow, sample => (ushort)sample);
    }

    /// <summary>The class numbers of a label map: gray values as stored, or places in the palette.</summary>
    /// <returns><c>Width · Height</c> values, row by row.</returns>
    /// <exception cref="InvalidOperationException">The image is no label map: see <see cref="HasLabels"/>.</exception>
    public byte[] ToLabels() => HasLabels ? [.. narrow!] : throw new InvalidOperationException(
        $"The image is {Description}; class numbers need PNG, gray or palette, of up to 8 bits. Write the label map in one of these.");

    /// <summary>
    /// Brightness of 0 to 255: gray samples stretched from their depth, colors as 0.299 R + 0.587 G + 0.114 B (Rec. 601, as
    /// Pillow's mode L), 16 bits rounded to 8. Alpha is ignored.
    /// </summary>
    /// <returns><c>Width · Height</c> values, row by row.</returns>
    public byte[] ToGray8()
    {
        if (narrow is not null && ColorType == RasterColorType.Gray && BitDepth == 8)
            return [.. narrow];
        byte[] gray = new byte[Width * Height];
        for (int pixel = 0; pixel < gray.Length; pixel++)
            gray[pixel] = To8(Gray16(pixel));
        return gray;
    }

    /// <summary>Brightness of 0 to 1, without the rounding of <see cref="ToGray8"/>. Alpha is ignored.</summary>
    /// <returns><c>Width · Height</c> values, row by row.</returns>
    public float[] ToGrayFloat32()
    {
        float[] gray = new float[Width * Height];
        for (int pixel = 0; pixel < gray.Length; pixel++)
            gray[pixel] = Gray16(pixel) / 65535f;
        return gray;
    }

    /// <summary>Colors of 8 bits. Alpha is ignored.</summary>
    /// <returns><c>Width · Height · 3</c> samples: red, green, blue of each pixel.</returns>
    public byte[] ToRgb8()
    {
        byte[] rgb = new byte[Width * Height * 3], rgba = ToRgba8();
        for (int pixel = 0; pixel < Width * Height; pixel++)
            rgba.AsSpan(4 * pixel, 3).CopyTo(rgb.AsSpan(3 * pixel));
        return rgb;
    }

    /// <summary>
    /// Colors and alpha of 8 bits. Pixels without alpha are opaque, those of the file's one transparent color are clear (of gray with
    /// 16 bits it is not looked for).
    /// </summary>
    /// <returns><c>Width · Height · 4</c> samples: red, green, blue, alpha of each pixel; colors are not multiplied by alpha.</returns>
    public byte[] ToRgba8()
    {
        if (colors is not null)
            return [.. colors];
        byte[] rgba = new byte[Width * Height * 4];
        for (int pixel = 0; pixel < Width * Height; pixel++)
        {
            rgba.AsSpan(4 * pixel, 3).Fill(To8(Gray16(pixel)));
            rgba[4 * pixel + 3] = byte.MaxValue;
        }

        return rgba;
    }

    /// <summary>
    /// As <see cref="ToLabels"/>, and of all else in which every pixel has one number: gray of 16 bits, and what programs make of gray,
    /// three equal colors or an alpha that is opaque throughout. Null where a pixel has more to it, and for JPEG.
    /// </summary>
    internal int[]? ClassNumbers()
    {
        if (Format == RasterFormat.Jpeg)
            return null;
        if (colors is null || narrow is not null)
            return Array.ConvertAll(ToSamples(), sample => (int)sample);
        int[] values = new int[Width * Height];
        for (int pixel = 0; pixel < values.Length; pixel++)
        {
            ReadOnlySpan<byte> rgba = colors.AsSpan(4 * pixel, 4);
            if (rgba[0] != rgba[1] || rgba[0] != rgba[2] || rgba[3] != byte.MaxValue)
                return null;
            values[pixel] = rgba[0];
        }

        return values;
    }

    internal string Description => $"{ColorType} of {BitDepth} bits{(Format == RasterFormat.Jpeg ? " in JPEG" : "")}";

    /// <summary>Gray of 16 bits. The weights are those of Rec. 601 in 65536ths; they add up, so equal channels give themselves.</summary>
    private ushort Gray16(int pixel)
    {
        if (ColorType != RasterColorType.Gray)
        {
            (uint r, uint g, uint b) = (257u * colors![4 * pixel], 257u * colors[4 * pixel + 1], 257u * colors[4 * pixel + 2]);
            return (ushort)((19595UL * r + 38470UL * g + 7471UL * b + 0x8000) >> 16);
        }

        // 65535 divides without remainder for 1, 2, 4 and 8 bits: all ones stay all ones.
        return BitDepth == WideBits ? wide![pixel] : (ushort)(narrow![pixel] * (65535 / ((1 << BitDepth) - 1)));
    }

    private static byte To8(ushort sample) => (byte)((sample * 255 + 32767) / 65535);
}
