using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Awsnet.Components.Tests;

public sealed class SegmentationFolderTests : IDisposable
{
    private static readonly SegmentationFolderOptions TwoChannels = new() { ChannelSuffixes = ["_0000", "_0001"] };
    private static readonly SegmentationFolderOptions Masks = new() { LabelSuffix = "_mask", BinaryLabels = true };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Channels_are_found_by_their_suffixes_in_the_order_given()
    {
        Volume("images/b/p1_DE", i => i);
        Volume("images/b/p1_C0", i => -i);
        Volume("labels/b/p1_gd", i => i % 3);
        var options = new SegmentationFolderOptions { ChannelSuffixes = ["_C0", "_DE"], LabelSuffix = "_gd", GroupPattern = "b/(p[0-9])" };
        SegmentationCase one = SegmentationFolder.Open(folder["images"], folder["labels"], options).Cases.Should().ContainSingle().Which;
        (one.Id, one.Group).Should().Be(("b/p1", "p1"));
        SegmentationSample sample = one.Load();
        (sample.Depth, sample.Height, sample.Width).Should().Be((2, 3, 4));
        sample.SpacingMm.Should().Equal(5, 1.5, 1);
        sample.Channels.Select(channel => channel[7]).Should().Equal(-7, 7);
        sample.Labels![5].Should().Be(5 % 3);
        one.ReadShape().Should().Be((2, 2, 3, 4));
        SegmentationFolder.Check(folder["images"], folder["labels"], options).Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("T1", "ceT1")]
    [InlineData("ceT1", "T1")]
    [InlineData("", "_T2")]
    public void A_channel_s_suffix_may_end_as_another_s(string first, string second)
    {
        Volume($"images/p1{first}", i => i);
        Volume($"images/p1{second}", i => -i);
        Volume($"images/p2{first}", i => 2 * i);
        Volume($"images/p2{second}", i => -2 * i);
        SegmentationFolder opened = SegmentationFolder.Open(folder["images"], null, new() { ChannelSuffixes = [first, second] });
        opened.Cases.Select(one => one.Id).Should().Equal("p1", "p2");
        opened.Cases[1].Load().Channels.Select(channel => channel[7]).Should().Equal(14, -14);
    }

    [Theory]
    [InlineData("images", "masks")]
    [InlineData("data", "data/masks")]
    [InlineData("data/", "data/masks/")]
    [InlineData("data/images", "data")]
    public void A_mask_in_a_folder_of_its_own_may_do_without_the_suffix(string images, string masks)
    {
        Picture($"{images}/p1-1", 5, 3);
        Picture($"{images}/masks2/p2-1", 5, 3, first: 1); // no folder of masks, though its name begins like one
        Mask($"{masks}/p1-1", 5, 3);
        Mask($"{masks}/masks2/p2-1_mask", 5, 3);
        SegmentationFolderOptions options = Masks with { GroupPattern = "(p[0-9]+)-" };
        SegmentationFolder.Open(folder[images], folder[masks], options).Cases.Select(one => (one.Id, one.Group)).Should()
            .Equal(("masks2/p2-1", "p2"), ("p1-1", "p1"));
        SegmentationFolder.Check(folder[images], folder[masks], options).Findings.Should().BeEmpty();

        Picture($"{images}/p3-1", 5, 3, first: 2);
        FluentActions.Invoking(() => SegmentationFolder.Open(folder[images], folder[masks], Masks)).Should()
            .Throw<InvalidDataSetException>().WithMessage("*p3-1.png has no label map; expected \"p3-1_mask\" or \"p3-1\" as *");
    }

    [Fact]
    public void Links_back_to_a_folder_around_them_are_not_followed()
    {
        if (OperatingSystem.IsWindows())
            return; // which lets administrators alone make links
        Picture("images/a", 5, 3);
        Picture("images/b/c", 5, 3);
        Picture("far/d", 5, 3);
        Directory.CreateSymbolicLink(folder["images/again"], folder["images"]);
        Directory.CreateSymbolicLink(folder["images/b/up"], "..");
        Directory.CreateSymbolicLink(folder["images/far"], folder["far"]);
        Directory.CreateSymbolicLink(folder["far/back"], folder["images/b"]);

        SegmentationFolder.Open(folder["images"] + "/").Cases.Select(one => one.Id).Should().Equal("a", "b/c", "far/back/c", "far/d");
    }

    [Fact]
    public void A_folder_spelled_in_two_ways_is_one()
    {
        Picture("x", 5, 3);
        Mask("x_mask", 5, 3);
        foreach (string other in new[] { folder.Path, folder.Path + "/", folder["../"] + Path.GetFileName(folder.Path) })
        {
            SegmentationFolder.Open(folder.Path, other, Masks).Cases.Should().ContainSingle()
                .Which.LabelPath.Should().EndWith("x_mask.png", "x_mask is no image with itself for a mask");
            SegmentationFolder.Open(other, folder.Path, Masks).Cases.Should().ContainSingle();
        }
    }

    [Fact]
    public void A_name_in_which_an_optional_group_is_missing_has_no_group()
    {
        Picture("p1-1", 5, 3);
        Picture("scan-2", 5, 3);
        FluentActions.Invoking(() => SegmentationFolder.Open(folder.Path, options: new() { GroupPattern = "^(p[0-9]+)?" })).Should()
            .Throw<InvalidDataSetException>().WithMessage("*scan-2.png does not match the group pattern*");
        FluentActions.Invoking(() => SegmentationFolder.Open(folder.Path, options: new() { GroupPattern = "p" })).Should()
            .Throw<ArgumentException>().WithMessage("*has no group in brackets*");
    }

    [Fact]
    public void Two_files_of_one_name_are_refused()
    {
        Volume("images/a", i => i);
        Volume("labels/a", i => i % 3);
        NiftiImage.Create<float>([4, 3, 2], [1, 1.5, 5], new float[24]).Write(folder["labels/a.nii.gz"]);
        FluentActions.Invoking(() => SegmentationFolder.Open(folder["images"], folder["labels"])).Should()
            .Throw<InvalidDataSetException>()
            .WithMessage($"*1 problem in 1 case:\n  {folder["labels/a.nii.gz"]} has the name of a.nii but for its ending; *");
        SegmentationFolder.Check(folder["images"], folder["labels"]).Count(FindingSeverity.Error).Should().Be(1);
        // An image and a mask told apart by their endings are not read so; in a folder of both a file is told once.
        SegmentationFolder.Check(folder["labels"], folder["labels"], Masks).Findings.Select(one => Path.GetFileName(one.Path)).Should()
            .Equal(["a.nii", "a.nii.gz"], "a.nii has no mask");
    }

    [Fact]
    public void A_mask_is_foreground_from_half_brightness_on()
    {
        RasterImage.FromGray8(3, 1, [0, 51, 255]).Write(folder["x.png"]);
        RasterImage.FromGray8(3, 1, [127, 128, 255]).Write(folder["x_mask.png"]);
        SegmentationSample sample = SegmentationFolder.Open(folder.Path, folder.Path, Masks).Cases[0].Load();
        sample.Channels.Should().ContainSingle().Which.Should().Equal(0, 51 / 255f, 1);
        sample.Labels.Should().Equal(0, 1, 1);
    }

    [Fact]
    public void A_mask_of_zeros_and_ones_is_told_from_an_empty_one()
    {
        Picture("dim", 3, 1);
        Picture("empty", 3, 1, first: 1);
        RasterImage.FromGray8(3, 1, [0, 1, 0]).Write(folder["dim_mask.png"]);
        RasterImage.FromGray8(3, 1, [0, 0, 0]).Write(folder["empty_mask.png"]);
        SegmentationFolder.Check(folder.Path, folder.Path, Masks).Findings.Select(f => (f.Severity, f.Case, f.Problem)).Should().Equal(
            (FindingSeverity.Warning, "dim", "is nowhere half bright, but up to 1 of 255, so all of it is background. If its values are "
                + "class numbers, leave BinaryLabels unset."),
            (FindingSeverity.Info, "empty", "has background alone."));
    }

    [Fact]
    public void A_map_of_labels_that_would_not_be_looked_at_is_refused() =>
        FluentActions.Invoking(() => SegmentationFolder.Open(folder.Path, folder.Path, Masks with
        {
            LabelMap = ImmutableSortedDictionary<int, byte>.Empty.Add(0, 0).Add(600, 0).Add(200, 1),
        })).Should().Throw<ArgumentException>().WithMessage("BinaryLabels makes class 1 *, and LabelMap would not be looked at;*");

    [Fact]
    public void Classes_are_read_from_palettes_and_not_from_jpeg()
    {
        RasterImage.FromGray8(2, 2, [1, 2, 3, 4]).Write(folder["w.png"]);
        File.WriteAllBytes(folder["w_mask.png"], PngMaker.File(2, 2, 3, 2, false, (x, y, _) => new[] { 0, 1, 2, 1 }[x + 2 * y],
            PngMaker.Palette(3)));
        File.WriteAllBytes(folder["x.jpg"], JpegFiles.Make(16, 8, isGray: true));
        File.WriteAllBytes(folder["x_mask.jpeg"], JpegFiles.Make(16, 8, isGray: true));
        var cases = SegmentationFolder.Open(folder.Path, folder.Path, Masks with { BinaryLabels = false }).Cases;
        cases[0].Load().Labels.Should().Equal(0, 1, 2, 1);
        cases[1].Invoking(one => one.Load()).Should().Throw<InvalidDataSetException>()
            .WithMessage("*x_mask.jpeg is Gray of 8 bits in JPEG; class numbers need PNG: gray, palette, or opaque colors with R = G*");
        SegmentationFolder.Open(folder.Path, folder.Path, Masks).Cases[1].Load().Labels.Should().Contain(1).And.Contain(0);
    }

    [Fact]
    public void A_check_compares_the_images_and_looks_at_how_masks_were_made()
    {
        Picture("none", 6, 4);
        Picture("odd-1", 6, 4);
        Picture("odd-2", 6, 4);
        Picture("odd-3", 7, 4);
        Picture("odd-4", 6, 4);
        Mask("odd-1_mask", 6, 4);
        RasterImage.FromGray8(6, 4, [.. Enumerable.Repeat<byte>(0, 22), 100, 255]).Write(folder["odd-2_mask.png"]);
        Mask("odd-3_mask", 7, 4);
        Mask("odd-4_mask", 5, 4);
        Mask("ghost_mask", 6, 4);
        DataSetReport report = SegmentationFolder.Check(folder.Path, folder.Path, Masks);
        report.Findings.Select(f => (f.Severity, f.Case, f.Problem.Split(';')[0])).Should().Equal(
            (FindingSeverity.Error, "none", "has no label map"),
            (FindingSeverity.Error, "odd-4", "has 5 pixels along x where odd-4.png has 6"),
            (FindingSeverity.Warning, "ghost_mask", "is a label map without an image."),
            (FindingSeverity.Warning, "odd-2", "has the same content as odd-1.png"),
            (FindingSeverity.Warning, "odd-2", "has 3 gray values"),
            (FindingSeverity.Info, "", "image sizes differ: 6 x 4 (3 images), 7 x 4 (1 images)."));
    }

    [Fact]
    public void A_copy_in_three_equal_colors_is_told_once()
    {
        Picture("a", 6, 4);
        Picture("b", 6, 4);
        SegmentationFolder.Check(folder.Path, options: new() { Color = true }).Findings.Should().ContainSingle()
            .Which.Problem.Should().StartWith("has the same content as a.png;");
    }

    [Fact]
    public void A_fourth_axis_and_colors_are_channels()
    {
        NiftiImage.Create<float>([4, 3, 2, 3], [1, 1, 1, 1], [.. Enumerable.Range(0, 72).Select(i => (float)i)]).Write(folder["v/a.nii.gz"]);
        SegmentationFolder.Open(folder["v"]).Cases[0].Load().Channels.Select(channel => channel[1]).Should().Equal(1, 25, 49);
        RasterImage.FromRgb8(2, 1, [0, 51, 102, 153, 204, 255]).Write(folder["c/a.png"]);
        SegmentationFolder.Open(folder["c"], options: new() { Color = true }).Cases[0].Load().Channels
            .Select(channel => channel[1]).Should().Equal(153 / 255f, 204 / 255f, 1);
        SegmentationFolder.Open(folder["c"]).Cases[0].Load().Channels.Should().ContainSingle();
    }

    [Fact]
    public void Gray_of_16_bits_keeps_them_as_colors()
    {
        File.WriteAllBytes(folder["a.png"], PngMaker.File(2, 1, 0, 16, false, (x, _, _) => 1000 + x));
        var channels = SegmentationFolder.Open(folder.Path, options: new() { Color = true }).Cases[0].Load().Channels;
        channels.Should().HaveCount(3).And.AllSatisfy(channel => channel.Should().Equal(1000 / 65535f, 1001 / 65535f));
        channels.Distinct().Should().HaveCount(3, "each channel has an array of its own");
    }

    [Fact]
    public void Class_maps_are_read_from_all_kinds_of_gray()
    {
        Picture("a", 2, 1);
        Map(2, 8, (x, _) => 3 + x).Should().Equal(3, 4);
        Map(4, 8, (x, c) => c == 1 ? 255 : 3 + x).Should().Equal(3, 4);
        Map(6, 8, (x, c) => c == 3 ? 255 : 3 + x).Should().Equal(3, 4);
        Map(0, 16, (x, _) => 3 + x).Should().Equal(3, 4);
        var map = ImmutableSortedDictionary<int, byte>.Empty.Add(0, 0).Add(500, 2);
        Map(0, 16, (x, _) => 500 * x, new() { LabelSuffix = "_mask", LabelMap = map }).Should().Equal(0, 2);

        foreach (var (type, kind, sample) in new (int, string, Func<int, int, int>)[]
        {
            (2, "Rgb", (x, c) => x == 1 && c == 2 ? 4 : 3),
            (4, "GrayAlpha", (x, c) => c == 0 ? 3 : 255 - x),
            (6, "Rgba", (x, c) => c < 3 ? 3 : 255 - x),
        })
            FluentActions.Invoking(() => Map(type, 8, sample)).Should().Throw<InvalidDataSetException>()
                .WithMessage($"*a_mask.png is {kind} of 8 bits; class numbers need PNG: gray, palette*");
        FluentActions.Invoking(() => Map(0, 16, (x, _) => 256 * x)).Should().Throw<InvalidDataSetException>()
            .WithMessage("*has the label 256 (at x 1, y 0); classes go from 0 to 255.*");

        byte[] Map(int type, int bits, Func<int, int, int> sample, SegmentationFolderOptions? options = null)
        {
            File.WriteAllBytes(folder["a_mask.png"], PngMaker.File(2, 1, type, bits, false, (x, _, c) => sample(x, c)));
            return SegmentationFolder.Open(folder.Path, folder.Path, options ?? new() { LabelSuffix = "_mask" }).Cases[0].Load().Labels!;
        }
    }

    [Fact]
    public void A_map_to_a_class_that_there_is_not_is_refused() =>
        FluentActions.Invoking(() => SegmentationFolder.Open(folder.Path, folder.Path, new()
        {
            LabelSuffix = "_gd",
            Classes = 3,
            LabelMap = ImmutableSortedDictionary<int, byte>.Empty.Add(0, 0).Add(200, 5).Add(500, 3).Add(600, 2),
        })).Should().Throw<ArgumentException>().WithMessage("LabelMap makes class 5 of 200, class 3 of 500, but Classes is 3: 0 to 2. *");

    [Fact]
    public void Labels_are_written_with_the_geometry_of_the_source()
    {
        NiftiHeader placed = NiftiHeader.For([4, 3, 2], [1, 1.5, 5]).WithAffine(
            new[,] { { -1, 0, 0, 90 }, { 0, -1.5, 0, 126 }, { 0, 0, 5, -72.0 }, { 0, 0, 0, 1 } });
        NiftiImage.Create(placed with { Shape = [4, 3, 2] }, new float[24]).Write(folder["images/a.nii.gz"]);
        SegmentationCase one = SegmentationFolder.Open(folder["images"]).Cases[0];
        byte[] classes = [.. Enumerable.Range(0, 24).Select(i => (byte)(i % 5))];
        one.WriteLabels(folder["out.nii.gz"], classes);
        NiftiImage written = NiftiImage.Read(folder["out.nii.gz"]);
        written.HasSameGridAs(NiftiImage.Read(folder["images/a.nii.gz"]), 0).Should().BeTrue();
        written.Spacing.Should().Equal(1, 1.5, 5);
        written.DataType.Should().Be(NiftiDataType.UInt8);
        written.ReadInt32().Should().Equal(classes.Select(label => (int)label));
        one.Invoking(c => c.WriteLabels(folder["out.png"], classes)).Should().Throw<ArgumentException>().WithMessage("*name it .nii or*");
        one.Invoking(c => c.WriteLabels(folder["out.nii"], classes[1..])).Should().Throw<ArgumentException>()
            .WithMessage("There are 23 classes for the 4 x 3 x 2 voxels of a*");

        RasterImage.FromGray8(3, 2, [1, 2, 3, 4, 5, 6]).Write(folder["pictures/a.png"]);
        one.IsPicture.Should().BeFalse();
        SegmentationCase picture = SegmentationFolder.Open(folder["pictures"]).Cases[0];
        picture.IsPicture.Should().BeTrue();
        picture.WriteLabels(folder["out.png"], [0, 1, 2, 2, 1, 0]);
        RasterImage.Read(folder["out.png"]).ToLabels().Should().Equal(0, 1, 2, 2, 1, 0);
    }

    [Fact]
    public void Label_values_are_mapped_and_what_is_not_listed_is_named_with_its_place()
    {
        Volume("images/a", i => i);
        Volume("labels/a", i => i == 4 ? 500 : 200);
        Open(new() { LabelMap = Map((200, 1), (500, 2)) }).Load().Labels!.Take(6).Should().Equal(1, 1, 1, 1, 2, 1);
        Open(new() { BinaryLabels = true }).Load().Labels.Should().AllBeEquivalentTo((byte)1);
        Open(new() { LabelMap = Map((200, 1)) }).Invoking(one => one.Load()).Should().Throw<InvalidDataSetException>()
            .WithMessage("*a.nii has the label 500 (at x 0, y 1, z 0); LabelMap gives classes of 0 to 255 to 200 alone.*");
        Volume("labels/a", i => i % 3);
        Open(new() { Classes = 2 }).Invoking(one => one.Load()).Should().Throw<InvalidDataSetException>()
            .WithMessage("*has the label 2 (at x 2, y 0, z 0); classes go from 0 to 1.*");

        SegmentationCase Open(SegmentationFolderOptions options) =>
            SegmentationFolder.Open(folder["images"], folder["labels"], options).Cases[0];
        static ImmutableSortedDictionary<int, byte> Map(params (int, byte)[] entries) =>
            entries.ToImmutableSortedDictionary(entry => entry.Item1, entry => entry.Item2);
    }

    [Fact]
    public void Everything_that_is_missing_is_in_one_error()
    {
        Volume("images/a_0000", i => i);
        Volume("images/b_0001", i => i);
        Volume("images/c_0000", i => i);
        Volume("images/c_0001", i => i);
        Volume("labels/a", i => 1);
        Volume("labels/b", i => 1);
        var open = () => SegmentationFolder.Open(folder["images"], folder["labels"], TwoChannels);
        open.Should().Throw<InvalidDataSetException>().Which.Message.Split('\n').Should().BeEquivalentTo(
            $"{folder["images"]}: 3 problems in 0 cases:",
            "  a_0000.nii has no channel _0001 beside it; add \"a_0001\", or remove the case.",
            "  b_0001.nii has no channel _0000 beside it; add \"b_0000\", or remove the case.",
            "  c_0000.nii has no label map; expected \"c\" as .png, .nii or .nii.gz. Add it, or remove the image.");
        FluentActions.Invoking(() => SegmentationFolder.Open(folder["images"], folder["labels"])).Should()
            .Throw<InvalidDataSetException>().WithMessage("*a_0000.nii has no label map; *If _0000 names a channel, set ChannelSuffixes*");
        Directory.CreateDirectory(folder["empty/x"]);
        FluentActions.Invoking(() => SegmentationFolder.Open(folder["empty"], folder["none"])).Should()
            .Throw<InvalidDataSetException>().WithMessage("*none no such folder.");
        FluentActions.Invoking(() => SegmentationFolder.Open(folder["empty"], folder["labels"])).Should()
            .Throw<InvalidDataSetException>().WithMessage("*1 problem in 0 cases:\n  holds no image; expected*");
        FluentActions.Invoking(() => SegmentationFolder.Open(folder["images"], folder["images"])).Should()
            .Throw<ArgumentException>().WithMessage("*LabelSuffix is empty*");
        FluentActions.Invoking(() => SegmentationFolder.Open(folder["images"] + "/", folder["images"])).Should()
            .Throw<ArgumentException>().WithMessage("*LabelSuffix is empty*");
        SegmentationFolder.Check(folder["images"], "").Findings.Should().ContainSingle().Which.Problem.Should().Be("no such folder.");
        SegmentationFolder.Check(folder["none"], folder["none"] + "/", new() { LabelSuffix = "_seg" }).Findings.Should()
            .ContainSingle("it is one folder").Which.Problem.Should().Be("no such folder.");
    }

    [Fact]
    public void All_that_does_not_fit_is_listed_by_file_and_axis()
    {
        Volume("images/a", i => i);
        NiftiImage.Create<byte>([4, 2, 1], [1, 1.5, 5], new byte[8]).Write(folder["labels/a.nii"]);
        Volume("images/b", i => i == 13 ? float.NaN : i);
        NiftiImage.Create<byte>([4, 3, 2], [1, 1.5, 2.5], new byte[24]).Write(folder["labels/b.nii"]);
        Volume("images/c", i => i == 13 ? float.NaN : i);
        Volume("labels/c", i => i == 0 ? 0.5f : 1);
        Volume("images/d", i => i);
        NiftiImage.Create(NiftiHeader.For([4, 3, 2], [1, 1.5, 5]).WithAffine(
            new[,] { { 1, 0, 0, 3 }, { 0, 1.5, 0, 0 }, { 0, 0, 5, 0.0 }, { 0, 0, 0, 1 } }) with
        { Shape = [4, 3, 2] }, new byte[24])
            .Write(folder["labels/d.nii"]);
        File.WriteAllText(folder["images/e.nii"], "no image");
        Volume("labels/e", i => 1);
        Volume("labels/f", i => 1);

        DataSetReport report = SegmentationFolder.Check(folder["images"], folder["labels"]);

        report.Findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => $"{Path.GetFileName(f.Path)} {f.Problem.Split(';')[0]}")
            .Should().BeEquivalentTo(
                "a.nii has 2 voxels along y where a.nii has 3",
                "a.nii has 1 voxels along z where a.nii has 2",
                "b.nii has a spacing of 2.5 mm along z where b.nii has 5",
                "c.nii has 1 values that are no finite numbers, the first at x 1, y 0, z 1",
                "c.nii voxel 0 is 0.5, no label that fits Int32",
                "d.nii lies elsewhere than d.nii, voxels up to 3 mm apart: origin or directions differ",
                report.Findings.Single(f => f.Path.EndsWith("e.nii")) is { } e ? $"e.nii {e.Problem.Split(';')[0]}" : "");
        report.Findings.Should().ContainSingle(f => f.Severity == FindingSeverity.Warning).Which.Problem.Should()
            .Be("is a label map without an image.");
        report.Invoking(r => r.ThrowIfErrors()).Should().Throw<InvalidDataSetException>().Where(e => e.Report == report)
            .WithMessage("*7 problems in 5 cases:\n*");
        SegmentationFolder.Check(folder["images"], folder["labels"], new() { ToleranceMm = double.PositiveInfinity }).Findings
            .Should().NotContain(f => f.Severity == FindingSeverity.Error && (f.Case == "b" && f.Path.Contains("labels") || f.Case == "d"));
    }

    [Fact]
    public void A_spacing_that_cannot_be_believed_is_found_whatever_is_in_the_images()
    {
        NiftiHeader sound = NiftiHeader.For([4, 3, 2], [40, 40, 0.1]); // a heart's no image has, but perhaps a leaf's
        Write("fine", sound);
        Write("unknown", new NiftiHeader { Shape = [4, 3, 2] });
        Write("zero", sound with { PixelDimensions = [1, 40, 0, 0.1, 1, 1, 1, 1] });
        Write("nan", sound with { PixelDimensions = [1, 40, double.NaN, 0.1, 1, 1, 1, 1] });

        (FindingSeverity, string, string)[] Found(double tolerance) =>
            [.. SegmentationFolder.Check(folder["images"], null, new() { ToleranceMm = tolerance }).Findings
                .Where(f => f.Severity != FindingSeverity.Info)
                .Select(f => (f.Severity, f.Case, string.Join(' ', f.Problem.Split(' ').Take(9))))];

        (FindingSeverity, string, string) unknown = (FindingSeverity.Warning, "unknown", "gives no voxel spacing (1 x 1 x 1"),
            zero = (FindingSeverity.Warning, "zero", "gives a voxel spacing of 40 x 0 x");
        const string NotFinite = "gives a voxel spacing of 40 x NaN x";
        Found(0.01).Should().Equal((FindingSeverity.Error, "nan", NotFinite), unknown, zero);
        Found(double.PositiveInfinity).Should().Equal((FindingSeverity.Warning, "nan", NotFinite), unknown, zero);

        void Write(string name, NiftiHeader header) =>
            NiftiImage.Create(header, Enumerable.Range(name[0], 24).Select(i => (float)i).ToArray()).Write(folder[$"images/{name}.nii"]);
    }

    [Fact]
    public void What_is_left_out_is_told_when_a_folder_is_opened()
    {
        Volume("images/a", i => i);
        Volume("labels/a", i => i % 3);
        Volume("labels/b", i => i % 3);
        foreach (string name in new[] { "images/b.tif", "images/c.BMP", "images/readme.txt", "labels/c.mha" })
            File.WriteAllText(folder[name], "not read");
        SegmentationFolder open = SegmentationFolder.Open(folder["images"], folder["labels"]);
        open.Cases.Should().ContainSingle();
        open.Report.Findings.Select(finding => (finding.Severity, finding.Path, finding.Problem)).Should().BeEquivalentTo([
            (FindingSeverity.Warning, folder["images"],
                "holds 2 images of formats that are not read: b.tif, c.BMP; save as .png or .nii.gz what is needed."),
            (FindingSeverity.Warning, folder["labels"],
                "holds 1 image of formats that are not read: c.mha; save as .png or .nii.gz what is needed."),
            (FindingSeverity.Warning, folder["labels/b.nii"], "is a label map without an image."),
        ]);
    }

    [Fact]
    public void Files_that_macOS_puts_beside_others_are_no_images()
    {
        Volume("images/a", i => i);
        Volume("labels/a", i => i % 3);
        foreach (string name in new[] { "images/._a.nii", "images/._b.tif", "labels/._a.nii", "images/__MACOSX/._a.nii" })
            File.WriteAllText(folder[name], "no image");
        SegmentationFolder.Check(folder["images"], folder["labels"]).Findings.Should().BeEmpty();
        SegmentationFolder.Open(folder["images"], folder["labels"]).Cases.Should().ContainSingle();
    }

    [Fact]
    public void Cases_of_other_spacing_and_direction_are_noted()
    {
        foreach (var (name, spacing, x) in new[] { ("a", 1, 1), ("b", 1.3, -1) })
            NiftiImage.Create(NiftiHeader.For([4, 3, 2], [spacing, 1, 5]).WithAffine(
                new[,] { { x * spacing, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 5, 0.0 }, { 0, 0, 0, 1 } }) with
            { Shape = [4, 3, 2] },
                (float[])[.. Enumerable.Range(0, 24).Select(i => (float)x * i)]).Write(folder[$"images/{name}.nii"]);
        SegmentationFolder.Check(folder["images"]).Findings.Select(finding => (finding.Severity, finding.Problem)).Should().Equal(
            (FindingSeverity.Info, "spacings differ between cases, from 1 x 1 x 5 to 1.3 x 1 x 5 mm along x, y and z; a network sees "
                + "voxels, no mm: resample first."),
            (FindingSeverity.Info, "orientations differ between cases: LAS (1), RAS (1); left and right, up and down are not the same "
                + "in all arrays."));
    }

    [Fact]
    public void Classes_that_no_label_map_has_and_masks_read_as_class_255_are_noted()
    {
        Volume("images/a", i => i);
        Volume("images/b", i => -i);
        Volume("labels/a", i => i % 2);
        Volume("labels/b", i => 0);
        Notes(new() { Classes = 2 }).Should().Equal("has background alone.");
        Notes(new() { Classes = 3 }).Should().Equal("class 2 is in no label map.", "has background alone.");
        Notes(new() { Classes = 5 }).Should().Equal("classes 2, 3, 4 are in no label map.", "has background alone.");
        Notes(new()).Should().Equal("has background alone.");
        Volume("labels/a", i => i % 2 * 255);
        Notes(new()).Should().Equal("label maps hold 0 and 255 alone, which is class 255. If they are masks, set BinaryLabels: class 1.",
            "has background alone.");
        Notes(new() { BinaryLabels = true }).Should().Equal("has background alone.");

        IEnumerable<string> Notes(SegmentationFolderOptions options) =>
            SegmentationFolder.Check(folder["images"], folder["labels"], options).Findings.Select(finding => finding.Problem);
    }

    [Fact]
    public void A_label_of_255_beside_classes_is_told_what_to_do_with()
    {
        Volume("images/a", i => i);
        Volume("labels/a", i => i == 0 ? 255 : i % 2);
        Open(new() { Classes = 2 }).Should().Throw<InvalidDataSetException>().WithMessage("*has the label 255 (at x 0, y 0, z 0); *masks. "
            + "If 255 marks voxels to ignore, leave Classes unset, which lets it through to the loss's IgnoreLabel, or map it to 0.");
        Open(new()).Should().NotThrow().Which.Labels![0].Should().Be(255);

        Func<SegmentationSample> Open(SegmentationFolderOptions options) =>
            SegmentationFolder.Open(folder["images"], folder["labels"], options).Cases[0].Load;
    }

    [Fact]
    public void A_shape_is_not_given_where_channels_differ()
    {
        Volume("a_0000", i => i);
        NiftiImage.Create<float>([4, 2, 1], [1, 1.5, 5], new float[8]).Write(folder["a_0001.nii"]);
        SegmentationFolder.Open(folder.Path, options: TwoChannels).Cases[0].Invoking(one => one.ReadShape()).Should()
            .Throw<InvalidDataSetException>()
            .WithMessage($"{folder["a_0001.nii"]}: has 2 voxels along y where a_0000.nii has 3; the files of a case must fit*");
    }

    [Fact]
    public void A_volume_that_no_memory_holds_is_refused_by_its_header()
    {
        string path = folder["images/a.nii"];
        NiftiImage.Create<byte>([4, 3, 2], [1, 1.5, 5], new byte[24]).Write(path);
        using (FileStream file = File.OpenWrite(path))
        {
            byte[] lengths = new byte[6];
            foreach (var (axis, length) in new[] { (0, 3000), (1, 3000), (2, 1000) })
                BinaryPrimitives.WriteInt16LittleEndian(lengths.AsSpan(2 * axis), (short)length);
            file.Position = 42; // dim[1] to dim[3]
            file.Write(lengths);
            file.SetLength(352 + 9_000_000_000); // takes no room on the disk
        }

        DataSetReport report = SegmentationFolder.Check(folder["images"]);
        // 9e9 voxels of 5 bytes are 41.9 GiB.
        report.Findings.Should().ContainSingle().Which.Problem.Should().StartWith(
            "is 3000 x 3000 x 1000 with 1 channels, 41.9 GiB in memory, and this process can have ");
    }

    private void Picture(string name, int width, int height, int first = 0) =>
        RasterImage.FromGray8(width, height, [.. Enumerable.Range(first, width * height).Select(i => (byte)i)])
            .Write(folder[name + ".png"]);

    private void Mask(string name, int width, int height) =>
        RasterImage.FromMask(width, height, [.. Enumerable.Range(0, width * height).Select(i => i % 2 == 1)]).Write(folder[name + ".png"]);

    private void Volume(string name, Func<int, float> value) => NiftiImage.Create<float>(
        [4, 3, 2], [1, 1.5, 5], [.. Enumerable.Range(0, 24).Select(value)]).Write(folder[name + ".nii"]);
}
