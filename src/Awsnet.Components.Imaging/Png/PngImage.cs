using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>
/// A PNG image: samples as the file holds them, and conversions to gray, color and masks. Gamma, color profiles and
/// significant bits are ignored: samples are taken as they are, which is what masks and measured images need.
/// </summary>
/// <remarks>Pixels go row by row from the top left, channels of a pixel together. Instances are immutable and may be shared by threads.</remarks>
public sealed partial class PngImage
{
    private readonly PngHeader header;
    private readonly byte[]? transparency;
    private readonly byte[] narrow = [];
    private readonly ushort[] wide = [];

    internal PngImage(PngHeader header, PngColor[] palette, byte[]? transparency)
    {
        this.header = header;
        this.transparency = transparency;
        Palette = header.ColorType == PngColorType.Palette
            ? [.. palette.Select((color, i) => color with { A = transparency is not null && i < transparency.Length ? transparency[i] : byte.MaxValue })]
            : [];
        int samples = (int)(header.PixelCount * header.Channels);
        if (header.BitDepth == 16) wide = new ushort[samples];
        else narrow = new byte[samples];
    }

    private PngImage(PngHeader header, byte[] narrow, ushort[] wide, ImmutableArray<PngColor> palette)
    {
        this.header = header;
        this.narrow = narrow;
        this.wide = wide;
        Palette = palette;
    }

    /// <summary>Pixels in a row.</summary>
    public int Width => header.Width;

    /// <summary>Rows.</summary>
    public int Height => header.Height;

    /// <summary>What a pixel consists of.</summary>
    public PngColorType ColorType => header.ColorType;

    /// <summary>The bits of a sample: 1, 2, 4, 8 or 16.</summary>
    public int BitDepth => header.BitDepth;

    /// <summary>The samples of a pixel: 1 to 4.</summary>
    public int Channels => header.Channels;

    /// <summary>The colors of a palette image, with their alpha; empty for the others.</summary>
    public ImmutableArray<PngColor> Palette { get; }

    /// <summary>Reads a PNG file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="InvalidImageFileException">The file is no PNG file, damaged, cut short, or larger than the options allow.</exception>
    /// <exception cref="IOException">The file is missing or cannot be opened.</exception>
    public static PngImage Read(string path, PngReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new PngReader(path, options ?? new PngReadOptions()).Read();
    }

    /// <summary>One sample as stored: 0 to 2^<see cref="BitDepth"/> - 1, or an index into <see cref="Palette"/>.</summary>
    /// <param name="x">Column, from the left.</param>
    /// <param name="y">Row, from the top.</param>
    /// <param name="channel">0 to <see cref="Channels"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pixel or channel.</exception>
    public int Sample(int x, int y, int channel = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(x, Width);
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, Channels);
        return At((y * Width + x) * Channels + channel);
    }

    /// <summary>All samples as stored, for label maps kept as gray values or palette indices.</summary>
    /// <returns><c>Width · Height · Channels</c> samples of 0 to 2^<see cref="BitDepth"/> - 1.</returns>
    public ushort[] ToSamples() => BitDepth == 16 ? [.. wide] : Array.ConvertAll(narrow, sample => (ushort)sample);

    internal void SetRow(PngPass pass, int row, ReadOnlySpan<byte> bytes)
    {
        int y = pass.Top + row * pass.Down;
        int to = (y * Width + pass.Left) * Channels;
        int step = (pass.Across - 1) * Channels; // beyond a pixel's own samples
        int depth = BitDepth, mask = (1 << depth) - 1;
        for (int pixel = 0, sample = 0; pixel < pass.Width; pixel++, to += step)
        {
            for (int channel = 0; channel < Channels; channel++, sample++, to++)
            {
                if (depth == 16) wide[to] = (ushort)(bytes[2 * sample] << 8 | bytes[2 * sample + 1]);
                else if (depth == 8) narrow[to] = bytes[sample];
                else narrow[to] = (byte)(bytes[sample * depth / 8] >> 8 - depth - sample * depth % 8 & mask);
            }
        }
    }

    /// <summary>The largest palette index in use; null for images without a palette.</summary>
    internal int? LargestIndex()
    {
        if (ColorType != PngColorType.Palette) return null;
        byte largest = 0;
        foreach (byte index in narrow) largest = Math.Max(largest, index);
        return largest;
    }

    private int At(int sample) => BitDepth == 16 ? wide[sample] : narrow[sample];
}
