using System.IO.Compression;

namespace Awsnet.Components.Tests;

public sealed class RasterWriteTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        byte[] bytes = Bytes(17 * 9 * 4);
        RoundTrip(RasterImage.FromGray8(17, 9, bytes.AsSpan(0, 153))).ToLabels().Should().Equal(bytes[..153]);
        RoundTrip(RasterImage.FromMask(17, 9, [.. bytes[..153].Select(b => b > 100)])).ToGray8().Should()
            .Equal(bytes[..153].Select(b => (byte)(b > 100 ? 255 : 0)));
        RoundTrip(RasterImage.FromRgb8(17, 9, bytes.AsSpan(0, 459))).ToRgb8().Should().Equal(bytes[..459]);
        RoundTrip(RasterImage.FromRgba8(17, 9, bytes)).ToRgba8().Should().Equal(bytes);
    }

    [Theory]
    [InlineData("a.jpg")]
    [InlineData("a")]
    public void A_name_of_another_format_is_refused(string name)
    {
        using var folder = new TemporaryFolder();
        FluentActions.Invoking(() => RasterImage.FromGray8(1, 1, [0]).Write(folder[name])).Should().Throw<ArgumentException>()
            .WithMessage($"{folder[name]} is to be a PNG file, the one format that is written; name it .png.*");
        File.Exists(folder[name]).Should().BeFalse();
    }

    [Fact]
    public void A_folder_that_is_missing_is_named_and_no_temporary_file()
    {
        using var folder = new TemporaryFolder();
        string none = Path.Combine(folder.Path, "none");
        FluentActions.Invoking(() => RasterImage.FromGray8(1, 1, [0]).Write(Path.Combine(none, "a.png"))).Should()
            .Throw<DirectoryNotFoundException>()
            .WithMessage($"There is no folder {none} to write {Path.Combine(none, "a.png")} in; create it first.");
    }

    [Fact]
    public void The_same_image_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in new[] { "a.png", "b.png" }) RasterImage.FromRgb8(30, 20, Bytes(1800)).Write(folder[name]);

        File.ReadAllBytes(folder["a.png"]).Should().Equal(File.ReadAllBytes(folder["b.png"]));
        Directory.GetFiles(folder.Path).Should().HaveCount(2, "no temporary file is left");
    }

    [Fact]
    public void A_smooth_image_is_filtered_small()
    {
        using var folder = new TemporaryFolder();
        byte[] smooth = [.. Enumerable.Range(0, 256 * 256).Select(i => (byte)(128 + 120 * Math.Sin(i % 256 / 50.0)
            * Math.Cos(i / 256 / 70.0)))];
        RasterImage.FromGray8(256, 256, smooth).Write(folder["a.png"]);
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(smooth);

        new FileInfo(folder["a.png"]).Length.Should().BeLessThan(packed.Length * 3 / 4);
    }

    [Fact]
    public void What_was_read_is_written_again_where_its_samples_allow()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.png"], PngMaker.File(9, 9, 3, 8, true, (x, y, _) => x + 9 * y, PngMaker.Palette(90),
            PngMaker.Chunk("tRNS", [5, 9])));
        RasterImage.Read(folder["a.png"]).Write(folder["b.png"]);
        RasterImage.Read(folder["b.png"]).ToRgba8().Should().Equal(RasterImage.Read(folder["a.png"]).ToRgba8());

        File.WriteAllBytes(folder["c.png"], PngMaker.File(9, 9, 0, 16, false, (x, y, _) => x + 9 * y));
        FluentActions.Invoking(() => RasterImage.Read(folder["c.png"]).Write(folder["d.png"])).Should().Throw<InvalidOperationException>()
            .WithMessage("The image is Gray of 16 bits; gray of 8 bits is written.*");
        File.Exists(folder["d.png"]).Should().BeFalse();
    }

    [Fact]
    public void Gray_with_a_transparent_value_stays_gray()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.png"], PngMaker.File(3, 1, 0, 8, false, (x, _, _) => x, PngMaker.Chunk("tRNS", [0, 1])));
        RasterImage.Read(folder["a.png"]).Write(folder["b.png"]);
        RasterImage written = RasterImage.Read(folder["b.png"]);
        (written.ColorType, written.HasLabels).Should().Be((RasterColorType.Gray, true));
        written.ToLabels().Should().Equal(0, 1, 2);

        File.WriteAllBytes(folder["c.png"], PngMaker.File(3, 1, 0, 4, false, (x, _, _) => x, PngMaker.Chunk("tRNS", [0, 1])));
        FluentActions.Invoking(() => RasterImage.Read(folder["c.png"]).ToPng()).Should().Throw<InvalidOperationException>()
            .WithMessage("The image is Gray of 4 bits; gray of 8 bits is written.*");
    }

    [Fact]
    public void A_transparent_color_stays_transparent()
    {
        using var folder = new TemporaryFolder();
        byte[] transparency = PngMaker.Chunk("tRNS", [0, 10, 0, 11, 0, 12]);
        // Pixels (10, 11, 12) and (20, 21, 22): the first is the transparent color.
        File.WriteAllBytes(folder["a.png"], PngMaker.File(2, 1, 2, 8, false, (x, _, c) => 10 + 10 * x + c, transparency));
        RasterImage.Read(folder["a.png"]).Write(folder["b.png"]);
        RasterImage.Read(folder["b.png"]).ToRgba8().Should().Equal(10, 11, 12, 0, 20, 21, 22, 255);

        // Where no pixel has it, the file stays RGB.
        File.WriteAllBytes(folder["a.png"], PngMaker.File(2, 1, 2, 8, false, (x, _, c) => 20 + 10 * x + c, transparency));
        RasterImage.Read(folder["a.png"]).Write(folder["b.png"]);
        RasterImage.Read(folder["b.png"]).ColorType.Should().Be(RasterColorType.Rgb);
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["a.png"]);
        FluentActions.Invoking(() => RasterImage.FromGray8(1, 1, [1]).Write(folder["a.png"])).Should().Throw<Exception>();
        Directory.GetFiles(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void A_file_in_memory_is_replaced_as_any_other_and_no_device()
    {
        if (!Directory.Exists("/dev/shm"))
            return; // Linux alone has it
        string path = $"/dev/shm/awsnet-{Guid.NewGuid():N}.png";
        try
        {
            RasterImage image = RasterImage.FromGray8(1, 1, [1]);
            image.Write(path);
            File.WriteAllBytes(path, new byte[1000]);
            image.Write(path);
            File.ReadAllBytes(path).Should().Equal(image.ToPng(), "nothing of the longer file is left behind");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        FluentActions.Invoking(() => RasterImage.FromGray8(3, 3, new byte[8])).Should().Throw<ArgumentException>()
            .WithMessage("3 x 3 pixels of 1 samples need 9 samples*8 were given*");
        FluentActions.Invoking(() => RasterImage.FromGray8(0, 3, [])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RasterImage.FromRgba8(1, 1, [1, 2, 3])).Should().Throw<ArgumentException>();
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * i * 31 + i / 7))];

    private static RasterImage RoundTrip(RasterImage image)
    {
        using var folder = new TemporaryFolder();
        image.Write(folder["a.png"]);
        RasterImage read = RasterImage.Read(folder["a.png"]);
        (read.Width, read.Height, read.BitDepth, read.ColorType).Should().Be((image.Width, image.Height, image.BitDepth, image.ColorType));
        read.ToRgba8().Should().Equal(image.ToRgba8());
        return read;
    }
}
