namespace Awsnet.Components.Tests;

public sealed class RasterErrorTests
{
    private static byte[] Good => PngMaker.File(7, 5, 0, 8, false, (x, y, _) => x * y);

    public static TheoryData<string, byte[], string> Faults => new()
    {
        { "empty", [], "is empty" },
        { "GIF", "GIF89a, then more"u8.ToArray(), "is a GIF file; expected PNG or JPEG. Save it as one of these" },
        { "TIFF", [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0], "is a TIFF file; expected PNG or JPEG.*" },
        { "text mode", [.. Good.Take(4), .. Good.Skip(5)], "its PNG signature is damaged*text mode*" },
        { "text", "a text file, longer than a signature"u8.ToArray(), "is no PNG or JPEG file*" },
        { "signature only", Good[..8], "ends before its header chunk: the file is cut short" },
        { "cut in the header", Good[..20], "ends within its chunk IHDR: the file is cut short" },
        { "cut in the data", Good[..^20], "ends within its chunk IDAT: the file is cut short" },
        { "cut before the end", Good[..^12], "ends before its end chunk: the file is cut short" },
        { "cut in the end", Good[..^3], "ends within its chunk IEND: the file is cut short" },
        { "header CRC", Changed(Good, 8 + 8 + 3), "its chunk IHDR is damaged (the CRC does not match)" },
        { "data CRC", Changed(Good, Good.Length - 12 - 2), "its chunk IDAT is damaged (the CRC does not match)" },
        { "no width", WithHeader(PngMaker.Header(0, 5, 8, 0, false)), "its header gives 0 x 5 pixels" },
        { "width beyond 31 bits", WithHeader(PngMaker.Header(1L << 31, 5, 8, 0, false)), "its header gives 2147483648 x 5 pixels" },
        { "absurd size", WithHeader(PngMaker.Header(int.MaxValue, int.MaxValue, 16, 6, false)),
            "its header gives 2147483647 x 2147483647 pixels, more than its * bytes hold" },
        { "more rows than it holds", WithHeader(PngMaker.Header(16000, 16000, 8, 0, false)),
            "its header gives 16000 x 16000 pixels, more than its * bytes hold" },
        { "one row too few", WithHeader(PngMaker.Header(7, 6, 8, 0, false)),
            "ends within its image data: the file is cut short or damaged" },
        { "unknown type", WithHeader(PngMaker.Header(7, 5, 8, 5, false)), "its header gives the color type 5*" },
        { "3 bits", WithHeader(PngMaker.Header(7, 5, 3, 0, false)), "its header gives 3 bits a sample, which color type 0 does not allow" },
        { "4-bit color", WithHeader(PngMaker.Header(7, 5, 4, 2, false)),
            "its header gives 4 bits a sample, which color type 2 does not allow" },
        { "no data", [.. PngMaker.Signature, .. PngMaker.Header(7, 5, 8, 0, false), .. PngMaker.Chunk("IEND", [])], "holds no image data" },
        { "no header", [.. PngMaker.Signature, .. PngMaker.Chunk("IEND", [])], "does not begin with a header chunk*" },
        { "no palette", PngMaker.File(2, 2, 3, 8, false, (x, _, _) => x), "is a palette image without a palette" },
        { "palette too long", PngMaker.File(2, 2, 3, 1, false, (x, _, _) => x, PngMaker.Palette(3)),
            "its palette takes 9 bytes; it must hold 1 to 2 colors of 3" },
        { "index beyond the palette", PngMaker.File(2, 2, 3, 8, false, (x, y, _) => x + 2 * y, PngMaker.Palette(3)),
            "is damaged: it uses color 3 of a palette of 3" },
        { "alpha beyond the palette", PngMaker.File(2, 2, 3, 8, false, (_, _, _) => 0, PngMaker.Palette(1),
            PngMaker.Chunk("tRNS", [1, 2])), "its transparency takes 2 bytes*" },
        { "unknown critical chunk", PngMaker.File(2, 2, 0, 8, false, (_, _, _) => 0, PngMaker.Chunk("ABCD", [])),
            "has an unknown chunk ABCD*" },
        { "filter 5", WithData(PngMaker.Packed([0, 1, 2, 5, 3, 4]), 2, 2), "*damaged*" },
        { "no zlib stream", WithData([1, 2, 3, 4, 5, 6, 7, 8, 9], 2, 2), "*damaged*" },
        { "no data at all", WithData([], 2, 2), "its header gives 2 x 2 pixels, more than its 57 bytes hold" },
        { "bad deflate block", WithData([0x78, 0x9C, 0x07, 0, 0], 2, 2), "*damaged*" },
        { "data with a preset dictionary", WithData([0x78, 0xBB, 0, 0, 0, 1, 3, 0, 0, 0, 0, 1], 2, 2), "*damaged*" },
        { "Apple's variant", [.. PngMaker.Signature, .. PngMaker.Chunk("CgBI", [0x50, 0, 0x20, 2]), .. Good.Skip(8)],
            "does not begin with a header chunk IHDR but with CgBI" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_is_one_clear_error(string fault, byte[] file, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a b (1).png"], file);

        FluentActions.Invoking(() => RasterImage.Read(folder["a b (1).png"])).Should().Throw<InvalidImageFileException>(fault)
            .WithMessage($"{folder["a b (1).png"]}: {message}").Which.Path.Should().Be(folder["a b (1).png"]);
    }

    [Fact]
    public void A_missing_file_is_the_usual_error() =>
        FluentActions.Invoking(() => RasterImage.Read("no such.png")).Should().Throw<FileNotFoundException>();

    [Fact]
    public void The_limit_on_pixels_can_be_set()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.png"], Good);

        FluentActions.Invoking(() => RasterImage.Read(folder["a.png"], new RasterReadOptions { MaximumPixelCount = 34 }))
            .Should().Throw<InvalidImageFileException>()
            .WithMessage("*is 7 x 5 pixels, above the limit of 34; set RasterReadOptions.MaximumPixelCount if it is to be read");
        RasterImage.Read(folder["a.png"], new RasterReadOptions { MaximumPixelCount = 35 }).Width.Should().Be(7);
        // Four bytes a pixel fill the longest array, of 2147483591 bytes.
        foreach (int wrong in new[] { 0, 536870898, int.MaxValue })
            FluentActions.Invoking(() => new RasterReadOptions { MaximumPixelCount = wrong }).Should().Throw<ArgumentOutOfRangeException>()
                .WithMessage($"MaximumPixelCount is {wrong}; expected 1 to 536870897.*");
    }

    [Fact]
    public void A_bomb_is_refused_before_its_pixels_are_allocated()
    {
        // 64 KB of packed zeros: 64 MB of rows. The header promises twice as many, which deflate's ratio would allow.
        using var folder = new TemporaryFolder();
        byte[] packed = PngMaker.Packed(new byte[1 << 26]);
        File.WriteAllBytes(folder["bomb.png"],
        [
            .. PngMaker.Signature, .. PngMaker.Header(8000, 8000, 16, 0, false), .. PngMaker.Chunk("tEXt", new byte[1 << 16]),
            .. PngMaker.Chunk("IDAT", packed), .. PngMaker.Chunk("IEND", []),
        ]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        FluentActions.Invoking(() => RasterImage.Read(folder["bomb.png"])).Should().Throw<InvalidImageFileException>()
            .WithMessage("*more than its * bytes hold");

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(4 << 20);
    }

    private static byte[] Changed(byte[] bytes, int at)
    {
        byte[] changed = [.. bytes];
        changed[at < 0 ? bytes.Length + at : at] ^= 1;
        return changed;
    }

    private static byte[] WithHeader(byte[] header) => [.. PngMaker.Signature, .. header, .. Good.Skip(8 + 25)];

    private static byte[] WithData(byte[] packed, int width, int height) =>
        [.. PngMaker.Signature, .. PngMaker.Header(width, height, 8, 0, false), .. PngMaker.Chunk("IDAT", packed),
            .. PngMaker.Chunk("IEND", [])];
}
