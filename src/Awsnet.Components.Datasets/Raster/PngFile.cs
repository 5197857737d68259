using System.Buffers.Binary;

namespace Awsnet.Components;

/// <summary>
/// The chunks of a PNG file that make up its pixels, checked; and the same image as a file of other samples. Decoders give 16-bit gray
/// as 8 bits and palettes as their colors; but the bytes behind a header that says otherwise are decoded as they are.
/// </summary>
internal sealed class PngFile
{
    /// <summary>Deflate packs at most 258 bytes into two bits.</summary>
    private const int MostPerPackedByte = 1032;

    private const int ChunkOverhead = 12;

    private readonly byte[] file;
    private readonly string path;
    private readonly List<Range> data = [];
    private Range? palette, transparency;

    /// <summary>Goes through a file.</summary>
    /// <param name="file">All of its bytes; it begins with PNG's signature.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="InvalidImageFileException">The file is damaged, cut short, or no PNG file.</exception>
    public PngFile(byte[] file, string path)
    {
        (this.file, this.path) = (file, path);
        if (file.Length < Signature.Length + 8)
            throw CutShort("before its header chunk");
        if (!TypeAt(Signature.Length).SequenceEqual("IHDR"u8))
            throw Problem($"does not begin with a header chunk IHDR but with {NameAt(Signature.Length)}");
        int at = Signature.Length;
        while (Next(ref at))
        {
        }

        if (data.Count == 0)
            throw Problem("holds no image data");
        if (Header.ColorType == RasterColorType.Palette && PaletteSize == 0)
            throw Problem("is a palette image without a palette");
        long packed = data.Sum(range => (long)Length(range));
        if (Header.RowBytes > packed * MostPerPackedByte)
            throw Problem($"its header gives {Header.Width} x {Header.Height} pixels, more than its {file.Length} bytes hold");
    }

    /// <summary>The eight bytes that every PNG file begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>What the first chunk says.</summary>
    public PngHeader Header { get; private set; }

    /// <summary>The colors of the palette; 0 without one.</summary>
    public int PaletteSize => Header.ColorType == RasterColorType.Palette && palette is { } its ? Length(its) / 3 : 0;

    /// <summary>Whether one color, or some of a palette's, are not opaque.</summary>
    public bool HasTransparency => transparency is not null;

    /// <summary>The file's pixels as a decoder reads them, without what is beside them: times, texts, color profiles, gamma.</summary>
    public byte[] Plain() => File(palette, transparency);

    /// <summary>A gray file whose samples are this palette file's indices.</summary>
    public byte[] IndicesAsGray() => Changed(header => header[PngHeader.ColorTypeAt] = PngHeader.GrayCode);

    /// <summary>A file of gray and alpha, 8 bits each, which are the first and the second byte of this file's 16 bits of gray.</summary>
    public byte[] WideAsGrayAlpha() => Changed(header =>
        (header[PngHeader.BitDepthAt], header[PngHeader.ColorTypeAt]) = (8, PngHeader.GrayAlphaCode));

    // Takes the chunk at a place; false at the end chunk.
    private bool Next(ref int at)
    {
        if (file.Length - at < 8)
            throw CutShort("before its end chunk");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
        if (length > file.Length - at - ChunkOverhead)
            throw CutShort($"within its chunk {NameAt(at)}");
        var whole = new Range(at, at + (int)length + ChunkOverhead);
        bool isFirst = at == Signature.Length, isBehind = data.Count > 0 && data[^1].End.Value != at;
        ReadOnlySpan<byte> type = TypeAt(at);
        at = whole.End.Value;
        if (type.SequenceEqual("IEND"u8))
            return false;
        if (type.SequenceEqual("IHDR"u8))
        {
            if (!isFirst || length != PngHeader.Size)
                throw Problem(
                    $"has a header chunk of {length} bytes {(isFirst ? "at its start" : "behind its start")}; expected 13 at its start");
            Check(whole);
            Header = PngHeader.Decode(Content(whole), path);
        }
        else if (type.SequenceEqual("IDAT"u8) && !isBehind)
        {
            Check(whole);
            data.Add(whole);
        }
        else if (type.SequenceEqual("PLTE"u8) && data.Count == 0)
        {
            Check(whole);
            int most = Header.ColorType == RasterColorType.Palette ? 1 << Header.BitDepth : 256;
            if (length % 3 != 0 || length / 3 > most || length == 0)
                throw Problem($"its palette takes {length} bytes; it must hold 1 to {most} colors of 3");
            if (Header.ColorType is RasterColorType.Palette)
                palette = whole;
        }
        else if (type.SequenceEqual("tRNS"u8) && data.Count == 0)
        {
            Check(whole);
            int most = Header.ColorType switch { RasterColorType.Palette => PaletteSize, RasterColorType.Gray => 2, _ => 6 };
            if (length > most || length == 0 || Header.ColorType != RasterColorType.Palette && length != most)
                throw Problem($"its transparency takes {length} bytes, which does not fit its colors");
            transparency = whole;
        }
        else if (!type.SequenceEqual("IDAT"u8) && !type.SequenceEqual("PLTE"u8) && (type[0] & 0x20) == 0)
        {
            throw Problem($"has an unknown chunk {NameAt(whole.Start.Value)} that no reader may pass over");
        }

        return true;
    }

    private byte[] Changed(Action<byte[]> change)
    {
        byte[] header = Content(new Range(Signature.Length, Signature.Length + PngHeader.Size + ChunkOverhead)).ToArray();
        change(header);
        byte[] changed = File(null, null);
        header.CopyTo(changed, Signature.Length + 8);
        Span<byte> typed = changed.AsSpan(Signature.Length + 4, 4 + PngHeader.Size);
        BinaryPrimitives.WriteUInt32BigEndian(changed.AsSpan(Signature.Length + 8 + PngHeader.Size), Crc32.Of(typed));
        return changed;
    }

    private byte[] File(Range? palette, Range? transparency)
    {
        Range start = ..(Signature.Length + PngHeader.Size + ChunkOverhead);
        using var plain = new MemoryStream(file.Length);
        foreach (Range chunk in new Range?[] { start, palette, transparency }.OfType<Range>().Concat(data))
            plain.Write(file.AsSpan(chunk));
        plain.Write([0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82]);
        return plain.ToArray();
    }

    private void Check(Range chunk)
    {
        ReadOnlySpan<byte> whole = file.AsSpan(chunk);
        if (BinaryPrimitives.ReadUInt32BigEndian(whole[^4..]) != Crc32.Of(whole[4..^4]))
            throw Problem($"its chunk {NameAt(chunk.Start.Value)} is damaged (the CRC does not match)");
    }

    private static int Length(Range chunk) => chunk.End.Value - chunk.Start.Value - ChunkOverhead;

    private ReadOnlySpan<byte> Content(Range chunk) => file.AsSpan(chunk)[8..^4];

    private ReadOnlySpan<byte> TypeAt(int at) => file.AsSpan(at + 4, 4);

    // A damaged type has question marks.
    private string NameAt(int at) =>
        string.Concat(TypeAt(at).ToArray().Select(letter => char.IsAsciiLetter((char)letter) ? (char)letter : '?'));

    private InvalidImageFileException CutShort(string where) => Problem($"ends {where}: the file is cut short");

    private InvalidImageFileException Problem(string problem) => new(path, problem);
}
