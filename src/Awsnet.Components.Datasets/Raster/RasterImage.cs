namespace Awsnet.Components;

/// <summary>
/// An image of a PNG or JPEG file, or to be written as PNG: samples as the file holds them, and conversions to gray, color and labels.
/// Gamma and color profiles are ignored: samples are taken as they are, which is what masks and measured images need.
/// </summary>
/// <remarks>
/// Pixels go row by row from the top left, channels of a pixel together. Instances are immutable and may be shared by threads.
/// </remarks>
public sealed partial class RasterImage
{
    private const int WideBits = 16;

    // Gray samples or indices as stored, of up to 8 bits; or of 16; and colors with alpha, where there are any.
    private readonly byte[]? narrow;
    private readonly ushort[]? wide;
    private readonly byte[]? colors;

    private RasterImage(
        int width, int height, RasterColorType colorType, byte[]? narrow = null, ushort[]? wide = null, byte[]? colors = null)
    {
        (Width, Height, ColorType) = (width, height, colorType);
        (this.narrow, this.wide, this.colors) = (narrow, wide, colors);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>What a pixel consists of.</summary>
    public RasterColorType ColorType { get; }

    /// <summary>The format of the file that the image comes from.</summary>
    /// <value>PNG for an image that comes from no file.</value>
    public RasterFormat Format { get; private init; } = RasterFormat.Png;

    /// <summary>The bits of a sample.</summary>
    /// <value>1, 2, 4, 8 or 16, the last for gray alone. 8 for an image that comes from no PNG file.</value>
    public int BitDepth { get; private init; } = 8;

    /// <summary>The samples of a pixel.</summary>
    /// <value>1 for gray and palette, 2 for gray with alpha, 3 for RGB, 4 for RGB with alpha.</value>
    public int Channels => PngHeader.ChannelsOf(ColorType);

    /// <summary>The colors of the palette.</summary>
    /// <value>1 to 256; 0 for images without one.</value>
    public int PaletteSize { get; private init; }

    /// <summary>
    /// Whether <see cref="ToLabels"/> gives class numbers: gray or palette of up to 8 bits, and not JPEG, which changes values.
    /// </summary>
    public bool HasLabels => narrow is not null && Format == RasterFormat.Png;

    /// <summary>Reads a PNG or JPEG file, told by its content, whatever its name says.</summary>
    /// <param name="path">The file. PNG of 16 bits is read if it is gray; JPEG if it is gray or color of 8 bits.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="InvalidImageFileException">
    /// The file is neither PNG nor JPEG, is damaged or cut short, is of a kind that cannot be read exactly (PNG of 16-bit colors, CMYK
    /// JPEG), is a JPEG to be turned before it is shown, or is larger than the options allow.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public static RasterImage Read(string path, RasterReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return RasterReader.Read(path, options ?? new RasterReadOptions());
    }

    internal static RasterImage OfPng(PngFile file, byte[]? narrow, ushort[]? wide, byte[]? colors)
    {
        PngHeader header = file.Header;
        return new RasterImage(header.Width, header.Height, header.ColorType, narrow, wide, colors)
        {
            BitDepth = header.BitDepth,
            PaletteSize = file.PaletteSize,
        };
    }

    internal static RasterImage OfJpeg(JpegHeader header, byte[]? gray, byte[]? colors)
    {
        RasterColorType type = gray is null ? RasterColorType.Rgb : RasterColorType.Gray;
        return new RasterImage(header.Width, header.Height, type, gray, colors: colors) { Format = RasterFormat.Jpeg };
    }
}
