using System.IO.Compression;

namespace Awsnet.Components.Tests;

/// <summary>Mutated NIfTI files. 5,000 in the quick run and 2,000 pairs; 200,000 of each in the full one; the seed is fixed.</summary>
public sealed class NiftiFuzzTests : IDisposable
{
    private readonly FileFuzz<InvalidImageFileException> fuzz = new();

    public void Dispose() => fuzz.Dispose();

    [Fact]
    public void Mutated_nifti_files_are_read_or_refused()
    {
        byte[][] seeds = [.. NiftiSeeds()];
        int read = fuzz.Run(Effort.Pick(5000, 200_000), "a.nii", random =>
        {
            byte[] seed = seeds[random.Next(seeds.Length)];
            // Half of them compressed: damage before or behind the packing.
            return random.Next(4) switch
            {
                0 => FileMutation.Mutated(NiftiMaker.Gzip(seed), random),
                1 => NiftiMaker.Gzip(FileMutation.Mutated(seed, random)),
                _ => FileMutation.Mutated(seed, random),
            };
        }, ReadNifti, ContentLength);

        read.Should().BePositive("many mutations hit voxels or unused fields");
    }

    [Fact]
    public void Mutated_halves_of_pairs_are_read_or_refused()
    {
        byte[] voxels = [.. Enumerable.Range(0, 480).Select(i => (byte)(i * 7))];
        byte[][] seeds = [.. PairSeeds()];
        string other = fuzz["b.img"];
        int read = fuzz.Run(Effort.Pick(2000, 200_000), "b.hdr", random =>
        {
            byte[] second = random.Next(3) == 0 ? FileMutation.Mutated(NiftiMaker.Gzip(voxels), random) : voxels;
            File.WriteAllBytes(other, second);
            byte[] seed = seeds[random.Next(seeds.Length)];
            return random.Next(4) == 0 ? NiftiMaker.Gzip(FileMutation.Mutated(seed, random)) : FileMutation.Mutated(seed, random);
        }, ReadNifti, ContentLength, other);

        read.Should().BePositive("many mutations hit unused fields");
    }

    /// <summary>Reads all there is to read, and asks for all that follows from it.</summary>
    /// <returns>What a reader makes of the voxels: 4 bytes of float or color each, 16 of complex.</returns>
    private static long ReadNifti(string path)
    {
        NiftiImage image = NiftiImage.Read(path);
        if (image.DataType.IsColor()) _ = image.ReadRgba();
        else if (image.DataType.IsComplex()) _ = image.ReadComplex();
        else _ = image.ReadFloat32();
        _ = image.ReadStatistics();
        image.Spacing.Length.Should().Be(image.Shape.Length);
        image.AxisCodes.Should().HaveLength(3);
        if (!NiftiAffine.IsSingular(image.Affine)) _ = image.ReorderingTo("LPS").Header;
        return image.VoxelCount * (image.DataType.IsComplex() ? 16 : 4);
    }

    /// <summary>What a compressed file holds, as far as it can be unpacked.</summary>
    private static long ContentLength(byte[] file)
    {
        if (file.Length < 2 || file[0] != 0x1F || file[1] != 0x8B) return file.Length;
        long length = 0;
        try
        {
            using var content = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            byte[] buffer = new byte[1 << 12];
            for (int count; (count = content.Read(buffer)) > 0;) length += count;
        }
        catch (InvalidDataException)
        {
        }
        return length;
    }

    private static IEnumerable<byte[]> NiftiSeeds()
    {
        byte[] voxels = [.. Enumerable.Range(0, 640).Select(i => (byte)(i * 7))];
        foreach ((int code, int bits) in new[] { (2, 8), (4, 16), (16, 32), (64, 64), (128, 24), (32, 64), (1792, 128), (2304, 32) })
        {
            foreach (int version in new[] { 1, 2 })
            {
                NiftiMaker maker = new NiftiMaker(version, bigEndian: code % 3 == 1).Dim(3, 5, 4, 2).Type(code, bits);
                yield return maker.File(voxels[..(40 * bits / 8)]);
                int offset = maker.HeaderOnly.Length + 4 + 32;
                yield return [.. maker.VoxOffset(offset).HeaderOnly, 1, 0, 0, 0, .. maker.Extension(32, 6, new byte[24]),
                    .. voxels[..(40 * bits / 8)]];
            }
        }
    }

    private static IEnumerable<byte[]> PairSeeds()
    {
        foreach ((int code, int bits) in new[] { (2, 8), (4, 16), (16, 32), (128, 24), (1792, 128) })
        {
            foreach (int version in new[] { 1, 2 })
            {
                NiftiMaker maker = new NiftiMaker(version, bigEndian: code % 3 == 1, version == 1 ? "ni1" : "ni2")
                    .Dim(2, 5, 6).Type(code, bits).VoxOffset(0);
                yield return maker.HeaderOnly;
                yield return [.. maker.HeaderOnly, 1, 0, 0, 0, .. maker.Extension(32, 6, new byte[24])];
            }
        }
    }
}
