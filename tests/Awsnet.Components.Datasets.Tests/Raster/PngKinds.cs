using System.Buffers.Binary;
using System.Text;

namespace Awsnet.Components.Tests;

/// <summary>Files of the kinds that the public PNG test suite has, made byte by byte, by name.</summary>
internal static class PngKinds
{
    private static readonly (int Type, int[] Depths)[] types = [(0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]),
        (6, [8, 16])];

    /// <summary>Files that every reader must take.</summary>
    public static IEnumerable<(string Name, byte[] File)> Valid()
    {
        foreach ((int type, int[] depths) in types)
        {
            foreach (int depth in depths)
            {
                foreach (bool interlaced in new[] { false, true })
                    yield return ($"type{type}-{depth}-{(interlaced ? "adam7" : "plain")}", Make(32, 32, type, depth, interlaced));
            }
        }
        foreach (int size in Enumerable.Range(1, 9).Concat(Enumerable.Range(32, 9)))
        {
            yield return ($"size{size}-plain", Make(size, size, 3, 4, false));
            yield return ($"size{size}-adam7", Make(size, size, 3, 4, true));
            yield return ($"wide{size}-adam7", Make(size, 3, 2, 8, true));
        }
        foreach (int filter in Enumerable.Range(0, 5))
        {
            yield return ($"filter{filter}-gray", Make(32, 32, 0, 8, false, filter: filter));
            yield return ($"filter{filter}-rgb", Make(32, 32, 2, 8, false, filter: filter));
        }
        foreach (int level in Enumerable.Range(0, 10)) yield return ($"zlib{level}", Make(32, 32, 2, 8, false, level: level));
        foreach (int piece in new[] { 1, 7, 100 }) yield return ($"chunks{piece}", Make(32, 32, 0, 16, false, piece: piece));
        foreach ((string name, int type, int depth, byte[] data) in new (string, int, int, byte[])[]
        {
            ("gray1", 0, 1, [0, 1]), ("gray2", 0, 2, [0, 2]), ("gray4", 0, 4, [0, 7]), ("gray8", 0, 8, [0, 99]),
            ("gray16", 0, 16, [0x12, 0x34]),
            ("rgb8", 2, 8, [0, 10, 0, 63, 0, 116]), ("rgb16", 2, 16, [1, 2, 3, 4, 5, 6]), ("palette", 3, 4, [0, 128, 255, 3]),
            ("palette1", 3, 8, [7]),
        })
        {
            yield return ($"clear-{name}", Make(16, 16, type, depth, false, [PngMaker.Chunk("tRNS", data)]));
        }
        foreach ((string name, byte[] chunk) in Ancillary())
            yield return ($"with-{name}", Make(16, 16, name == "hIST" ? 3 : 2, 8, false, [chunk]));
        yield return ("with-suggested-palette", Make(16, 16, 2, 8, false, [PngMaker.Palette(20)]));
        yield return ("with-text-behind", [.. Make(16, 16, 0, 8, false)[..^12], .. Text("tEXt", "Title\0behind the image"),
            .. PngMaker.Chunk("IEND", [])]);
    }

    /// <summary>Files that no reader may take.</summary>
    public static IEnumerable<(string Name, byte[] File)> Broken()
    {
        byte[] good = Make(32, 32, 2, 8, false);
        for (int i = 0; i < 8; i++) yield return ($"signature{i}", Changed(good, i, (byte)(good[i] ^ 0x80)));
        yield return ("lf-made-crlf", [.. good[..5], 0x0D, .. good[5..]]);
        yield return ("crlf-made-lf", [.. good[..4], .. good[5..]]);
        yield return ("header-crc", Changed(good, 8 + 8 + 13, (byte)(good[29] ^ 1)));
        yield return ("data-crc", Changed(good, good.Length - 13, (byte)(good[^13] ^ 1)));
        yield return ("color1", WithHeader(good, 8, 1));
        yield return ("color9", WithHeader(good, 8, 9));
        foreach (int depth in new[] { 0, 3, 99 }) yield return ($"depth{depth}", WithHeader(good, depth, 0));
        yield return ("no-data", PngMaker.OfChunks(PngMaker.Header(32, 32, 8, 0, false)));
        yield return ("no-width", PngMaker.OfChunks(PngMaker.Header(0, 32, 8, 0, false), PngMaker.Chunk("IDAT", PngMaker.Packed([0]))));
        yield return ("cut", good[..(good.Length / 2)]);
    }

    private static byte[] Make(int width, int height, int type, int depth, bool interlaced, byte[][]? chunks = null, int? filter = null,
        int level = 6, int piece = int.MaxValue)
    {
        int Sample(int x, int y, int c) => (x * 7 + y * 13 + c * 53 + x * y) & (1 << depth) - 1;
        byte[] packed = PngMaker.Packed(PngMaker.Rows(width, height, type, depth, interlaced, Sample, filter), level);
        return PngMaker.OfChunks([
            PngMaker.Header(width, height, depth, type, interlaced),
            .. type == 3 ? [PngMaker.Palette(1 << depth)] : Array.Empty<byte[]>(),
            .. chunks ?? [],
            .. packed.Chunk(piece).Select(part => PngMaker.Chunk("IDAT", part))]);
    }

    private static IEnumerable<(string, byte[])> Ancillary()
    {
        foreach (double gamma in new[] { 0.35, 0.45, 1.0, 2.5 })
            yield return ($"gAMA{gamma * 100:0}", PngMaker.Chunk("gAMA", Number((uint)(gamma * 100_000))));
        uint[] points = [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000];
        yield return ("cHRM", PngMaker.Chunk("cHRM", [.. points.SelectMany(Number)]));
        yield return ("bKGD", PngMaker.Chunk("bKGD", [0, 255, 0, 255, 0, 0]));
        yield return ("pHYs", PngMaker.Chunk("pHYs", [.. Number(2835), .. Number(5670), 1]));
        yield return ("sRGB", PngMaker.Chunk("sRGB", [0]));
        yield return ("tIME", PngMaker.Chunk("tIME", [0x07, 0xD0, 1, 1, 12, 34, 56]));
        yield return ("tEXt", Text("tEXt", "Title\0a title"));
        yield return ("zTXt", PngMaker.Chunk("zTXt", [.. "Comment\0\0"u8, .. PngMaker.Packed(Encoding.Latin1.GetBytes("packed text"))]));
        yield return ("iTXt", PngMaker.Chunk("iTXt", [.. "Title\0\0\0en\0Title\0"u8, .. Encoding.UTF8.GetBytes("größer")]));
        yield return ("sPLT", PngMaker.Chunk("sPLT", [.. "six\0\u0008"u8, 1, 2, 3, 255, 0, 9]));
        yield return ("hIST", PngMaker.Chunk("hIST", [.. Enumerable.Range(0, 256).SelectMany(i => new byte[] { 0, (byte)i })]));
    }

    private static byte[] Text(string type, string text) => PngMaker.Chunk(type, Encoding.Latin1.GetBytes(text));

    private static byte[] Number(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Changed(byte[] file, int at, byte value)
    {
        byte[] changed = [.. file];
        changed[at] = value;
        return changed;
    }

    private static byte[] WithHeader(byte[] file, int depth, int type) =>
        [.. PngMaker.Signature, .. PngMaker.Header(32, 32, depth, type, false), .. file[33..]];
}
