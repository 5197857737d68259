namespace Awsnet.Components.Tests;

public sealed class RasterReadTests
{
    public static TheoryData<int, int, bool> Kinds
    {
        get
        {
            var kinds = new TheoryData<int, int, bool>();
            foreach ((int type, int[] depths) in new[] { (0, [1, 2, 4, 8, 16]), (2, [8]), (3, [1, 2, 4, 8]), (4, [8]), (6, new[] { 8 }) })
            {
                foreach (int depth in depths)
                {
                    kinds.Add(type, depth, false);
                    kinds.Add(type, depth, true);
                }
            }
            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void All_sizes_up_to_nine_and_all_filters_are_read(int type, int depth, bool interlaced)
    {
        using var folder = new TemporaryFolder();
        foreach ((int width, int height) in from w in Enumerable.Range(1, 9) from h in new[] { 1, 2, 4, 5, 9 } select (w, h))
        {
            int Sample(int x, int y, int c) => (x * 40503 + y * 30011 + c * 20011 + x * y * 7) & (1 << depth) - 1;
            byte[][] palette = type == 3 ? [PngMaker.Palette(1 << depth)] : [];
            File.WriteAllBytes(folder["a.png"], PngMaker.File(width, height, type, depth, interlaced, Sample, palette));

            RasterImage image = RasterImage.Read(folder["a.png"]);

            int[] channels = type switch { 2 => [0, 1, 2], 4 => [0, 0, 0, 1], 6 => [0, 1, 2, 3], _ => [0] };
            IEnumerable<int> read = type switch
            {
                2 => image.ToRgb8().Select(s => (int)s),
                4 or 6 => image.ToRgba8().Select(s => (int)s),
                _ => image.ToSamples().Select(s => (int)s),
            };
            read.Should().Equal(
                from i in Enumerable.Range(0, width * height) from c in channels select Sample(i % width, i / width, c),
                $"{width} x {height}");
        }
    }

    [Fact]
    public void Depths_are_stretched_to_eight_bits()
    {
        Read(PngMaker.File(2, 1, 0, 1, false, (x, _, _) => x)).ToGray8().Should().Equal(0, 255);
        Read(PngMaker.File(4, 1, 0, 2, false, (x, _, _) => x)).ToGray8().Should().Equal(0, 85, 170, 255);
        Read(PngMaker.File(2, 1, 0, 4, false, (x, _, _) => 14 + x)).ToGray8().Should().Equal(238, 255);
        // 128/65535 of 255 is 0.498, 129/65535 is 0.502.
        Read(PngMaker.File(3, 1, 0, 16, false, (x, _, _) => new[] { 128, 129, 65535 }[x])).ToGray8().Should().Equal(0, 1, 255);
        Read(PngMaker.File(1, 1, 0, 16, false, (_, _, _) => 257)).ToGrayFloat32().Should().Equal(257f / 65535f);
    }

    [Fact]
    public void Gray_of_sixteen_bits_keeps_every_bit()
    {
        foreach (bool interlaced in new[] { false, true })
        {
            RasterImage image = Read(PngMaker.File(256, 256, 0, 16, interlaced, (x, y, _) => x + 256 * y));
            image.ToSamples().Should().Equal(Enumerable.Range(0, 65536).Select(i => (ushort)i));
            image.ToRgba8()[^4..].Should().Equal(255, 255, 255, 255);
        }
    }

    [Fact]
    public void Colors_are_not_changed_by_alpha_gamma_or_profiles()
    {
        byte[][] chunks = [PngMaker.Chunk("gAMA", [0, 0, 0x30, 0x39]), PngMaker.Chunk("sRGB", [0])];
        byte[] clear = PngMaker.File(256, 3, 6, 8, false, (x, y, c) => c == 3 ? new[] { 0, 1, 128 }[y] : (x + 85 * c) % 256, chunks);
        byte[] read = Read(clear).ToRgba8();
        for (int i = 0; i < 768; i++)
            read[(4 * i)..(4 * i + 4)].Should().Equal((byte)i, (byte)(i + 85), (byte)(i + 170), (byte)new[] { 0, 1, 128 }[i / 256]);
        Read(PngMaker.File(256, 1, 0, 8, false, (x, _, _) => x, chunks)).ToGray8().Should()
            .Equal(Enumerable.Range(0, 256).Select(i => (byte)i));
    }

    [Fact]
    public void Colors_become_gray_by_rec_601()
    {
        // Pillow: Image.new("RGB", (1, 1), (200, 100, 50)).convert("L").getpixel((0, 0)) is 124.
        Read(PngMaker.File(1, 1, 2, 8, false, (_, _, c) => new[] { 200, 100, 50 }[c])).ToGray8().Should().Equal(124);
        Read(PngMaker.File(1, 1, 6, 8, false, (_, _, c) => new[] { 77, 77, 77, 3 }[c])).ToGray8().Should().Equal(77);
    }

    [Fact]
    public void The_transparent_color_of_gray_and_rgb_files_is_clear()
    {
        RasterImage gray = Read(PngMaker.File(2, 1, 0, 4, false, (x, _, _) => 6 + x, PngMaker.Chunk("tRNS", [0, 7])));
        gray.ToRgba8().Should().Equal(102, 102, 102, 255, 119, 119, 119, 0);
        gray.ToLabels().Should().Equal(6, 7);
        gray.ToGray8().Should().Equal(102, 119);
        Read(PngMaker.File(2, 1, 2, 8, false, (x, _, c) => x + c, PngMaker.Chunk("tRNS", [0, 1, 0, 2, 0, 3])))
            .ToRgba8().Should().Equal(0, 1, 2, 255, 1, 2, 3, 0);
    }

    [Fact]
    public void Image_data_may_be_cut_into_chunks_anywhere()
    {
        byte[] packed = PngMaker.Packed(PngMaker.Rows(5, 5, 2, 8, false, (x, y, c) => 50 * x + 9 * y + c));
        byte[] file =
        [
            .. PngMaker.Signature, .. PngMaker.Header(5, 5, 8, 2, false), .. PngMaker.Chunk("gAMA", [0, 0, 177, 143]),
            .. PngMaker.Chunk("IDAT", []), .. packed.SelectMany(b => PngMaker.Chunk("IDAT", [b])),
            .. PngMaker.Chunk("tEXt", "a\0b"u8.ToArray()),
            .. PngMaker.Chunk("IEND", []),
        ];

        Read(file).ToRgb8()[^1].Should().Be(238);
    }

    [Fact]
    public void What_lies_in_the_chunks_behind_the_image_data_is_left_alone()
    {
        // An end chunk with bytes in it, which the standard forbids.
        byte[] good = PngMaker.File(2, 1, 0, 8, false, (x, _, _) => 7 + x)[..^12];

        Read([.. good, .. PngMaker.Chunk("IEND", [1, 2, 3])]).ToGray8().Should().Equal(7, 8);
        byte[] text = PngMaker.Chunk("tEXt", "a\0b"u8.ToArray());
        Read([.. good, .. text, .. PngMaker.Chunk("IDAT", [9, 9]), .. PngMaker.Chunk("IEND", [])]).ToGray8().Should().Equal(7, 8);
    }

    [Fact]
    public void Labels_need_a_format_that_keeps_them()
    {
        FluentActions.Invoking(() => Read(PngMaker.File(1, 1, 2, 8, false, (_, _, _) => 1)).ToLabels()).Should()
            .Throw<InvalidOperationException>()
            .WithMessage("The image is Rgb of 8 bits; class numbers need PNG, gray or palette, of up to 8 bits.*");
        FluentActions.Invoking(() => Read(PngMaker.File(1, 1, 0, 16, false, (_, _, _) => 1)).ToLabels()).Should()
            .Throw<InvalidOperationException>()
            .WithMessage("The image is Gray of 16 bits;*");
        FluentActions.Invoking(() => Read(PngMaker.File(1, 1, 2, 8, false, (_, _, _) => 1)).ToSamples()).Should()
            .Throw<InvalidOperationException>();
    }

    private static RasterImage Read(byte[] file)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.png"], file);
        return RasterImage.Read(folder["a.png"]);
    }
}
