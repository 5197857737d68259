namespace Awsnet.Components.Tests;

public sealed class JpegReadTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gray_and_color_are_read_whatever_the_name(bool isGray)
    {
        RasterImage image = Read(JpegFiles.Make(40, 24, isGray), "a.png");

        (image.Width, image.Height, image.Format, image.BitDepth, image.HasLabels).Should().Be((40, 24, RasterFormat.Jpeg, 8, false));
        image.ColorType.Should().Be(isGray ? RasterColorType.Gray : RasterColorType.Rgb);
        byte[] red = isGray ? image.ToGray8() : [.. image.ToRgb8().Chunk(3).Select(pixel => pixel[0])];
        for (int i = 0; i < red.Length; i++)
            ((double)red[i]).Should().BeApproximately(JpegFiles.Gray(i % 40, i / 40, 40, 24), isGray ? 4 : 12);
        FluentActions.Invoking(image.ToLabels).Should().Throw<InvalidOperationException>().WithMessage(
            "*of 8 bits in JPEG; class numbers need PNG*");
    }

    [Fact]
    public void Every_cut_within_the_pixels_is_an_error()
    {
        foreach (bool isGray in new[] { true, false })
        {
            byte[] file = JpegFiles.Make(64, 64, isGray);
            for (int length = 0; length < file.Length - 3; length += length < 700 ? 1 : 3)
                FluentActions.Invoking(() => Read(file[..length])).Should()
                    .Throw<InvalidImageFileException>($"cut at {length} of {file.Length}");
        }
    }

    [Fact]
    public void A_file_to_be_turned_is_refused_and_an_upright_one_read()
    {
        byte[] file = JpegFiles.Make(24, 16, isGray: false);
        Read(JpegFiles.WithOrientation(file, 1)).Width.Should().Be(24);
        for (byte orientation = 2; orientation <= 8; orientation++)
        {
            FluentActions.Invoking(() => Read(JpegFiles.WithOrientation(file, orientation))).Should().Throw<InvalidImageFileException>()
                .WithMessage(
                    $"*is to be turned before it is shown (EXIF orientation {orientation})*expected orientation 1. Save it turned upright");
        }
    }

    public static TheoryData<string, byte[], string> Faults => new()
    {
        { "CMYK", Changed(frame => frame.Span[8] = 4), "is a CMYK JPEG file, meant for printing; gray and RGB are read*" },
        { "two channels", Changed(frame => frame.Span[8] = 2), "is a JPEG file of 2 channels; gray and RGB are read*" },
        { "12 bits", Changed(frame => frame.Span[3] = 12), "is a JPEG file of 12 bits a sample; 8 are read*" },
        { "lossless", Changed(frame => frame.Span[0] = 0xC3), "is a JPEG file of kind SOF3; baseline and progressive are read*" },
        { "arithmetic", Changed(frame => frame.Span[0] = 0xC9), "is a JPEG file of kind SOF9;*" },
        { "no width", Changed(frame => frame.Span[6..8].Clear()), "its header gives 0 x 16 pixels" },
        { "a size that it cannot hold", Changed(frame => frame.Span[4..8].Fill(0x3F)),
            "its header gives 16191 x 16191 pixels, more than its * bytes hold" },
        { "no frame", [0xFF, 0xD8, 0xFF, 0xD9], "ends before its frame header: the file is cut short" },
        { "data first", [0xFF, 0xD8, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0], "is damaged: it has no frame header before its image data" },
        { "start alone", [0xFF, 0xD8, 0xFF], "ends before its frame header: the file is cut short" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_is_one_clear_error(string fault, byte[] file, string message) =>
        FluentActions.Invoking(() => Read(file)).Should().Throw<InvalidImageFileException>(fault).Which.Problem.Should().Match(message);

    private static byte[] Changed(Action<Memory<byte>> change) => JpegFiles.WithFrame(JpegFiles.Make(24, 16, isGray: false), change);

    private static RasterImage Read(byte[] file, string name = "a.jpg")
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder[name], file);
        return RasterImage.Read(folder[name]);
    }
}
