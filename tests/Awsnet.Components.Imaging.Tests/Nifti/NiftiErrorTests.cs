namespace Awsnet.Components.Tests;

public sealed class NiftiErrorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static NiftiMaker Good => new NiftiMaker().Dim(3, 4, 3, 2).Type(4, 16);

    private static byte[] Voxels => [.. Enumerable.Range(0, 48).Select(i => (byte)(i * 5))];

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, byte[], string> Faults => new()
    {
        { "empty", [], "has 0 bytes; a NIfTI header alone takes 348" },
        { "a text", new byte[1000], "is no NIfTI file: it has neither the signature*" },
        { "cut in the header", Good.HeaderOnly[..300], "has 300 bytes; a NIfTI header alone takes 348" },
        { "cut in a header of version 2", new NiftiMaker(2).HeaderOnly[..400], "ends after 400 bytes, within its NIfTI-2 header of 540" },
        { "ANALYZE", new NiftiMaker(magic: "\0\0\0").HeaderOnly, "is an ANALYZE 7.5 header*convert it to NIfTI first" },
        { "text mode", [.. new NiftiMaker(2).File()[..8], .. "\n\n\x1a\n"u8, .. new byte[600]],
            "its NIfTI-2 signature is damaged, as by a transfer in text mode*" },
        { "no axes", Good.Dim(0).File(Voxels), "its header gives 0 axes (dim[0]); NIfTI has 1 to 7" },
        { "8 axes", Good.Dim(8, 4, 3, 2).File(Voxels), "its header gives 8 axes (dim[0]); NIfTI has 1 to 7" },
        { "no order", Good.Int32(0, 99).Dim(0, 0, 0).File(Voxels),
            "its header gives neither its own size (348) nor 1 to 7 axes in either byte order" },
        { "an axis of 0", Good.Dim(3, 4, 0, 2).File(Voxels), "its header gives axis 2 the length 0 (dim[2])" },
        { "a negative axis", Good.Dim(4, 4, 3, 2, -2).File(Voxels), "its header gives axis 4 the length -2 (dim[4])" },
        { "an axis beyond 31 bits", new NiftiMaker(2).Dim(1, 1L << 31).Type(2, 8).File(Voxels),
            "its header gives axis 1 the length 2147483648 (dim[1])" },
        { "more than 64 bits of voxels", new NiftiMaker(2).Dim(3, int.MaxValue, int.MaxValue, int.MaxValue).Type(2, 8).File(Voxels),
            "its header gives the shape [2147483647, 2147483647, 2147483647], more voxels than any file can hold" },
        { "as many as 63 bits hold", new NiftiMaker(2).Dim(2, int.MaxValue, int.MaxValue).Type(2, 8).VoxOffset(1L << 53).File(Voxels),
            "its header gives [2147483647, 2147483647] voxels of uint8, 4611686014132420609 bytes from byte 9007199254740992 on, but 0 " +
            "are there" },
        { "no type", Good.Type(0, 0).File(Voxels), "its header gives no data type (code 0)" },
        { "bits", Good.Type(1, 1).File(Voxels), "holds single bits (data type 1)*" },
        { "quadruple precision", Good.Type(1536, 128).File(Voxels),
            "holds numbers of quadruple precision (data type 1536), which are not read; convert them to double precision first" },
        { "complex numbers of quadruple precision", Good.Type(2048, 256).File(Voxels),
            "holds numbers of quadruple precision (data type 2048)*" },
        { "unknown type", Good.Type(300, 16).File(Voxels), "its header gives data type 300, which the standard does not define" },
        { "a header that lies", Good.Dim(3, 400, 300, 2).File(Voxels),
            "its header gives [400, 300, 2] voxels of int16, 480000 bytes from byte 352 on, but 48 are there" },
        { "a header that lies greatly", Good.Dim(4, 32767, 32767, 32767, 8).File(Voxels),
            "its header gives * voxels of int16, * bytes from byte 352 on, but 48 are there" },
        { "cut in the voxels", Good.File(Voxels[..47]),
            "its header gives [4, 3, 2] voxels of int16, 48 bytes from byte 352 on, but 47 are there" },
        { "an offset beyond the file", Good.VoxOffset(1e9).File(Voxels), "*from byte 1000000000 on, but 0 are there" },
        { "an offset in the header", Good.VoxOffset(300).File(Voxels),
            "its header places the first voxel at byte 300, inside the header of 348" },
        { "a negative offset", Good.VoxOffset(-1).File(Voxels), "its header places the first voxel at byte -1 (vox_offset)" },
        { "an offset that is no number", Good.VoxOffset(double.NaN).File(Voxels),
            "its header places the first voxel at byte NaN (vox_offset)" },
        { "an extension past the voxels",
            [.. Good.VoxOffset(384).HeaderOnly, 1, 0, 0, 0, .. Good.Extension(48, 6, new byte[24]), .. Voxels],
            "its header extension of code 6 gives 48 bytes as its size, where 32 lie before the voxels" },
        { "an extension without room for its head",
            [.. Good.VoxOffset(384).HeaderOnly, 1, 0, 0, 0, .. Good.Extension(4, 6, new byte[24]), .. Voxels],
            "its header extension of code 6 gives 4 bytes as its size*" },
        { "an extension of negative size",
            [.. Good.VoxOffset(384).HeaderOnly, 1, 0, 0, 0, .. Good.Extension(-16, 6, new byte[24]), .. Voxels],
            "its header extension of code 6 gives -16 bytes as its size*" },
        { "a cut extension", [.. Good.VoxOffset(1e8).HeaderOnly, 1, 0, 0, 0, .. Good.Extension(90000000, 6, new byte[24])],
            "ends within its header extensions" },
        { "a pair under one name", new NiftiMaker(magic: "ni1").Dim(3, 4, 3, 2).Type(4, 16).VoxOffset(0).File(Voxels),
            "says that its voxels lie in a second file; such a header must be named .hdr or .hdr.gz" },
        { "gzip cut in its header", NiftiMaker.Gzip(Good.File(Voxels))[..7],
            "its compressed content ends too early: the file is cut short" },
        { "gzip cut in the middle", Truncated(0.5), "*cut short" },
        { "gzip cut before its sum", Truncated(1, -8), "its compressed content ends too early: the file is cut short" },
        { "gzip cut in its sum", Truncated(1, -1), "its compressed content ends too early: the file is cut short" },
        { "gzip with a wrong sum", Flipped(-8), "its compressed content is damaged*" },
        { "gzip with a wrong length", Flipped(-1), "its compressed content is damaged*" },
        { "gzip of another method", [0x1F, 0x8B, 7, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3], "is compressed by an unknown method (7)" },
        { "gzip with unknown flags", [0x1F, 0x8B, 8, 0xE0, 0, 0, 0, 0, 0, 3, 1, 2, 3], "its compressed content is damaged*" },
        { "gzip of two bytes", [0x1F, 0x8B], "its compressed content ends too early: the file is cut short" },
        { "a header that lies in a gzip file", NiftiMaker.Gzip(Good.Dim(3, 400, 300, 2).File(Voxels)),
            "its header gives [400, 300, 2] voxels of int16, 480000 bytes from byte 352 on, but 48 are there" },
        { "a header that lies a little in a gzip file", NiftiMaker.Gzip(Good.Dim(3, 5, 3, 2).File(Voxels)),
            "its header gives [5, 3, 2] voxels of int16, 60 bytes from byte 352 on, but 48 are there" },
        { "not even NIfTI in a gzip file", NiftiMaker.Gzip(new byte[5000]), "is no NIfTI file*" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_is_one_clear_error(string fault, byte[] file, string message)
    {
        string path = folder["a b (1).nii.gz"];
        File.WriteAllBytes(path, file);

        Exception error = FluentActions.Invoking(() => NiftiImage.Read(path).ReadFloat32()).Should().Throw<InvalidImageFileException>(fault)
            .WithMessage($"{path}: {message}").Which;

        error.Message.Should().NotContain("\n");
        ((InvalidImageFileException)error).Path.Should().Be(path);
    }

    [Fact]
    public void A_compressed_file_that_is_cut_short_anywhere_says_so_and_counts_no_bytes()
    {
        // Zeros pack so well that what is left of the file could not hold the voxels even if it were whole.
        byte[] packed = NiftiMaker.Gzip(new NiftiMaker().Dim(3, 400, 300, 2).Type(4, 16).File(new byte[480_000]));
        for (int length = 2; length < packed.Length; length++)
        {
            File.WriteAllBytes(folder["a.nii.gz"], packed[..length]);
            FluentActions.Invoking(() => NiftiImage.Read(folder["a.nii.gz"]).ReadFloat32()).Should().Throw<InvalidImageFileException>()
                .WithMessage("*a.nii.gz: its compressed content ends too early: the file is cut short", $"cut at {length}");
        }
    }

    [Fact]
    public void A_missing_half_of_a_pair_is_named()
    {
        File.WriteAllBytes(folder["a.hdr"], new NiftiMaker(magic: "ni1").Dim(1, 2).Type(2, 8).HeaderOnly);
        File.WriteAllBytes(folder["b.img.gz"], [1, 2]);

        FluentActions.Invoking(() => NiftiImage.Read(folder["a.hdr"])).Should().Throw<InvalidImageFileException>()
            .WithMessage("*a.hdr: says that its voxels lie in a second file, and neither a.img nor a.img.gz is beside it");
        FluentActions.Invoking(() => NiftiImage.Read(folder["b.img.gz"])).Should().Throw<InvalidImageFileException>()
            .WithMessage("*b.img.gz: holds voxels alone, and neither b.hdr.gz nor b.hdr is beside it");
        NiftiHeader.Read(folder["a.hdr"]).Shape.Should().Equal(2);
    }

    [Fact]
    public void A_file_signed_as_the_other_kind_is_known_by_its_name()
    {
        File.WriteAllBytes(folder["single.nii"], new NiftiMaker(magic: "ni1").Dim(3, 4, 3, 2).Type(4, 16).File(Voxels));
        File.WriteAllBytes(folder["pair.hdr"], Good.VoxOffset(0).HeaderOnly);
        File.WriteAllBytes(folder["pair.img"], Voxels);

        foreach (string name in new[] { "single.nii", "pair.hdr", "pair.img" })
        {
            NiftiImage image = NiftiImage.Read(folder[name]);
            image.ReadStored<short>().Should()
                .Equal(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(Voxels).ToArray(), name);
            image.Header.IsPair.Should().Be(name != "single.nii");
        }
    }

    [Fact]
    public void What_lies_behind_the_voxels_does_no_harm()
    {
        File.WriteAllBytes(folder["a.nii"], [.. Good.File(Voxels), .. new byte[100]]);
        byte[] packed = NiftiMaker.Gzip([.. Good.File(Voxels), .. new byte[100]]);
        File.WriteAllBytes(folder["b.nii.gz"], [.. packed, .. new byte[77]]);

        foreach (string name in new[] { "a.nii", "b.nii.gz" }) NiftiImage.Read(folder[name]).ReadStored<short>().Should()
            .Equal(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(Voxels).ToArray());
    }

    [Fact]
    public void A_bomb_takes_no_memory()
    {
        // 64 KB that unpack to 64 MB, where the header promises 1.9 GB: more than this can be, or just believable.
        byte[] bomb = NiftiMaker.Gzip([.. new NiftiMaker().Dim(3, 1000, 1000, 950).Type(4, 16).File(), .. new byte[64 << 20]]);
        byte[] padded = [.. bomb, .. new byte[2 << 20]]; // zeros behind a gzip file are allowed
        foreach (byte[] file in new[] { bomb, padded })
        {
            File.WriteAllBytes(folder["a.nii.gz"], file);
            long before = GC.GetAllocatedBytesForCurrentThread();
            FluentActions.Invoking(() => NiftiImage.Read(folder["a.nii.gz"])).Should().Throw<InvalidImageFileException>()
                .WithMessage("*1900000000 bytes*");
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(4 << 20);
        }
    }

    [Fact]
    public void A_bomb_in_the_extensions_takes_no_more_than_it_holds()
    {
        // The extension promises 1 GB; 8 MB come.
        byte[] file = [.. new NiftiMaker().Dim(1, 1).Type(2, 8).VoxOffset(1 << 30).HeaderOnly, 1, 0, 0, 0,
            .. new NiftiMaker().Extension((1 << 30) - 352, 6, new byte[8 << 20])];
        File.WriteAllBytes(folder["a.nii.gz"], NiftiMaker.Gzip(file));
        long before = GC.GetAllocatedBytesForCurrentThread();

        FluentActions.Invoking(() => NiftiImage.Read(folder["a.nii.gz"])).Should().Throw<InvalidImageFileException>()
            .WithMessage("*ends within its header extensions");

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(40 << 20);
    }

    private static byte[] Truncated(double part, int end = 0)
    {
        byte[] packed = NiftiMaker.Gzip(Good.File(Voxels));
        return packed[..((int)(packed.Length * part) + end)];
    }

    private static byte[] Flipped(int at)
    {
        byte[] packed = NiftiMaker.Gzip(Good.File(Voxels));
        packed[packed.Length + at] ^= 0x10;
        return packed;
    }
}
