using System.IO.Compression;
using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

public sealed class PngWriteTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        byte[] bytes = Bytes(17 * 9 * 4);
        RoundTrip(PngImage.FromGray8(17, 9, bytes[..153]));
        RoundTrip(PngImage.FromGray16(17, 9, [.. bytes[..153].Select(b => (ushort)(b * 251))]));
        RoundTrip(PngImage.FromMask(17, 9, [.. bytes[..153].Select(b => b > 100)]));
        RoundTrip(PngImage.FromRgb8(17, 9, bytes[..459]));
        RoundTrip(PngImage.FromRgba8(17, 9, bytes));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 4)]
    [InlineData(16, 4)]
    [InlineData(17, 8)]
    [InlineData(256, 8)]
    public void A_palette_takes_as_few_bits_as_it_can(int colors, int depth)
    {
        PngColor[] palette = [.. Enumerable.Range(0, colors).Select(i => new PngColor((byte)i, (byte)(3 * i), 9, (byte)(i == 1 ? 40 : 255)))];
        byte[] indices = [.. Enumerable.Range(0, 77).Select(i => (byte)(i * 13 % colors))];

        PngImage read = RoundTrip(PngImage.FromPalette(11, 7, indices, palette));

        read.BitDepth.Should().Be(depth);
        read.Palette.Should().Equal(palette);
    }

    [Fact]
    public void The_same_image_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in new[] { "a.png", "b.png" }) PngImage.FromRgb8(30, 20, Bytes(1800)).Write(folder[name]);

        File.ReadAllBytes(folder["a.png"]).Should().Equal(File.ReadAllBytes(folder["b.png"]));
        Directory.GetFiles(folder.Path).Should().HaveCount(2, "no temporary file is left");
    }

    [Fact]
    public void A_smooth_image_is_filtered_small()
    {
        using var folder = new TemporaryFolder();
        byte[] smooth = [.. Enumerable.Range(0, 256 * 256).Select(i => (byte)(128 + 120 * Math.Sin(i % 256 / 50.0) * Math.Cos(i / 256 / 70.0)))];
        PngImage.FromGray8(256, 256, smooth).Write(folder["a.png"]);
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(smooth);

        new FileInfo(folder["a.png"]).Length.Should().BeLessThan(packed.Length * 3 / 4);
    }

    [Fact]
    public void An_interlaced_file_with_a_transparent_color_is_written_with_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.png"], PngMaker.File(9, 9, 0, 4, true, (x, y, _) => (x + y) % 16, PngMaker.Chunk("tRNS", [0, 7])));

        PngImage.Read(folder["a.png"]).Write(folder["b.png"]);

        PngImage.Read(folder["b.png"]).ToRgba8().Should().Equal(PngImage.Read(folder["a.png"]).ToRgba8());
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        FluentActions.Invoking(() => PngImage.FromGray8(3, 3, new byte[8])).Should().Throw<ArgumentException>().WithMessage("3 x 3 pixels of 1 samples need 9 samples*8 were given*");
        FluentActions.Invoking(() => PngImage.FromGray8(0, 3, [])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => PngImage.FromPalette(2, 1, [0, 2], [default, default])).Should().Throw<ArgumentException>().WithMessage("Index 2 has no color: the palette has 2.*");
        FluentActions.Invoking(() => PngImage.FromPalette(2, 1, [0, 0], [])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new PngWriteOptions { CompressionLevel = 10 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => PngImage.FromGray8(2, 1, [0, 0]).Sample(2, 0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * i * 31 + i / 7))];

    private static PngImage RoundTrip(PngImage image)
    {
        using var folder = new TemporaryFolder();
        image.Write(folder["a.png"]);
        PngImage read = PngImage.Read(folder["a.png"]);
        (read.Width, read.Height, read.BitDepth, read.ColorType).Should().Be((image.Width, image.Height, image.BitDepth, image.ColorType));
        read.ToSamples().Should().Equal(image.ToSamples());
        read.ToRgba8().Should().Equal(image.ToRgba8());
        return read;
    }
}
