namespace Awsnet.Components.Tests;

/// <summary>Files made by libpng and Pillow from pixels of a known formula (Samples/README.md).</summary>
public sealed class PngSampleTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Png", "Samples");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.png").Select(path => Path.GetFileName(path)!).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_type_depth_and_interlace_is_read(string name)
    {
        PngImage image = PngImage.Read(Path.Combine(Folder, name));

        ((int)image.ColorType).Should().Be(name[4] - '0');
        image.BitDepth.Should().Be(int.Parse(name[6..name.IndexOf("bit", StringComparison.Ordinal)]));
        (image.Width, image.Height).Should().Be((13, 11));
        for (int y = 0; y < 11; y++)
        {
            for (int x = 0; x < 13; x++)
            {
                for (int c = 0; c < image.Channels; c++)
                    image.Sample(x, y, c).Should().Be((37 * x + 101 * y + 53 * c + 7 * x * y) % (1 << image.BitDepth), $"({x}, {y}, {c})");
            }
        }
    }

    [Fact]
    public void A_palette_gives_colors_and_alpha()
    {
        PngImage image = PngImage.Read(Path.Combine(Folder, "type3-4bit.png"));

        image.Palette.Should().HaveCount(16);
        image.Palette[2].Should().Be(new PngColor(58, 171, 249));
        int index = image.Sample(1, 0); // 37 mod 16
        index.Should().Be(5);
        image.ToRgb8()[3..6].Should().Equal(5 * 29, (5 * 83 + 5) % 256, 255 - 15);
        int clear = Array.IndexOf(image.ToSamples(), (ushort)1);
        image.ToRgba8()[4 * clear + 3].Should().Be(7);
    }
}
