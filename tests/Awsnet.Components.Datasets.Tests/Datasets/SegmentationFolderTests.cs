using System.Buffers.Binary;
using System.Collections.Immutable;
using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

public sealed class SegmentationFolderTests : IDisposable
{
    private static readonly SegmentationFolderOptions TwoChannels = new() { ChannelSuffixes = ["_0000", "_0001"] };
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

    [Fact]
    public void Label_maps_may_lie_below_the_images()
    {
        Volume("data/a", i => i);
        Volume("data/labels/a", i => i % 3);
        SegmentationFolder.Open(folder["data"], folder["data/labels"]).Cases.Should().ContainSingle().Which.LabelPath.Should()
            .Be(folder["data/labels/a.nii"]);
        SegmentationFolder.Check(folder["data"], folder["data/labels"]).Findings.Should().BeEmpty();
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
        SegmentationFolder.Open(folder["pictures"]).Cases[0].WriteLabels(folder["out.png"], [0, 1, 2, 2, 1, 0]);
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

    private void Volume(string name, Func<int, float> value) => NiftiImage.Create<float>(
        [4, 3, 2], [1, 1.5, 5], [.. Enumerable.Range(0, 24).Select(value)]).Write(folder[name + ".nii"]);
}
