namespace Awsnet.Components.Tests;

/// <summary>Files made by libpng and Pillow from pixels of a known formula (Samples/README.md).</summary>
public sealed class RasterSampleTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Raster", "Samples");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.png").Select(path => Path.GetFileName(path)!).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_type_depth_and_interlace_is_read_or_refused(string name)
    {
        string path = Path.Combine(Folder, name);
        int type = name[4] - '0', bits = int.Parse(name[6..name.IndexOf("bit", StringComparison.Ordinal)]);
        int[] kept = type switch { 2 => [0, 1, 2], 4 => [0, 0, 0, 1], 6 => [0, 1, 2, 3], _ => [0] };
        int[] expected = [.. from y in Enumerable.Range(0, 11) from x in Enumerable.Range(0, 13) from c in kept
                             select (37 * x + 101 * y + 53 * c + 7 * x * y) % (1 << bits)];
        if (bits == 16 && type != 0)
        {
            FluentActions.Invoking(() => RasterImage.Read(path)).Should().Throw<InvalidImageFileException>()
                .WithMessage("*with 16 bits a sample; colors of 8 bits and gray of 16 are read. Save it as one of these");
            return;
        }

        RasterImage image = RasterImage.Read(path);

        (image.Width, image.Height, image.BitDepth, image.Format).Should().Be((13, 11, bits, RasterFormat.Png));
        image.ColorType.Should().Be(type switch
        {
            0 => RasterColorType.Gray,
            2 => RasterColorType.Rgb,
            3 => RasterColorType.Palette,
            4 => RasterColorType.GrayAlpha,
            _ => RasterColorType.Rgba,
        });
        IEnumerable<int> read = type switch
        {
            2 => image.ToRgb8().Select(sample => (int)sample),
            4 or 6 => image.ToRgba8().Select(sample => (int)sample),
            _ => image.ToSamples().Select(sample => (int)sample),
        };
        read.Should().Equal(expected);
        image.HasLabels.Should().Be(type is 0 or 3 && bits <= 8);
        if (image.HasLabels) image.ToLabels().Select(label => (int)label).Should().Equal(expected);
    }

    [Fact]
    public void A_palette_gives_colors_and_alpha()
    {
        RasterImage image = RasterImage.Read(Path.Combine(Folder, "type3-4bit.png"));

        image.PaletteSize.Should().Be(16);
        image.ToLabels()[1].Should().Be(5, "37 mod 16");
        image.ToRgb8()[3..6].Should().Equal(5 * 29, (5 * 83 + 5) % 256, 255 - 15);
        int clear = Array.IndexOf(image.ToLabels(), (byte)1);
        image.ToRgba8()[(4 * clear)..(4 * clear + 4)].Should().Equal(29, 88, 252, 7);
    }
}
