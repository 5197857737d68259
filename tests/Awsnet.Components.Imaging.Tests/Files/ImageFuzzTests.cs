using System.Buffers.Binary;
using System.Diagnostics;
using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

/// <summary>
/// Mutated image files: each is read or refused with the one exception, quickly, and without taking memory for what the
/// file does not hold. 5,000 of each format in the quick run, 200,000 in the full one (and pairs); the seed is fixed.
/// </summary>
public sealed class ImageFuzzTests : IDisposable
{
    /// <summary>Buffers that do not depend on the file; mostly from a pool, which the collector may have emptied.</summary>
    private const long FixedCost = 2 << 20;

    private static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(5);

    /// <summary>In memory where the system has such a folder: writing the files takes ten times as long as reading them.</summary>
    private readonly string folder = Directory.CreateDirectory(Path.Combine(
        Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"awsnet-fuzz-{Guid.NewGuid():N}")).FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Mutated_nifti_files_are_read_or_refused()
    {
        byte[][] seeds = [.. NiftiSeeds()];
        int read = Run(Effort.Pick(5000, 200_000), "a.nii", random =>
        {
            byte[] seed = seeds[random.Next(seeds.Length)];
            // Half of them compressed: damage before or behind the packing.
            return random.Next(4) switch
            {
                0 => Mutated(NiftiMaker.Gzip(seed), random),
                1 => NiftiMaker.Gzip(Mutated(seed, random)),
                _ => Mutated(seed, random),
            };
        }, ReadNifti);

        read.Should().BePositive("many mutations hit voxels or unused fields");
    }

    [Fact]
    public void Mutated_halves_of_pairs_are_read_or_refused()
    {
        byte[] voxels = [.. Enumerable.Range(0, 480).Select(i => (byte)(i * 7))];
        byte[][] seeds = [.. PairSeeds()];
        string other = Path.Combine(folder, "b.img");
        int read = Run(Effort.Pick(2000, 200_000), "b.hdr", random =>
        {
            byte[] second = random.Next(3) == 0 ? Mutated(NiftiMaker.Gzip(voxels), random) : voxels;
            File.WriteAllBytes(other, second);
            byte[] seed = seeds[random.Next(seeds.Length)];
            return random.Next(4) == 0 ? NiftiMaker.Gzip(Mutated(seed, random)) : Mutated(seed, random);
        }, ReadNifti, other);

        read.Should().BePositive("many mutations hit unused fields");
    }

    [Fact]
    public void Mutated_png_files_are_read_or_refused()
    {
        byte[][] seeds = [.. PngSeeds()];
        int read = Run(Effort.Pick(5000, 200_000), "a.png", random =>
        {
            byte[] mutated = Mutated(seeds[random.Next(seeds.Length)], random);
            // Most damage would stop at a chunk's CRC: half of the files get theirs mended.
            return random.Next(2) == 0 ? mutated : WithMendedChunks(mutated);
        }, path =>
        {
            PngImage image = PngImage.Read(path);
            _ = image.ToGray8();
            return (long)image.Width * image.Height * (1 + image.Channels * (image.BitDepth == 16 ? 2 : 1));
        });

        read.Should().BePositive("some mutations hit pixels or chunks that are passed over");
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

    /// <param name="count">How many files.</param>
    /// <param name="name">What they are called, one after another.</param>
    /// <param name="make">Makes the file's bytes, and may write the second file.</param>
    /// <param name="read">Reads the file and gives the bytes it honestly holds.</param>
    /// <param name="second">A second file that errors may name.</param>
    private int Run(int count, string name, Func<Random, byte[]> make, Func<string, long> read, string? second = null)
    {
        string path = Path.Combine(folder, name);
        int whole = 0;
        for (int run = 0; run < count; run++)
        {
            byte[] file = make(new Random(run));
            File.WriteAllBytes(path, file);
            long honest = file.Length, before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            try
            {
                honest = Math.Max(honest, read(path));
                whole++;
            }
            catch (InvalidImageFileException e)
            {
                (e.Message.StartsWith(path + ": ") || second is not null && e.Message.StartsWith(second + ": ")).Should().BeTrue($"run {run} says '{e.Message}'");
                e.Message.Should().NotContain("\n", $"run {run}");
                honest = Math.Max(honest, ContentLength(file));
                if (second is not null) honest = Math.Max(honest, ContentLength(File.ReadAllBytes(second)));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Run {run} of {name} ended in {e.GetType().Name}.", e);
            }
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(2 * honest + FixedCost, $"run {run}");
            // A machine that stood still in between is no fault of the file: what is slow must be slow again.
            if (Stopwatch.GetElapsedTime(start) > LongestTime) Time(() => read(path)).Should().BeLessThan(LongestTime, $"run {run}");
        }
        return whole;
    }

    private static TimeSpan Time(Func<long> read)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            read();
        }
        catch (InvalidImageFileException)
        {
        }
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>What a compressed file holds, as far as it can be unpacked.</summary>
    private static long ContentLength(byte[] file)
    {
        if (file.Length < 2 || file[0] != 0x1F || file[1] != 0x8B) return file.Length;
        long length = 0;
        try
        {
            using var content = new System.IO.Compression.GZipStream(new MemoryStream(file), System.IO.Compression.CompressionMode.Decompress);
            byte[] buffer = new byte[1 << 12];
            for (int count; (count = content.Read(buffer)) > 0;) length += count;
        }
        catch (InvalidDataException)
        {
        }
        return length;
    }

    private static byte[] Mutated(byte[] seed, Random random)
    {
        List<byte> bytes = [.. seed];
        for (int change = random.Next(1, 5); change > 0; change--)
        {
            // Mostly near the start, where headers are.
            int at = random.Next(3) == 0 ? random.Next(bytes.Count) : random.Next(Math.Min(bytes.Count, 400));
            switch (random.Next(7))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: SetNumber(bytes, at, random); break;
                case 3: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 4: bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count)).Take(random.Next(1, 40)).ToArray()); break;
                case 5: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes[at] = random.Next(2) == 0 ? byte.MinValue : byte.MaxValue; break;
            }
            if (bytes.Count == 0) break;
        }
        return [.. bytes];
    }

    /// <summary>A number that lengths and offsets stumble over, in either byte order.</summary>
    private static void SetNumber(List<byte> bytes, int at, Random random)
    {
        long[] numbers = [0, 1, -1, 7, 8, 127, 255, 32767, -32768, 65535, int.MaxValue, int.MinValue, uint.MaxValue, 1 << 30, long.MaxValue, long.MinValue, 1L << 53];
        byte[] number = BitConverter.GetBytes(numbers[random.Next(numbers.Length)])[..(1 << random.Next(1, 4))];
        if (random.Next(2) == 0) Array.Reverse(number);
        for (int i = 0; i < number.Length && at + i < bytes.Count; i++) bytes[at + i] = number[i];
    }

    private static byte[] WithMendedChunks(byte[] file)
    {
        for (int at = 8; at + 12 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12) break;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 8 + (int)length), PngMaker.BitwiseCrc(file.AsSpan(at + 4, 4 + (int)length)));
            at += 12 + (int)length;
        }
        return file;
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
                yield return [.. maker.VoxOffset(offset).HeaderOnly, 1, 0, 0, 0, .. maker.Extension(32, 6, new byte[24]), .. voxels[..(40 * bits / 8)]];
            }
        }
    }

    private static IEnumerable<byte[]> PairSeeds()
    {
        foreach ((int code, int bits) in new[] { (2, 8), (4, 16), (16, 32), (128, 24), (1792, 128) })
        {
            foreach (int version in new[] { 1, 2 })
            {
                NiftiMaker maker = new NiftiMaker(version, bigEndian: code % 3 == 1, version == 1 ? "ni1" : "ni2").Dim(2, 5, 6).Type(code, bits).VoxOffset(0);
                yield return maker.HeaderOnly;
                yield return [.. maker.HeaderOnly, 1, 0, 0, 0, .. maker.Extension(32, 6, new byte[24])];
            }
        }
    }

    private static IEnumerable<byte[]> PngSeeds()
    {
        foreach ((int type, int depth) in new[] { (0, 1), (0, 8), (0, 16), (2, 8), (3, 4), (4, 8), (6, 16) })
        {
            foreach (bool interlaced in new[] { false, true })
                yield return PngMaker.File(9, 7, type, depth, interlaced, (x, y, c) => x * 37 + y * 11 + c & (1 << depth) - 1, type == 3 ? [PngMaker.Palette(16), PngMaker.Chunk("tRNS", [1, 2])] : []);
        }
    }
}
