namespace Awsnet.Components.Tests;

public sealed class NiftiSliceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.nii", false)]
    [InlineData("a.nii", true)]
    [InlineData("a.nii.gz", false)]
    [InlineData("a.nii.gz", true)]
    public void Any_slice_volume_or_range_is_what_the_whole_has_there(string name, bool bigEndian)
    {
        // 70 x 60 x 9 x 3 of 16 bits: 227 KB, more than one portion.
        short[] voxels = [.. Enumerable.Range(0, 70 * 60 * 9 * 3).Select(i => (short)(i * 31 ^ i >> 3))];
        NiftiImage.Create(new NiftiHeader { Shape = [70, 60, 9, 3], IsBigEndian = bigEndian }, voxels).Write(folder[name]);
        NiftiImage image = NiftiImage.Read(folder[name]);
        float[] whole = image.ReadFloat32();
        whole.Should().Equal(voxels.Select(v => (float)v));

        image.ReadSliceFloat32(8, 2).Should().Equal(whole[^4200..]);
        image.ReadSliceFloat32(3, 1).Should().Equal(whole[(4200 * 12)..(4200 * 13)]);
        image.ReadVolumeFloat32(1).Should().Equal(whole[(4200 * 9)..(4200 * 18)]);
        float[] some = new float[5000];
        image.ReadFloat32(100001, some);
        some.Should().Equal(whole[100001..105001]);
        double[] exact = new double[3];
        image.ReadFloat64(voxels.Length - 3, exact);
        exact.Should().Equal(voxels[^3..].Select(v => (double)v));
        image.ReadFloat32(voxels.Length, []);
        image.ReadSlicesFloat32().SelectMany(slice => slice).Should().Equal(whole);
        image.ReadSlicesFloat32().Should().HaveCount(27);
        image.ReadVolumesFloat32().Skip(2).Should().ContainSingle().Which.Should().Equal(whole[(4200 * 18)..]);
    }

    [Fact]
    public void Slices_that_are_not_there_are_named()
    {
        NiftiImage image = NiftiImage.Create([4, 4, 3, 2], [1, 1, 1, 1], new byte[96]);

        FluentActions.Invoking(() => image.ReadSliceFloat32(3)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("The image has 3 slices.*");
        FluentActions.Invoking(() => image.ReadSliceFloat32(-1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => image.ReadSliceFloat32(0, 2)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("The image has 2 volumes.*");
        FluentActions.Invoking(() => image.ReadFloat32(95, new float[2])).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("2 voxels from 95 on leave the image's 96.*");
        NiftiImage.Create([4, 4], [1, 1], new byte[16]).ReadSliceFloat32(0).Should().HaveCount(16);
    }

    [Fact]
    public void A_slice_of_a_plain_file_is_read_without_the_rest()
    {
        // The rest is not even there: a file of 40 GB, all hole.
        using (FileStream file = File.Create(folder["a.nii"]))
        {
            file.Write(new NiftiMaker().Dim(4, 1000, 1000, 10000, 2).Type(4, 16).File());
            file.SetLength(352 + 40_000_000_000);
            file.Position = 352 + 2_000_000L * 19999;
            file.Write([5, 0]);
        }
        NiftiImage image = NiftiImage.Read(folder["a.nii"]);

        image.ReadSliceFloat32(9999, 1)[0].Should().Be(5);

        FluentActions.Invoking(() => image.ReadFloat32()).Should().Throw<NotSupportedException>()
            .WithMessage("*20000000000 voxels, more than one array can hold*");
    }

    [Fact]
    public void Reading_takes_little_more_than_its_result()
    {
        short[] voxels = new short[2_000_000];
        for (int i = 0; i < voxels.Length; i++) voxels[i] = (short)(i % 977);
        NiftiImage.Create([2_000_000], [1], voxels).Write(folder["a.nii.gz"], new NiftiWriteOptions { GzipLevel = 1 });
        NiftiImage.Read(folder["a.nii.gz"]).ReadFloat32(); // fills the pools
        long before = GC.GetAllocatedBytesForCurrentThread();

        NiftiImage.Read(folder["a.nii.gz"]).ReadFloat32();

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan((long)(1.2 * 8_000_000));
    }
}
