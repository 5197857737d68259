using System.Buffers.Binary;

namespace Awsnet.Components.Tests;

/// <summary>Mutated PNG and JPEG files. 5,000 of each in the quick run, 200,000 in the full one; the seed is fixed.</summary>
public sealed class RasterFuzzTests : IDisposable
{
    private readonly FileFuzz<InvalidImageFileException> fuzz = new();

    public void Dispose() => fuzz.Dispose();

    [Fact]
    public void Mutated_png_files_are_read_or_refused()
    {
        byte[][] seeds = [.. PngSeeds()];
        int read = fuzz.Run(Effort.Pick(5000, 200_000), "a.png", random =>
        {
            byte[] mutated = FileMutation.Mutated(seeds[random.Next(seeds.Length)], random);
            // Most damage would stop at a chunk's CRC: half of the files get theirs corrected.
            return random.Next(2) == 0 ? mutated : WithMendedChunks(mutated);
        }, Read);

        read.Should().BePositive("some mutations hit pixels or chunks that are passed over");
    }

    [Fact]
    public void Mutated_jpeg_files_are_read_or_refused()
    {
        byte[][] seeds = [.. JpegFiles.Seeds()];
        int read = fuzz.Run(
            Effort.Pick(5000, 200_000), "a.jpg", random => FileMutation.Mutated(seeds[random.Next(seeds.Length)], random), Read);

        read.Should().BePositive("JPEG has no check sums");
    }

    /// <returns>The bytes that pixels take, and those of the results.</returns>
    private static long Read(string path)
    {
        RasterImage image = RasterImage.Read(path);
        _ = image.ToGray8();
        if (image.HasLabels) _ = image.ToLabels();
        return (long)image.Width * image.Height * 8;
    }

    private static byte[] WithMendedChunks(byte[] file)
    {
        for (int at = 8; at + 12 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12) break;
            uint check = BitwiseCrc32.Of(file.AsSpan(at + 4, 4 + (int)length));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 8 + (int)length), check);
            at += 12 + (int)length;
        }
        return file;
    }

    private static IEnumerable<byte[]> PngSeeds()
    {
        foreach ((int type, int depth) in new[] { (0, 1), (0, 8), (0, 16), (2, 8), (3, 4), (4, 8), (6, 8), (6, 16) })
        {
            byte[][] chunks = type switch
            {
                0 when depth == 8 => [PngMaker.Chunk("tRNS", [0, 37])],
                3 => [PngMaker.Palette(16), PngMaker.Chunk("tRNS", [1, 2])],
                _ => [],
            };
            foreach (bool interlaced in new[] { false, true })
                yield return PngMaker.File(9, 7, type, depth, interlaced, (x, y, c) => x * 37 + y * 11 + c & (1 << depth) - 1, chunks);
        }
    }
}
