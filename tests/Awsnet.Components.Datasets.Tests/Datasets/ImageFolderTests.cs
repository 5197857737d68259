using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

public sealed class ImageFolderTests : IDisposable
{
    private static readonly ImageFolderOptions ByPatient = new() { GroupPattern = "^(p[0-9]+)-" };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Pairs_are_found_in_subfolders_and_grouped_by_patient()
    {
        Write("images/a/p1-1", 6, 4);
        Write("images/a/p1-2", 6, 4, first: 1);
        Write("images/b/p2-1", 6, 4, first: 2);
        Mask("masks/a/p1-1", 6, 4);
        Mask("masks/a/p1-2", 6, 4);
        Mask("masks/b/p2-1_mask", 6, 4);
        ImageFolder data = ImageFolder.Open(folder["images"], folder["masks"], ByPatient);
        data.Pairs.Select(p => (p.Id, p.Group)).Should().Equal(("a/p1-1", "p1"), ("a/p1-2", "p1"), ("b/p2-1", "p2"));
        ImageSample sample = data.Pairs[0].Load();
        (sample.Slices, sample.Height, sample.Width).Should().Be((1, 4, 6));
        sample.Image[5].Should().BeApproximately(5 / 255f, 1e-6f);
        sample.Mask.Should().Equal(Enumerable.Range(0, 24).Select(i => (byte)(i % 2)));
        ImageFolder.Check(folder["images"], folder["masks"], ByPatient).Findings.Should().BeEmpty();
    }

    [Fact]
    public void Images_and_masks_may_share_a_folder()
    {
        Write("x", 5, 3);
        Mask("x_mask", 5, 3);
        ImageFolder data = ImageFolder.Open(folder.Path);
        data.Pairs.Should().ContainSingle(p => p.Id == "x" && p.Group == "x" && p.MaskPath == folder["x_mask.png"]);
    }

    [Fact]
    public void A_folder_spelled_in_two_ways_is_one()
    {
        Write("x", 5, 3);
        Mask("x_mask", 5, 3);
        foreach (string masks in new[] { folder.Path + "/", folder["../"] + Path.GetFileName(folder.Path) })
        {
            ImageFolder.Open(folder.Path, masks).Pairs.Should().ContainSingle()
                .Which.MaskPath.Should().EndWith("x_mask.png", "x_mask is no image with itself for a mask");
            ImageFolder.Open(masks, folder.Path).Pairs.Should().ContainSingle();
        }
    }

    [Theory]
    [InlineData("data", "data/masks")]
    [InlineData("data/", "data/masks/")]
    [InlineData("data/images", "data")]
    public void A_folder_inside_the_other_holds_its_own_files_alone(string images, string masks)
    {
        Write($"{images}/x", 5, 3);
        Write($"{images}/masks2/y", 5, 3, first: 1); // no folder of masks, though its name begins like one
        Mask($"{masks}/x", 5, 3);
        Mask($"{masks}/masks2/y_mask", 5, 3);
        ImageFolder.Open(folder[images], folder[masks]).Pairs.Select(pair => pair.Id).Should().Equal("masks2/y", "x");
        ImageFolder.Check(folder[images], folder[masks]).Findings.Should().BeEmpty();
    }

    [Fact]
    public void A_name_in_which_an_optional_group_is_missing_has_no_group()
    {
        Write("p1-1", 5, 3);
        Write("scan-2", 5, 3);
        Mask("p1-1_mask", 5, 3);
        Mask("scan-2_mask", 5, 3);
        ((Action)(() => ImageFolder.Open(folder.Path, options: new() { GroupPattern = "^(p[0-9]+)?" }))).Should()
            .Throw<InvalidDataSetException>().WithMessage("*scan-2.png: does not match the group pattern*");
    }

    [Fact]
    public void Two_files_of_one_name_are_refused()
    {
        Write("images/x", 6, 4);
        Mask("masks/x", 6, 4);
        File.WriteAllBytes(folder["masks/x.jpg"], JpegFiles.Make(6, 4, isGray: true));
        ((Action)(() => ImageFolder.Open(folder["images"], folder["masks"]))).Should().Throw<InvalidDataSetException>()
            .WithMessage($"{folder["masks/x.png"]}: has the name of x.jpg but for its ending; *Remove or rename one.*");
        // An image and a mask told apart by their endings are not read so.
        ((Action)(() => ImageFolder.Open(folder["masks"]))).Should().Throw<InvalidDataSetException>()
            .WithMessage("*x.png: has the name of x.jpg*A mask is told from its image by a suffix*");
        ImageFolder.Check(folder["images"], folder["masks"]).Findings.Should().ContainSingle(one => one.Severity == FindingSeverity.Error)
            .Which.Path.Should().Be(folder["masks/x.png"]);

        NiftiImage.Create<float>([6, 4], [1, 1], new float[24]).Write(folder["images/x.nii"]);
        NiftiImage.Create<float>([6, 4], [1, 1], new float[24]).Write(folder["images/x.nii.gz"]);
        ImageFolder.Check(folder["images"], folder["images"]).Findings.Where(one => one.Severity == FindingSeverity.Error)
            .Select(one => Path.GetFileName(one.Path)).Should()
            .Equal(["x.nii", "x.nii.gz", "x.png"], "x.nii has no mask, and the others are told once");
    }

    [Fact]
    public void Nifti_volumes_and_class_labels_are_read_as_well()
    {
        NiftiImage.Create<float>([4, 3, 2], [1, 1, 5], [.. Enumerable.Range(0, 24).Select(i => i * 1.5f)]).Write(folder["v.nii.gz"]);
        NiftiImage.Create<short>([4, 3, 2], [1, 1, 5], [.. Enumerable.Range(0, 24).Select(i => (short)(i % 4))])
            .Write(folder["v_mask.nii"]);
        ImageSample binary = ImageFolder.Open(folder.Path).Pairs[0].Load();
        (binary.Slices, binary.Height, binary.Width, binary.Image[3]).Should().Be((2, 3, 4, 4.5f));
        binary.Mask.Take(5).Should().Equal(0, 1, 1, 1, 0);
        ImageFolder.Open(folder.Path, options: new() { MasksAreLabels = true }).Pairs[0].Load().Mask.Take(5).Should().Equal(0, 1, 2, 3, 0);

        File.WriteAllBytes(folder["w_mask.png"], PngMaker.File(2, 2, 3, 2, false, (x, y, _) => new[] { 0, 1, 2, 1 }[x + 2 * y],
            PngMaker.Palette(3)));
        RasterImage.FromGray8(2, 2, [1, 2, 3, 4]).Write(folder["w.png"]);
        ImageFolder.Open(folder.Path, options: new() { MasksAreLabels = true }).Pairs[1].Load().Mask.Should().Equal(0, 1, 2, 1);
    }

    [Fact]
    public void Jpeg_images_are_read_and_jpeg_label_maps_refused()
    {
        File.WriteAllBytes(folder["x.jpg"], JpegFiles.Make(16, 8, isGray: true));
        File.WriteAllBytes(folder["x_mask.jpeg"], JpegFiles.Make(16, 8, isGray: true));
        ImageMaskPair pair = ImageFolder.Open(folder.Path).Pairs.Single();
        pair.Load().Mask.Should().Contain(1).And.Contain(0);
        ((Action)(() => (pair with { MasksAreLabels = true }).Load())).Should().Throw<InvalidDataSetException>()
            .WithMessage("*x_mask.jpeg: is Gray of 8 bits in JPEG; class numbers need PNG, gray or palette, of at most 8 bits.*");
    }

    [Fact]
    public void Every_problem_is_listed_at_once()
    {
        Write("p1-1", 6, 4);
        Write("p1-2", 6, 4);
        Write("p1-3", 7, 4);
        Write("odd", 6, 4);
        Mask("p1-2_mask", 5, 4);
        Mask("p1-3_mask", 7, 4);
        Mask("odd_mask", 6, 4);
        Mask("ghost_mask", 6, 4);
        DataSetReport report = ImageFolder.Check(folder.Path, options: ByPatient);
        report.Findings.Select(f => (f.Severity, f.Case)).Should().BeEquivalentTo(new[]
        {
            (FindingSeverity.Error, "p1-1"), // no mask
            (FindingSeverity.Error, "p1-2"), // another size
            (FindingSeverity.Error, "odd"), // no patient
            (FindingSeverity.Warning, "ghost_mask"),
            (FindingSeverity.Warning, "p1-1"), // the three 6 x 4 images are the same
            (FindingSeverity.Warning, "p1-2"),
            (FindingSeverity.Info, ""), // two sizes
        });
        ((Action)(() => ImageFolder.Open(folder.Path, options: ByPatient))).Should().Throw<InvalidDataSetException>();
        ((Action)(() => ImageFolder.Open(folder.Path, options: new() { GroupPattern = "p" }))).Should().Throw<ArgumentException>()
            .WithMessage(
            "*has no group in brackets*");
        ((Action)(() => new ImageMaskPair("p1-2", "p1", folder["p1-2.png"], folder["p1-2_mask.png"], false).Load()))
            .Should().Throw<InvalidDataSetException>().WithMessage("*p1-2_mask.png: is 5 x 4 and its image 6 x 4*");
    }

    private void Write(string name, int width, int height, int first = 0) =>
        RasterImage.FromGray8(width, height, [.. Enumerable.Range(first, width * height).Select(i => (byte)i)])
            .Write(folder[name + ".png"]);

    private void Mask(string name, int width, int height) =>
        RasterImage.FromMask(width, height, [.. Enumerable.Range(0, width * height).Select(i => i % 2 == 1)]).Write(folder[name + ".png"]);
}
