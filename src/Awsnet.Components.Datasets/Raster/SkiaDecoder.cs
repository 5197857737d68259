using SkiaSharp;

namespace Awsnet.Components;

/// <summary>Decodes files of which the header is known already; whole or not at all.</summary>
internal static class SkiaDecoder
{
    /// <summary>Gray samples of 8 bits; those of fewer bits are stretched to 0 to 255.</summary>
    /// <param name="file">A file of gray pixels, all opaque.</param>
    /// <param name="width">Pixels in a row, as its header says.</param>
    /// <param name="height">Rows.</param>
    /// <param name="path">The file's name, for messages.</param>
    /// <returns><c>width · height</c> samples, row by row.</returns>
    /// <exception cref="InvalidImageFileException">The file cannot be decoded to its end, or is to be turned before it is
    /// shown.</exception>
    public static byte[] Gray(byte[] file, int width, int height, string path) =>
        Decode(file, new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque), path);

    /// <summary>
    /// As <see cref="Gray"/>: red, green, blue and alpha of 8 bits, not multiplied by alpha, in no other color space than the file's.
    /// </summary>
    public static byte[] Rgba(byte[] file, int width, int height, string path) =>
        Decode(file, new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul), path);

    private static byte[] Decode(byte[] file, SKImageInfo wanted, string path)
    {
        using SKData data = SKData.CreateCopy(file);
        using SKCodec? codec = SKCodec.Create(data);
        if (codec is null)
            throw new InvalidImageFileException(path, "is damaged: its image data cannot be decoded");
        if (codec.EncodedOrigin != SKEncodedOrigin.TopLeft)
        {
            throw new InvalidImageFileException(path, $"is to be turned before it is shown (EXIF orientation {(int)codec.EncodedOrigin}), "
                + "which a mask beside it may or may not be; expected orientation 1. Save it turned upright");
        }

        if (codec.Info.Width != wanted.Width || codec.Info.Height != wanted.Height)
        {
            throw new InvalidImageFileException(
                path, $"is damaged: it holds {codec.Info.Width} x {codec.Info.Height} pixels, "
                + $"and its header gives {wanted.Width} x {wanted.Height}");
        }

        return codec.GetPixels(wanted, out byte[] pixels) switch
        {
            SKCodecResult.Success => pixels,
            SKCodecResult.IncompleteInput => throw new InvalidImageFileException(
                path, "ends within its image data: the file is cut short or damaged"),
            SKCodecResult result => throw new InvalidImageFileException(
                path, $"is damaged: its image data cannot be decoded ({result})"),
        };
    }
}
