namespace Awsnet.Components;

/// <summary>Reads a file's header, decides what can be read of it exactly, and has it decoded.</summary>
internal static class RasterReader
{
    public static RasterImage Read(string path, RasterReadOptions options)
    {
        byte[] file = Bytes(path);
        if (file.AsSpan().StartsWith(PngFile.Signature))
            return Png(new PngFile(file, path), path, options);
        if (file.AsSpan().StartsWith(JpegHeader.Signature))
            return Jpeg(file, path, options);
        throw new InvalidImageFileException(path, WhatItIs(file));
    }

    private static RasterImage Png(PngFile file, string path, RasterReadOptions options)
    {
        (int width, int height, int bits, RasterColorType type) = file.Header;
        CheckSize(width, height, path, options);
        if (bits == 16)
        {
            if (type != RasterColorType.Gray)
            {
                throw new InvalidImageFileException(
                    path, $"is a PNG file of {type} with 16 bits a sample; colors of 8 bits and gray of 16 are read. "
                    + "Save it as one of these");
            }

            return RasterImage.OfPng(file, null, Wide(SkiaDecoder.Rgba(file.WideAsGrayAlpha(), width, height, path)), null);
        }

        if (type == RasterColorType.Gray)
        {
            if (!file.HasTransparency)
                return RasterImage.OfPng(file, Unstretched(SkiaDecoder.Gray(file.Plain(), width, height, path), 1, bits), null, null);
            byte[] shown = SkiaDecoder.Rgba(file.Plain(), width, height, path);
            return RasterImage.OfPng(file, Unstretched(shown, 4, bits), null, shown);
        }

        byte[] colors = SkiaDecoder.Rgba(file.Plain(), width, height, path);
        if (type != RasterColorType.Palette)
            return RasterImage.OfPng(file, null, null, colors);
        byte[] indices = Unstretched(SkiaDecoder.Gray(file.IndicesAsGray(), width, height, path), 1, bits);
        int largest = indices.Max();
        return largest < file.PaletteSize
            ? RasterImage.OfPng(file, indices, null, colors)
            : throw new InvalidImageFileException(path, $"is damaged: it uses color {largest} of a palette of {file.PaletteSize}");
    }

    private static RasterImage Jpeg(byte[] file, string path, RasterReadOptions options)
    {
        JpegHeader header = JpegHeader.Find(file, path);
        CheckSize(header.Width, header.Height, path, options);
        return header.Components == 1
            ? RasterImage.OfJpeg(header, SkiaDecoder.Gray(file, header.Width, header.Height, path), null)
            : RasterImage.OfJpeg(header, null, SkiaDecoder.Rgba(file, header.Width, header.Height, path));
    }

    private static void CheckSize(int width, int height, string path, RasterReadOptions options)
    {
        if ((long)width * height > options.MaximumPixelCount)
        {
            throw new InvalidImageFileException(path, $"is {width} x {height} pixels, above the limit of {options.MaximumPixelCount}; "
                + $"set {nameof(RasterReadOptions)}.{nameof(RasterReadOptions.MaximumPixelCount)} if it is to be read");
        }
    }

    // Every step-th sample, of 0 to 255, at the bits that the file has.
    private static byte[] Unstretched(byte[] samples, int step, int bits)
    {
        int factor = 255 / ((1 << bits) - 1);
        if (step == 1 && factor == 1)
            return samples;
        byte[] stored = new byte[samples.Length / step];
        for (int i = 0; i < stored.Length; i++)
            stored[i] = (byte)(samples[i * step] / factor);
        return stored;
    }

    // The high byte came as gray, thrice, the low one as alpha.
    private static ushort[] Wide(byte[] colors)
    {
        ushort[] samples = new ushort[colors.Length / 4];
        for (int i = 0; i < samples.Length; i++)
            samples[i] = (ushort)(colors[4 * i] << 8 | colors[4 * i + 3]);
        return samples;
    }

    private static byte[] Bytes(string path)
    {
        long length = new FileInfo(path).Length;
        return length <= Array.MaxLength
            ? File.ReadAllBytes(path)
            : throw new InvalidImageFileException(path, $"is {length} bytes long, more than a PNG or JPEG file that can be read");
    }

    private static string WhatItIs(ReadOnlySpan<byte> file)
    {
        const string Expected = "expected PNG or JPEG. Save it as one of these";
        return file switch
        {
            [] => "is empty",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => $"is a GIF file; {Expected}",
            [(byte)'B', (byte)'M', ..] => $"is a BMP file; {Expected}",
            [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => $"is a TIFF file; {Expected}",
            [0x89, (byte)'P', _, _, _, _, _, _, ..] =>
                "its PNG signature is damaged, as by a transfer in text mode; copy the file again in binary mode",
            [0x89, (byte)'P', ..] => "ends within its PNG signature: the file is cut short",
            _ => $"is no PNG or JPEG file: it does not begin as they do; {Expected}",
        };
    }
}
