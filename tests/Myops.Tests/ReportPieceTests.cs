using SkiaSharp;

namespace Awsnet.Components.Myops.Tests;

/// <summary>Parts of the report by themselves.</summary>
public sealed class ReportPieceTests
{
    [Fact]
    public void What_is_put_into_a_template_is_escaped_unless_it_is_markup()
    {
        var inner = Html.Of($"<b>{"1 < 2"}</b>");
        Html.Of($"<p>{inner} {"\"x\" & y"} {0.5:0.00} {new[] { inner, inner }} {null}</p>").Text
            .Should().Be("<p><b>1 &lt; 2</b> &quot;x&quot; &amp; y 0.50 <b>1 &lt; 2</b><b>1 &lt; 2</b> </p>");
    }

    [Theory]
    [InlineData(10, 6, "0 1|4 5|8 9")]
    [InlineData(25, 6, "0 1|11 12|23 24")]
    [InlineData(6, 6, "0 1|2 3|4 5")]
    [InlineData(5, 6, "0 1|2|3 4")]
    [InlineData(2, 6, "0||1")]
    [InlineData(1, 6, "|0|")]
    [InlineData(9, 1, "|4|")]
    public void The_gallery_takes_as_many_best_as_worst_cases_and_none_twice(int cases, int places, string expected)
    {
        var ranked = Enumerable.Range(0, cases).ToArray();
        var (best, middle, worst) = GallerySection.Parts(cases, places);
        string.Join('|', new[] { ranked[best], ranked[middle], ranked[worst] }.Select(part => string.Join(' ', part))).Should()
            .Be(expected);
    }

    [Fact]
    public void A_picture_without_lines_is_gray_and_one_with_them_has_its_colors()
    {
        float[] image = [.. Enumerable.Range(0, 256).Select(i => i / 255f)];

        var plain = Shown(GallerySection.Painted(image));
        var drawn = Shown(GallerySection.Painted(image, sheet => sheet.Fill(SKRect.Create(4, 4, 2, 2), Colors.Scar)));

        plain.ColorType.Should().Be(RasterColorType.Gray);
        plain.ToGray8().Should().Equal(Enumerable.Range(0, 256).Select(i => (byte)i));
        drawn.ColorType.Should().Be(RasterColorType.Rgb);
        drawn.ToRgb8()[(3 * 68)..(3 * 70)].Should().Equal(255, 64, 64, 255, 64, 64);
        drawn.ToRgb8()[(3 * 70)..(3 * 71)].Should().Equal(70, 70, 70);
    }

    [Fact]
    public void A_rectangle_is_drawn_where_it_lies_in_the_part_shown()
    {
        // Rows and columns 10 to 19 of the slice, twice as large: the rectangle from 12 to 14 covers pixels 4 to 9, its border is 20
        // pixels.
        using var sheet = new Sheet(20, 20);
        new SlicePanel(32, 32, new PixelBox(10, 10, 10, 10), 20).Rectangle(sheet, 0, 0, new PixelBox(12, 12, 3, 3), Colors.White, 1);

        var colors = sheet.ToImage().ToRgb8();
        var drawn = Enumerable.Range(0, 400).Where(i => colors[3 * i] == 255).Select(i => (Row: i / 20, Column: i % 20)).ToArray();
        drawn.Should().HaveCount(20);
        drawn.Should().OnlyContain(pixel => pixel.Row >= 4 && pixel.Row <= 9 && pixel.Column >= 4 && pixel.Column <= 9
            && (pixel.Row == 4 || pixel.Row == 9 || pixel.Column == 4 || pixel.Column == 9));
    }

    [Fact]
    public void Heat_runs_from_dark_to_light()
    {
        var lightness = Enumerable.Range(0, 101).Select(i => HeatScale.Of(i / 100.0))
            .Select(color => (0.2126 * color.Red) + (0.7152 * color.Green) + (0.0722 * color.Blue)).ToArray();
        lightness.Should().BeInAscendingOrder();
        HeatScale.Of(-1).Should().Be(HeatScale.Of(0));
        HeatScale.Of(2).Should().Be(HeatScale.Of(1));
    }

    [Fact]
    public void A_picture_s_button_says_what_it_shows() =>
        new Picture("LGE", "LGE of a, slice 1 of 2", RasterImage.FromGray8(1, 1, [0])).ToHtml().Text
            .Should().Contain("aria-label=\"Enlarge: LGE of a, slice 1 of 2\"");

    [Theory]
    [InlineData(0, "0 cases")]
    [InlineData(1, "1 case")]
    [InlineData(2, "2 cases")]
    public void One_is_not_many(int number, string expected) => Numbers.Count(number, "case").Should().Be(expected);

    [Fact]
    public void A_case_whose_name_has_a_comma_is_one_cell_of_its_volumes()
    {
        var row = new VolumeRow("a, \"b\"", 100, 10, 5, null, null, "look, here");
        CsvLine.Split(row.ToCsv()).Should().Equal("a, \"b\"", "100.00", "10.00", "10.0", "5.00", "5.0", "", "", "look, here");
    }

    private static RasterImage Shown(RasterImage image)
    {
        using var folder = new TemporaryFolder();
        var address = new Picture("title", "what it shows", image).ToHtml().Text.Split("data:image/png;base64,")[1].Split('"')[0];
        File.WriteAllBytes(folder["p.png"], Convert.FromBase64String(address));
        return RasterImage.Read(folder["p.png"]);
    }
}
