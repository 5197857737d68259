namespace Awsnet.Components.Tests;

public sealed class NiftiHeaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static NiftiHeader Rich => new NiftiHeader
    {
        Shape = [3, 2, 2, 2],
        PixelDimensions = [1, 2, 3, 4, 0.5, 1, 1, 1],
        IntentCode = 1002,
        IntentParameters = [1, 2, 3],
        IntentName = "labels",
        TemporalUnit = NiftiTemporalUnit.Millisecond,
        Description = "µ-scan, case 7",
        AuxiliaryFile = "lut.txt",
        CalibrationMaximum = 900,
        CalibrationMinimum = -5,
        SliceDuration = 0.25,
        TimeOffset = 12,
        SliceStart = 1,
        SliceEnd = 2,
        SliceCode = 3,
        DimensionInfo = 57,
        Extensions = [new NiftiExtension(6, "first"u8.ToArray()), new NiftiExtension(44, new byte[40])],
    }.WithAffine(new[,] { { 0, -2, 0, 10 }, { 3.0, 0, 0, 20 }, { 0, 0, 4, 30 }, { 0, 0, 0, 1 } }) with
    {
        SpatialUnit = NiftiSpatialUnit.Micrometer,
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, false, "a.nii")]
    [InlineData(1, true, "a.nii.gz")]
    [InlineData(2, false, "a.nii.gz")]
    [InlineData(2, true, "a.nii")]
    [InlineData(1, true, "a.hdr")]
    [InlineData(2, false, "a.hdr.gz")]
    public void Every_field_survives_a_file(int version, bool bigEndian, string name)
    {
        NiftiHeader written = Rich with { Version = version, IsBigEndian = bigEndian };
        short[] voxels = [.. Enumerable.Range(0, 24).Select(i => (short)(i * 1111 - 9999))];
        NiftiImage.Create(written, voxels).Write(folder[name]);

        NiftiImage image = NiftiImage.Read(folder[name]);
        NiftiHeader read = image.Header;

        image.ReadStored<short>().Should().Equal(voxels);
        (read.Version, read.IsBigEndian, read.IsPair).Should().Be((version, bigEndian, name.Contains("hdr")));
        read.Should().BeEquivalentTo(written with { DataType = NiftiDataType.Int16 }, options => options
            .ComparingByMembers<NiftiHeader>()
            .Excluding(h => h.IsPair).Excluding(h => h.VoxelOffset).Excluding(h => h.Extensions).Excluding(h => h.Affine)
            .Excluding(h => h.Original)
            .Using<double>(c => c.Subject.Should().BeApproximately(c.Expectation, 1e-6)).WhenTypeIs<double>());
        read.Extensions.Select(e => e.Code).Should().Equal(6, 44);
        read.Extensions[0].Data.ToArray().Should().Equal("first\0\0\0"u8.ToArray(), "8 + 5 bytes fill up to 16");
        read.Extensions[1].Data.Length.Should().Be(40);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public void A_file_read_and_written_is_the_same_file(int version, bool bigEndian)
    {
        // Every byte of the header that means nothing to us is random; those that do are set after.
        var random = new Random(3);
        byte[] noise = new byte[version == 1 ? 348 : 540];
        random.NextBytes(noise);
        NiftiMaker maker = new NiftiMaker(version, bigEndian).Dim(2, 3, 2);
        byte[] plain = maker.HeaderOnly;
        foreach ((int from, int to) in version == 1
            ? new[] { (4, 40), (42 + 6, 68), (74, 76), (80, 108), (120, 252), (256, 344) }
            : [(80, 168), (192, 344), (352, 540)])
            maker.Bytes(from, noise[from..to]);
        if (version == 1) maker.Dim(2, 3, 2, 7, -9, 0, 12, 99);
        byte[] file = maker.Type(4, 99).File([.. Enumerable.Range(0, 12).Select(i => (byte)i)]);
        File.WriteAllBytes(folder["a.nii"], file);

        NiftiImage.Read(folder["a.nii"]).Write(folder["b.nii"]);

        File.ReadAllBytes(folder["b.nii"]).Should().Equal(file);
        plain.Should().NotEqual(file[..plain.Length]);
    }

    [Fact]
    public void All_samples_in_one_file_are_written_as_they_were()
    {
        string samples = Environment.GetEnvironmentVariable("AWSNET_NIFTI_SAMPLES")
            ?? Path.Combine(AppContext.BaseDirectory, "Nifti", "Samples");
        string[] names = [.. Directory.GetFiles(samples, "*.nii", SearchOption.AllDirectories).Where(IsReadable)];
        names.Should().HaveCountGreaterThan(15);
        foreach (string name in names)
        {
            NiftiImage.Read(name).Write(folder["copy.nii"]);
            File.ReadAllBytes(folder["copy.nii"]).Should().Equal(File.ReadAllBytes(name), name);
        }
    }

    [Fact]
    public void The_same_image_gives_the_same_compressed_bytes()
    {
        NiftiImage image = NiftiImage.Create(Rich, new float[24]);
        foreach (string name in new[] { "a.nii.gz", "b.nii.gz" }) image.Write(folder[name]);

        File.ReadAllBytes(folder["a.nii.gz"]).Should().Equal(File.ReadAllBytes(folder["b.nii.gz"]));
    }

    [Fact]
    public void Compression_has_its_level()
    {
        NiftiImage image = NiftiImage.Create([100, 100], [1, 1], Enumerable.Range(0, 10000).Select(i => (short)(i / 7)).ToArray());
        long Size(int level)
        {
            image.Write(folder[$"{level}.nii.gz"], new NiftiWriteOptions { GzipLevel = level });
            NiftiImage.Read(folder[$"{level}.nii.gz"]).ReadInt16().Should().Equal(image.ReadInt16());
            return new FileInfo(folder[$"{level}.nii.gz"]).Length;
        }

        Size(0).Should().BeGreaterThan(20352);
        Size(9).Should().BeLessThan(Size(1)).And.BeLessThan(20352 / 2);
        FluentActions.Invoking(() => new NiftiWriteOptions { GzipLevel = 10 }).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("GzipLevel is 10*");
    }

    [Fact]
    public void A_header_changed_takes_its_other_fields_along()
    {
        File.WriteAllBytes(folder["a.nii"], new NiftiMaker(1, true).Dim(1, 2).Type(2, 8).Bytes(14, "a database"u8.ToArray()).File(1, 2));
        NiftiHeader header = NiftiHeader.Read(folder["a.nii"]) with { Description = "new" };

        NiftiImage.Create(header, new byte[] { 3, 4 }).Write(folder["b.nii"]);

        byte[] written = File.ReadAllBytes(folder["b.nii"]);
        written[14..24].Should().Equal("a database"u8.ToArray());
        written[148..152].Should().Equal("new\0"u8.ToArray());
        written[^2..].Should().Equal(3, 4);
    }

    [Fact]
    public void Versions_can_be_changed()
    {
        NiftiImage first = NiftiImage.Create(Rich, new byte[24]);

        NiftiImage second = first.WithHeader(first.Header with { Version = 2, IsBigEndian = true });
        second.Write(folder["a.nii"]);

        NiftiHeader read = NiftiHeader.Read(folder["a.nii"]);
        (read.Version, read.Description, read.IntentName).Should().Be((2, "µ-scan, case 7", "labels"));
    }

    [Fact]
    public void A_text_that_decodes_to_more_bytes_than_it_came_from_is_written_as_far_as_it_fits()
    {
        // 80 times a byte that is no UTF-8, as Latin-1 has it for µ: 80 replacement characters of 3 bytes, of which 26 fit into 80.
        byte[] file = new NiftiMaker().Dim(1, 1).Type(2, 8).File([7]);
        file.AsSpan(148, 80).Fill(0xB5);
        File.WriteAllBytes(folder["a.nii"], file);
        NiftiImage image = NiftiImage.Read(folder["a.nii"]);

        image.WithHeader(image.Header with { Version = 2 }).Write(folder["b.nii"]);

        NiftiHeader.Read(folder["b.nii"]).Description.Should().Be(new string('\uFFFD', 26));
    }

    [Fact]
    public void Long_axes_take_version_2()
    {
        NiftiHeader.For([40000, 2], [1, 1]).Version.Should().Be(2);
        NiftiImage.Create([40000], [1], new byte[40000]).Write(folder["a.nii.gz"]);
        NiftiImage.Read(folder["a.nii.gz"]).Shape.Should().Equal(40000);
        FluentActions.Invoking(() => NiftiImage.Create(new NiftiHeader { Shape = [40000] }, new byte[40000]).Write(folder["b.nii"]))
            .Should().Throw<ArgumentException>().WithMessage("*[40000] passes NIfTI-1's limit of 32767*Version = 2*");
        File.Exists(folder["b.nii"]).Should().BeFalse();
    }

    [Fact]
    public void Headers_are_equal_when_their_bytes_are()
    {
        NiftiImage.Create(Rich, new short[24]).Write(folder["a.nii"]);

        NiftiHeader a = NiftiHeader.Read(folder["a.nii"]), b = NiftiHeader.Read(folder["a.nii"]);

        a.Should().Be(b);
        a.GetHashCode().Should().Be(b.GetHashCode());
        a.Should().NotBe(b with { SliceCode = 4 });
        a.Should().NotBe(b with { Extensions = [] });
    }

    [Fact]
    public void Freesurfers_long_vectors_are_unfolded()
    {
        // dim[1] = -1 with the length in glmin (bytes 144-147); and the surface of 163842 points folded as 27307 x 1 x 6.
        File.WriteAllBytes(folder["a.nii"], new NiftiMaker().Dim(3, -1, 1, 1).Int32(144, 40000).Type(2, 8).File(new byte[40000]));
        File.WriteAllBytes(folder["b.nii"], new NiftiMaker().Dim(3, 27307, 1, 6).Type(2, 8).File(new byte[163842]));

        NiftiImage.Read(folder["a.nii"]).Shape.Should().Equal(40000, 1, 1);
        NiftiImage.Read(folder["b.nii"]).Shape.Should().Equal(163842, 1, 1);
        NiftiImage.Read(folder["a.nii"]).Write(folder["c.nii"]);
        File.ReadAllBytes(folder["c.nii"]).Should().Equal(File.ReadAllBytes(folder["a.nii"]));
    }

    [Fact]
    public void Axes_beyond_the_third_may_be_given_as_0()
    {
        File.WriteAllBytes(folder["a.nii"], new NiftiMaker().Dim(5, 2, 3, 1, 0, 0).Type(2, 8).File(new byte[6]));

        NiftiImage.Read(folder["a.nii"]).Shape.Should().Equal(2, 3, 1, 1, 1);
    }

    [Fact]
    public void A_wrong_header_size_is_forgiven_where_the_rest_is_right()
    {
        File.WriteAllBytes(folder["a.nii"], new NiftiMaker(1, true).Dim(1, 2).Type(4, 16).Int32(0, 0).File(0, 1, 0, 2));

        NiftiImage.Read(folder["a.nii"]).ReadInt16().Should().Equal(1, 2);
    }

    [Theory]
    [InlineData("a.nii")]
    [InlineData("a.nii.gz")]
    [InlineData("A.IMG")]
    public void Names_do_not_decide_what_is_compressed(string name)
    {
        byte[] file = new NiftiMaker().Dim(1, 2).Type(2, 8).File(7, 8);
        if (name.EndsWith("IMG", StringComparison.Ordinal))
        {
            File.WriteAllBytes(folder["A.HDR"], NiftiMaker.Gzip(new NiftiMaker(magic: "ni1").Dim(1, 2).Type(2, 8).VoxOffset(0).HeaderOnly));
            File.WriteAllBytes(folder["A.IMG"], [7, 8]);
        }
        else
        {
            File.WriteAllBytes(folder[name], name.EndsWith("gz", StringComparison.Ordinal) ? file : NiftiMaker.Gzip(file));
        }

        NiftiImage.Read(folder[name]).ReadInt32().Should().Equal(7, 8);
    }

    [Fact]
    public void Wrong_values_are_named()
    {
        FluentActions.Invoking(() => new NiftiHeader { Shape = [] }).Should().Throw<ArgumentException>()
            .WithMessage("Shape is []; NIfTI has 1 to 7 axes*");
        FluentActions.Invoking(() => new NiftiHeader { Shape = [1, 0] }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new NiftiHeader { Version = 3 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new NiftiHeader { PixelDimensions = [1, 2, 3] }).Should().Throw<ArgumentException>()
            .WithMessage("PixelDimensions has 3 numbers; 8 are needed.*");
        FluentActions.Invoking(() => new NiftiHeader { Description = new string('x', 81) }).Should().Throw<ArgumentException>()
            .WithMessage("Description takes 81 bytes; the header has room for 80.*");
        FluentActions.Invoking(() => NiftiHeader.For([2, 2], [1])).Should().Throw<ArgumentException>()
            .WithMessage("Spacing has 1 numbers; shape has 2 axes.*");
        FluentActions.Invoking(() => NiftiHeader.For([2], [0])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => NiftiHeader.For([1, 1, 1, 1, 1, 1, 1, 2], [1, 1, 1, 1, 1, 1, 1, 1])).Should()
            .Throw<ArgumentException>().WithMessage("Shape is [1, 1, 1, 1, 1, 1, 1, 2]; NIfTI has 1 to 7 axes*");
        FluentActions.Invoking(() => NiftiImage.Create([2, 2], [1, 1], new byte[5])).Should().Throw<ArgumentException>()
            .WithMessage("Shape [2, 2] has 4 voxels but the array holds 5.*");
        FluentActions.Invoking(() => NiftiImage.Create([2], [1], new decimal[2])).Should().Throw<NotSupportedException>()
            .WithMessage("*Decimal*");
        FluentActions.Invoking(() => NiftiImage.Create([2, 2, 2], [1, 1, 2], new byte[8], like: NiftiHeader.For([2, 2, 2], [1, 1, 3])))
            .Should().Throw<ArgumentException>().WithMessage("Spacing is [1, 1, 2] but the header to follow has [1, 1, 3]*");
        FluentActions.Invoking(() => NiftiImage.Create([2], [1], new byte[2]).Write(folder["a.mgz"])).Should().Throw<ArgumentException>()
            .WithMessage("*a.mgz must end in .nii, .hdr or .img*");
        FluentActions.Invoking(() => NiftiImage.Create([2], [1], new byte[2]).WithHeader(NiftiHeader.For([3], [1]))).Should()
            .Throw<ArgumentException>();
        FluentActions.Invoking(() => NiftiImage.Read("no such.nii")).Should().Throw<FileNotFoundException>();
    }

    [Fact]
    public void A_spacing_other_than_that_of_the_header_to_follow_is_named_on_every_axis()
    {
        NiftiHeader series = NiftiHeader.For([2, 2, 2, 2], [1, 1, 3, 0.04]);
        FluentActions.Invoking(() => NiftiImage.Create([2, 2, 2, 2], [1, 1, 3, 0.5], new byte[16], like: series))
            .Should().Throw<ArgumentException>().WithMessage("Spacing is [1, 1, 3, 0.5] but the header to follow has [1, 1, 3, 0.04]*");
        FluentActions.Invoking(() => NiftiImage.Create([2, 2, 2], [1, 1, 3, 0.04], new byte[8], like: series))
            .Should().Throw<ArgumentException>().WithMessage("Spacing is [1, 1, 3, 0.04] but the header to follow has [1, 1, 3]*");
        NiftiImage.Create([2, 2, 2, 2], [1, 1, 3, 0.04], new byte[16], like: series).Spacing.Should().Equal(1, 1, 3, 0.04);
    }

    [Fact]
    public void Numbers_in_errors_have_a_point_whatever_the_culture()
    {
        using var comma = new CommaCulture();
        Refused(() => NiftiHeader.For([2], [-0.5]), "Spacing holds -0.5; steps must be positive and finite.*");
        Refused(() => NiftiImage.Create([2], [0.75], new byte[2], like: NiftiHeader.For([2], [0.5])),
            "Spacing is [0.75] but the header to follow has [0.5]*");
        File.WriteAllBytes(folder["a.nii"], new NiftiMaker().Dim(1, 2).Type(2, 8).VoxOffset(-0.5).File([1, 2]));
        FluentActions.Invoking(() => NiftiImage.Read(folder["a.nii"])).Should().Throw<InvalidImageFileException>()
            .WithMessage("*first voxel at byte -0.5 (vox_offset)");
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file()
    {
        File.WriteAllText(folder["a.nii"], "old");
        File.WriteAllBytes(folder["b.nii"], new NiftiMaker().Dim(1, 200000).Type(2, 8).File(new byte[200000]));
        NiftiImage image = NiftiImage.Read(folder["b.nii"]);
        using (FileStream file = File.OpenWrite(folder["b.nii"])) file.SetLength(1000);

        FluentActions.Invoking(() => image.Write(folder["a.nii"])).Should().Throw<InvalidImageFileException>();

        File.ReadAllText(folder["a.nii"]).Should().Be("old");
        Directory.GetFiles(folder.Path).Should().HaveCount(2);
    }

    [Fact]
    public void A_pair_whose_header_cannot_be_written_keeps_its_old_voxels()
    {
        File.WriteAllText(folder["a.hdr"], "old");
        File.WriteAllText(folder["a.img"], "old");
        NiftiImage image = NiftiImage.Create(new NiftiHeader { Shape = [40000] }, new byte[40000]);

        Refused(() => image.Write(folder["a.hdr"]), "Shape [40000] passes NIfTI-1's limit of 32767 an axis; use Version = 2.*");

        File.ReadAllText(folder["a.img"]).Should().Be("old");
        File.ReadAllText(folder["a.hdr"]).Should().Be("old");
    }

    [Fact]
    public void A_number_that_the_header_has_no_room_for_is_refused()
    {
        Write(new NiftiHeader { IntentCode = 100000 }, "IntentCode is 100000, which does not fit into the 16 bits of the header.");
        Write(new NiftiHeader { SliceEnd = 40000 }, "SliceEnd is 40000, which does not fit into the 16 bits of the header.");
        Write(new NiftiHeader { SliceCode = 256 }, "SliceCode is 256, which does not fit into the 8 bits of the header.");
        Write(new NiftiHeader { DimensionInfo = -1 }, "DimensionInfo is -1, which does not fit into the 8 bits of the header.");
        // 2^24 + 1 is the first whole number that single precision lacks: the voxels would be sought a byte too early.
        Write(new NiftiHeader { VoxelOffset = 16777217 }, "VoxelOffset is 16777217, which NIfTI-1's single precision does not hold*");
        File.Exists(folder["a.nii"]).Should().BeFalse();

        NiftiImage.Create(new NiftiHeader { Version = 2, IntentCode = 100000, VoxelOffset = 16777217 }, new byte[] { 7 })
            .Write(folder["a.nii"]);
        NiftiImage image = NiftiImage.Read(folder["a.nii"]);
        (image.Header.IntentCode, image.ReadInt32()[0]).Should().Be((100000, 7));

        void Write(NiftiHeader header, string message) =>
            Refused(() => NiftiImage.Create(header, new byte[1]).Write(folder["a.nii"]), message);
    }

    [Theory]
    [InlineData("a.nii")]
    [InlineData("a.nii.gz")]
    public void A_file_written_anew_with_its_voxels_elsewhere_is_not_read_by_the_old_header(string name)
    {
        NiftiImage.Create([4], [1], new short[] { 1, 2, 3, 4 }).Write(folder[name]);
        NiftiImage image = NiftiImage.Read(folder[name]);
        DateTime written = File.GetLastWriteTimeUtc(folder[name]);

        image.WithHeader(image.Header with { Extensions = [new NiftiExtension(6, new byte[24])] }).Write(folder[name]);
        File.SetLastWriteTimeUtc(folder[name], written); // as it is where times are coarse

        image.Invoking(old => old.ReadInt32()).Should().Throw<InvalidImageFileException>()
            .WithMessage($"*{name}: was written anew since its header was read; read the image again");
        NiftiImage.Read(folder[name]).ReadInt32().Should().Equal(1, 2, 3, 4);
    }

    [Theory]
    [InlineData("a.nii", "a.nii")]
    [InlineData("a.nii.gz", "a.nii.gz")]
    [InlineData("a.hdr", "a.img")]
    [InlineData("a.hdr.gz", "a.img.gz")]
    public void A_file_written_anew_with_the_same_length_is_not_read_by_the_old_header(string name, string voxels)
    {
        NiftiImage.Create([2, 2], [1, 1], new short[] { 1, 2, 3, 4 }).Write(folder[name]);
        File.SetLastWriteTimeUtc(folder[voxels], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        NiftiImage image = NiftiImage.Read(folder[name]);
        image.ReadInt32().Should().Equal(1, 2, 3, 4);

        image.Reorder("LPS").Write(folder[name]);

        image.Invoking(old => old.ReadInt32()).Should().Throw<InvalidImageFileException>()
            .WithMessage($"*{voxels}: was written anew since its header was read; read the image again");
        NiftiImage.Read(folder[name]).ReadInt32().Should().Equal(4, 3, 2, 1);
    }

    [Fact]
    public void A_folder_is_told_from_a_file_that_may_not_be_read() =>
        FluentActions.Invoking(() => NiftiImage.Read(folder.Path)).Should().Throw<InvalidImageFileException>()
            .WithMessage($"{folder.Path}: is a folder; expected a file*");

    private static bool IsReadable(string path)
    {
        try
        {
            NiftiImage.Read(path);
            return true;
        }
        catch (InvalidImageFileException)
        {
            return false;
        }
    }
}
