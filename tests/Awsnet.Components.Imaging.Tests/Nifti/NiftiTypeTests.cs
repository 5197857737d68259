using System.Buffers.Binary;
using System.Numerics;

namespace Awsnet.Components.Tests;

/// <summary>Every voxel type, scaling and byte order, from bytes written by hand.</summary>
public sealed class NiftiTypeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<int, int, bool, string, double[]> Types
    {
        get
        {
            var types = new TheoryData<int, int, bool, string, double[]>();
            foreach (bool big in new[] { false, true })
            {
                // The bytes are given most significant first.
                types.Add(2, 8, big, "00 7F FF", [0, 127, 255]);
                types.Add(256, 8, big, "00 7F FF", [0, 127, -1]);
                types.Add(4, 16, big, "0001 8000 7FFF", [1, -32768, 32767]);
                types.Add(512, 16, big, "0001 8000 FFFF", [1, 32768, 65535]);
                types.Add(8, 32, big, "00000001 80000000 7FFFFFFF", [1, -2147483648.0, 2147483647.0]);
                types.Add(768, 32, big, "00000001 80000000 FFFFFFFF", [1, 2147483648.0, 4294967295.0]);
                types.Add(1024, 64, big, "0000000000000001 FFFFFFFFFFFFFFFE 0020000000000000", [1, -2, 9007199254740992.0]);
                types.Add(1280, 64, big, "0000000000000001 8000000000000000 0020000000000000",
                    [1, 9223372036854775808.0, 9007199254740992.0]);
                types.Add(16, 32, big, "3F800000 C0490FDB 7FC00000", [1, -3.1415927410125732, double.NaN]);
                types.Add(64, 64, big, "3FF0000000000000 400921FB54442D18 FFF0000000000000", [1, Math.PI, double.NegativeInfinity]);
            }
            return types;
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Each_type_is_read_in_both_byte_orders_and_versions(int code, int bits, bool bigEndian, string hex, double[] expected)
    {
        byte[][] numbers = [.. hex.Split(' ').Select(Convert.FromHexString)];
        byte[] voxels = [.. numbers.SelectMany(n => bigEndian ? n : n.Reverse())];
        foreach (int version in new[] { 1, 2 })
        {
            NiftiImage image = Read(new NiftiMaker(version, bigEndian).Dim(1, 3).Type(code, bits).File(voxels));

            image.ReadFloat64().Should().Equal(expected);
            image.ReadFloat32().Should().Equal(expected.Select(v => (float)v));
            ((int)image.DataType).Should().Be(code);
            image.Header.IsBigEndian.Should().Be(bigEndian);
            image.Header.Version.Should().Be(version);
        }
    }

    /// <summary>
    /// A large new array is written past the caches and by several threads: the values are those of ReadFloat64, rounded.
    /// </summary>
    [Theory]
    [InlineData(2, 8)]
    [InlineData(256, 8)]
    [InlineData(4, 16)]
    [InlineData(512, 16)]
    [InlineData(16, 32)]
    [InlineData(8, 32)]
    public void Every_voxel_of_a_large_image_is_read(int code, int bits)
    {
        const int Voxels = 1121 * 1033; // odd numbers: no portion, thread or vector divides it
        Voxels.Should().BeGreaterThan(1 << 20, "arrays are large from 4 MiB on");
        byte[] stored = new byte[Voxels * bits / 8];
        for (int i = 0; i < stored.Length; i++) stored[i] = (byte)((i * 2654435761L >> 13) & (code == 16 ? 0x77 : 0xFF)); // no exponent of ones: no NaN
        foreach ((double slope, double intercept) in new[] { (1.0, 0.0), (0.37, -11) })
        {
            NiftiImage image = Read(new NiftiMaker().Dim(2, 1121, 1033).Type(code, bits).Scale(slope, intercept).File(stored));
            float[] expected = Array.ConvertAll(image.ReadFloat64(), value => (float)value);

            image.ReadFloat32().AsSpan().SequenceEqual(expected).Should().BeTrue();
            float[] kept = new float[Voxels];
            image.ReadFloat32(0, kept);
            kept.AsSpan().SequenceEqual(expected).Should().BeTrue();
        }
    }

    [Theory]
    [InlineData(0, 5, 1, 0)]
    [InlineData(double.NaN, 5, 1, 0)]
    [InlineData(double.PositiveInfinity, 5, 1, 0)]
    [InlineData(2, double.NaN, 2, 0)]
    [InlineData(2, double.PositiveInfinity, 2, 0)]
    [InlineData(-0.5, 3, -0.5, 3)]
    [InlineData(1, -1024, 1, -1024)]
    public void Scaling_that_says_nothing_is_ignored(double slope, double intercept, double usedSlope, double usedIntercept)
    {
        NiftiImage image = Read(new NiftiMaker().Dim(1, 2).Type(4, 16).Scale(slope, intercept).File(10, 0, 0xFF, 0xFF));

        (image.Header.Slope, image.Header.Intercept).Should().Be((usedSlope, usedIntercept));
        image.ReadFloat64().Should().Equal(10 * usedSlope + usedIntercept, -usedSlope + usedIntercept);
        image.ReadStored<short>().Should().Equal(10, -1);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(256, 1)]
    [InlineData(4, 2)]
    [InlineData(512, 2)]
    [InlineData(8, 4)]
    [InlineData(16, 4)]
    [InlineData(64, 8)]
    public void Scaled_floats_are_the_doubles_rounded_once(int code, int size)
    {
        // 37 voxels: the vectors' eights and a rest. The slope has no short binary fraction.
        byte[] voxels = [.. Enumerable.Range(0, 37 * size).Select(i => (byte)(i * 89 % 63 + (i % size == size - 1 ? 1 : 0)))];
        NiftiImage image = Read(new NiftiMaker(2).Dim(1, 37).Type(code, 8 * size).Scale(0.1, -3.3).File(voxels));

        double[] exact = image.ReadFloat64();
        image.ReadFloat32().Should().Equal(exact.Select(v => (float)v));
        double[] unscaled = Read(new NiftiMaker(2).Dim(1, 37).Type(code, 8 * size).File(voxels)).ReadFloat64();
        exact.Should().Equal(unscaled.Select(v => v * 0.1 + -3.3));
    }

    [Fact]
    public void Complex_voxels_are_read_in_both_byte_orders()
    {
        byte[] parts = new byte[16];
        BinaryPrimitives.WriteSingleBigEndian(parts, 1.5f);
        BinaryPrimitives.WriteSingleBigEndian(parts.AsSpan(4), -2);
        BinaryPrimitives.WriteSingleBigEndian(parts.AsSpan(8), 0.25f);
        NiftiImage image = Read(new NiftiMaker(1, bigEndian: true).Dim(1, 2).Type(32, 64).Scale(2, 1).File(parts));

        image.ReadComplex().Should().Equal(new Complex(4, -3), new Complex(1.5, 1));
        FluentActions.Invoking(() => image.ReadFloat32()).Should().Throw<NotSupportedException>().WithMessage("*complex64*ReadComplex*");
        image.ReadStatistics().Should().BeNull();
    }

    [Fact]
    public void Colors_are_read()
    {
        Read(new NiftiMaker(1, true).Dim(1, 2).Type(128, 24).File(1, 2, 3, 4, 5, 6)).ReadRgba().Should()
            .Equal(new NiftiRgba(1, 2, 3, 255), new NiftiRgba(4, 5, 6, 255));
        Read(new NiftiMaker(1, true).Dim(1, 1).Type(2304, 32).File(1, 2, 3, 4)).ReadRgba().Should().Equal(new NiftiRgba(1, 2, 3, 4));
        FluentActions.Invoking(() => Read(new NiftiMaker().Dim(1, 1).Type(2304, 32).File(1, 2, 3, 4)).ReadFloat32()).Should()
            .Throw<NotSupportedException>().WithMessage("*rgba32*ReadRgba*");
        FluentActions.Invoking(() => Read(new NiftiMaker().Dim(1, 1).Type(2, 8).File(1)).ReadRgba()).Should().Throw<NotSupportedException>()
            .WithMessage("*uint8*");
    }

    [Fact]
    public void Labels_are_whole_whatever_their_type()
    {
        byte[] floats = [.. BitConverter.GetBytes(2221f), .. BitConverter.GetBytes(-3f)];
        Read(new NiftiMaker().Dim(1, 2).Type(16, 32).File(floats)).ReadInt16().Should().Equal(2221, -3);
        // 0.1 as a single is not quite a tenth: 5000 of it are 500.0000075.
        Read(new NiftiMaker().Dim(1, 1).Type(4, 16).Scale(0.1, 0).File(0x88, 0x13)).ReadInt32().Should().Equal(500);
    }

    [Fact]
    public void A_label_that_is_none_is_named()
    {
        byte[] voxels = [.. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(1.5f)];
        FluentActions.Invoking(() => Read(new NiftiMaker().Dim(1, 2).Type(16, 32).File(voxels)).ReadInt32()).Should()
            .Throw<InvalidImageFileException>().WithMessage("*voxel 1 is 1.5, no label that fits Int32");
        FluentActions.Invoking(() => Read(new NiftiMaker().Dim(1, 2).Type(512, 16).File(0, 0, 0, 0x80)).ReadInt16()).Should()
            .Throw<InvalidImageFileException>().WithMessage("*voxel 1 is 32768, no label that fits Int16");
        FluentActions.Invoking(() => Read(new NiftiMaker().Dim(1, 1).Type(16, 32).File(BitConverter.GetBytes(float.NaN))).ReadInt32())
            .Should().Throw<InvalidImageFileException>().WithMessage("*voxel 0 is NaN*");
    }

    [Fact]
    public void The_wrong_stored_type_is_named() =>
        FluentActions.Invoking(() => Read(new NiftiMaker().Dim(1, 1).Type(4, 16).File(0, 0)).ReadStored<ushort>()).Should()
            .Throw<ArgumentException>().WithMessage("*stores int16, not UInt16*");

    [Fact]
    public void Statistics_leave_out_what_is_not_a_number_and_count_it()
    {
        byte[] voxels = [.. new[] { 3, float.NaN, -1, 1e8f, 2.5f, float.NaN }.SelectMany(BitConverter.GetBytes)];

        Read(new NiftiMaker().Dim(2, 3, 2).Type(16, 32).Scale(2, 1).File(voxels)).ReadStatistics().Should()
            .Be(new NiftiStatistics(-1, 200000001, 200000013, 2));
        Read(new NiftiMaker().Dim(1, 1).Type(16, 32).File(BitConverter.GetBytes(float.NaN))).ReadStatistics()!.Value.Minimum.Should()
            .Be(double.NaN);
    }

    [Fact]
    public void A_sum_keeps_small_values_beside_large_ones()
    {
        double[] values = [1e16, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1e16];

        NiftiImage.Create([12], [1], values).ReadStatistics()!.Value.Sum.Should().Be(10);
    }

    private NiftiImage Read(byte[] file)
    {
        File.WriteAllBytes(folder["a.nii"], file);
        return NiftiImage.Read(folder["a.nii"]);
    }
}
