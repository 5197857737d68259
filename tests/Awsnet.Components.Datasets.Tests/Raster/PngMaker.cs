using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Awsnet.Components.Tests;

/// <summary>Makes PNG files byte by byte, of any kind and with any fault; shares nothing with the library's own writer.</summary>
internal static class PngMaker
{
    private static readonly (int Left, int Top, int Across, int Down)[] adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static int Channels(int type) => type switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>A whole file from chunks: all but signature and end.</summary>
    public static byte[] OfChunks(params byte[][] chunks) => [.. Signature, .. chunks.SelectMany(c => c), .. Chunk("IEND", [])];

    /// <summary>A whole file; its rows go through the five filters in turn.</summary>
    /// <param name="sample">The sample of column, row and channel.</param>
    public static byte[] File(
        int width, int height, int type, int depth, bool interlaced, Func<int, int, int, int> sample, params byte[][] chunksBeforeData) =>
        [.. Signature, .. Header(width, height, depth, type, interlaced), .. chunksBeforeData.SelectMany(c => c),
            .. Chunk("IDAT", Packed(Rows(width, height, type, depth, interlaced, sample))), .. Chunk("IEND", [])];

    public static byte[] Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Header(long width, long height, int depth, int type, bool interlaced)
    {
        byte[] data = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(data, (uint)width);
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(4), (uint)height);
        (data[8], data[9], data[12]) = ((byte)depth, (byte)type, (byte)(interlaced ? 1 : 0));
        return Chunk("IHDR", data);
    }

    public static byte[] Palette(int count) => Chunk("PLTE", [.. Enumerable.Range(0, 3 * count).Select(i => (byte)(7 * i))]);

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type).CopyTo(chunk, 4);
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), BitwiseCrc32.Of(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    public static byte[] Packed(byte[] rows, int level = 6)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, new ZLibCompressionOptions { CompressionLevel = level })) stream.Write(rows);
        return packed.ToArray();
    }

    /// <param name="filter">Null: the five filters in turn.</param>
    public static byte[] Rows(
        int width, int height, int type, int depth, bool interlaced, Func<int, int, int, int> sample, int? filter = null)
    {
        using var rows = new MemoryStream();
        foreach ((int left, int top, int across, int down) in interlaced ? adam7 : [(0, 0, 1, 1)])
        {
            byte[] above = [];
            for (int y = top; y < height; y += down)
            {
                List<int> samples = [];
                for (int x = left; x < width; x += across)
                {
                    for (int c = 0; c < Channels(type); c++) samples.Add(sample(x, y, c));
                }
                if (samples.Count == 0) break;
                byte[] row = Pack(samples, depth);
                if (above.Length == 0) above = new byte[row.Length];
                int its = filter ?? y / down % 5;
                rows.WriteByte((byte)its);
                rows.Write(Filtered(its, row, above, Math.Max(1, Channels(type) * depth / 8)));
                above = row;
            }
        }
        return rows.ToArray();
    }

    private static byte[] Pack(List<int> samples, int depth)
    {
        string bits = string.Concat(samples.Select(s => Convert.ToString(s, 2).PadLeft(depth, '0')));
        bits = bits.PadRight((bits.Length + 7) / 8 * 8, '0');
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(8 * i, 8), 2))];
    }

    private static byte[] Filtered(int filter, byte[] row, byte[] above, int distance)
    {
        byte[] stored = new byte[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            int a = i < distance ? 0 : row[i - distance], b = above[i], c = i < distance ? 0 : above[i - distance];
            int p = a + b - c;
            int paeth = new[] { a, b, c }.MinBy(v => Math.Abs(p - v)); // MinBy keeps the first at a tie: a, b, c
            stored[i] = (byte)(row[i] - filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => paeth });
        }
        return stored;
    }
}
