namespace Awsnet.Components.Tests;

public sealed class NiftiRoundTripTests
{
    private static readonly int[] Shape = [5, 4, 3];
    private static readonly double[] Spacing = [0.75, 0.5, 12];

    [Theory]
    [InlineData("a.nii")]
    [InlineData("a.nii.gz")]
    [InlineData("a.hdr")]
    [InlineData("a.img.gz")]
    [InlineData("A.HDR.gz")]
    [InlineData("A.IMG.gz")]
    [InlineData("A.HDR.GZ")]
    [InlineData("a.Hdr")]
    [InlineData("a.Img.Gz")]
    public void What_is_written_is_read_back(string name)
    {
        using var folder = new TemporaryFolder();
        short[] voxels = [.. Enumerable.Range(0, 60).Select(i => (short)(37 * i - 900))];

        NiftiImage.Create(Shape, Spacing, voxels).Write(folder[name]);
        NiftiImage image = NiftiImage.Read(folder[name]);

        image.Shape.Should().Equal(Shape);
        image.Spacing.Should().Equal(Spacing);
        image.DataType.Should().Be(NiftiDataType.Int16);
        image.ReadStored<short>().Should().Equal(voxels);
        image.ReadInt32().Should().Equal(voxels.Select(v => (int)v));
        image.ReadFloat32().Should().Equal(voxels.Select(v => (float)v));
        image.ReadSliceFloat32(2).Should().Equal(voxels[40..].Select(v => (float)v));
        Directory.GetFiles(folder.Path, "*.tmp").Should().BeEmpty();
    }

    [Fact]
    public void Pairs_of_one_name_plain_and_compressed_are_not_mixed()
    {
        using var folder = new TemporaryFolder();
        NiftiImage.Create([2], [1], new byte[] { 1, 2 }).Write(folder["a.hdr"]);
        NiftiImage.Create([2], [1], new byte[] { 3, 4 }).Write(folder["a.hdr.gz"]);

        foreach (string name in new[] { "a.hdr", "a.img" }) NiftiImage.Read(folder[name]).ReadInt32().Should().Equal([1, 2], name);
        foreach (string name in new[] { "a.hdr.gz", "a.img.gz" }) NiftiImage.Read(folder[name]).ReadInt32().Should().Equal([3, 4], name);

        // With one header left, voxels asked for by name are still those.
        File.Delete(folder["a.hdr.gz"]);
        NiftiImage.Read(folder["a.img.gz"]).ReadInt32().Should().Equal(3, 4);
        File.Delete(folder["a.img"]);
        NiftiImage.Read(folder["a.hdr"]).ReadInt32().Should().Equal(3, 4);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(7)] // a method that gzip does not know
    public void Voxels_that_begin_like_a_gzip_file_are_read(byte third)
    {
        using var folder = new TemporaryFolder();
        byte[] voxels = [0x1F, 0x8B, third, 4, 5, 6];
        NiftiImage.Create([6], [1], voxels).Write(folder["a.hdr"]);

        NiftiImage image = NiftiImage.Read(folder["a.hdr"]);

        image.ReadStored<byte>().Should().Equal(voxels);
        image.ReadSliceFloat32(0).Should().Equal(0x1F, 0x8B, third, 4, 5, 6);
    }

    [Fact]
    public void A_label_map_written_like_an_image_has_its_grid_and_header()
    {
        using var folder = new TemporaryFolder();
        NiftiHeader header =
            NiftiHeader.For(Shape, Spacing) with { Description = "case 7", Extensions = [new NiftiExtension(6, "a comment"u8.ToArray())] };
        NiftiImage.Create(header, new float[60]).Write(folder["image.nii.gz"]);
        NiftiImage image = NiftiImage.Read(folder["image.nii.gz"]);

        NiftiImage.Create([5, 4, 3], image.Spacing.AsSpan(), new short[60], like: image.Header).Write(folder["labels.nii.gz"]);
        NiftiImage labels = NiftiImage.Read(folder["labels.nii.gz"]);

        labels.HasSameGridAs(image).Should().BeTrue();
        labels.DataType.Should().Be(NiftiDataType.Int16);
        labels.Header.Description.Should().Be("case 7");
        labels.Header.Extensions.Should().ContainSingle().Which.Data.ToArray().Should().StartWith("a comment"u8.ToArray());
    }

    [Fact]
    public void Grids_apart_are_named()
    {
        NiftiImage image = NiftiImage.Create(Shape, Spacing, new byte[60]);
        NiftiImage larger = NiftiImage.Create([5, 4, 4], Spacing, new byte[80]);
        double[,] moved = image.Affine;
        moved[2, 3] += 3;

        image.GridDifferenceTo(larger).Should().Be("shape 5 x 4 x 3 against 5 x 4 x 4");
        image.GridDifferenceTo(image.WithHeader(image.Header.WithAffine(moved))).Should().Be("voxels up to 3 mm apart");
        image.GridDifferenceTo(image).Should().BeNull();
    }

    [Fact]
    public void An_affine_that_is_not_finite_is_named_in_place_of_a_distance()
    {
        using var folder = new TemporaryFolder();
        var header = new NiftiHeader { Shape = [2, 2, 2], PixelDimensions = [1, double.NaN, 1, 1, 1, 1, 1, 1] };
        NiftiImage.Create(header, new byte[8]).Write(folder["odd.nii"]);
        NiftiImage odd = NiftiImage.Read(folder["odd.nii"]), image = NiftiImage.Create([2, 2, 2], [1, 1, 1], new byte[8]);

        string expected = $"the affine of {folder["odd.nii"]} is not finite";
        odd.GridDifferenceTo(image).Should().Be(expected);
        image.GridDifferenceTo(odd).Should().Be(expected);
        odd.HasSameGridAs(odd).Should().BeFalse();
    }
}
