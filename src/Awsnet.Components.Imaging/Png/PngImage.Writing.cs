namespace Awsnet.Components;

public sealed partial class PngImage
{
    /// <summary>Writes the image, not interlaced. The file appears under its name only when it is whole.</summary>
    /// <remarks>The same image gives the same bytes each time for the same release of .NET: no time and no text is written.</remarks>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path, PngWriteOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, file => PngWriter.Write(file, header with { IsInterlaced = false }, Palette, transparency, this, options ?? new PngWriteOptions()));
    }

    /// <summary>Packs one row's samples into bytes.</summary>
    internal void GetRow(int y, Span<byte> bytes)
    {
        bytes.Clear();
        int count = Width * Channels, first = y * count, depth = BitDepth;
        for (int sample = 0; sample < count; sample++)
        {
            if (depth == 16) (bytes[2 * sample], bytes[2 * sample + 1]) = ((byte)(wide[first + sample] >> 8), (byte)wide[first + sample]);
            else if (depth == 8) bytes[sample] = narrow[first + sample];
            else bytes[sample * depth / 8] |= (byte)(narrow[first + sample] << 8 - depth - sample * depth % 8);
        }
    }
}
