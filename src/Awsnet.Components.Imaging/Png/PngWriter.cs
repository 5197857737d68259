using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>Writes a PNG file's chunks.</summary>
internal static class PngWriter
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static void Write(Stream file, PngHeader header, ImmutableArray<PngColor> palette, byte[]? transparency, PngImage image, PngWriteOptions options)
    {
        file.Write(Signature);
        byte[] head = new byte[PngHeader.Size];
        header.Encode(head);
        WriteChunk(file, PngChunk.Header, head);
        if (!palette.IsEmpty)
        {
            WriteChunk(file, PngChunk.Palette, [.. palette.SelectMany(color => new[] { color.R, color.G, color.B })]);
            transparency = [.. palette.Select(color => color.A)];
            transparency = transparency.All(alpha => alpha == byte.MaxValue) ? null : transparency;
        }
        if (transparency is not null) WriteChunk(file, PngChunk.Transparency, transparency);
        using (var data = new PngDataStream(file))
        {
            using var packed = Compressor.ZLib(data, options.CompressionLevel);
            WriteRows(packed, header, image);
        }
        WriteChunk(file, PngChunk.End, []);
    }

    public static void WriteChunk(Stream file, uint type, ReadOnlySpan<byte> data)
    {
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(head, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], type);
        file.Write(head);
        file.Write(data);
        Span<byte> check = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(check, PngCrc.Append(PngCrc.Append(0, head[4..]), data));
        file.Write(check);
    }

    /// <summary>
    /// Each row with the filter whose differences are least in sum, which packs photographs well; indices and pixels of
    /// less than a byte are not numbers to be subtracted and go unfiltered.
    /// </summary>
    private static void WriteRows(Stream packed, PngHeader header, PngImage image)
    {
        int length = (int)header.RowBytes(header.Width);
        byte[] row = new byte[length], above = new byte[length], best = new byte[length], trial = new byte[length];
        bool isFiltered = header.BitDepth >= 8 && header.ColorType != PngColorType.Palette;
        for (int y = 0; y < header.Height; y++)
        {
            image.GetRow(y, row);
            byte chosen = PngFilter.None;
            if (isFiltered)
            {
                long least = long.MaxValue;
                for (byte filter = PngFilter.None; filter <= PngFilter.Paeth; filter++)
                {
                    PngFilter.Apply(filter, row, above, header.FilterDistance, trial);
                    long sum = 0;
                    foreach (byte difference in trial) sum += Math.Abs((int)(sbyte)difference);
                    if (sum >= least) continue;
                    (least, chosen) = (sum, filter);
                    (best, trial) = (trial, best);
                }
            }
            packed.WriteByte(chosen);
            packed.Write(isFiltered ? best : row);
            (row, above) = (above, row);
        }
    }
}
