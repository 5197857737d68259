using System.IO.Compression;

namespace Awsnet.Components.Tests;

/// <summary>What .NET's unpacking streams leave unsaid: cuts, and damage under the file's name.</summary>
public sealed class UnpackerTests
{
    /// <summary>What .NET's streams ask for at a time; ends of members at just this place are the hard ones.</summary>
    private const int AskedFor = 8192;

    /// <summary>What gzip, level 0, puts around so few bytes: header, block's head, trailer.</summary>
    private const int Around = 10 + 5 + 8;

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Every_cut_is_an_error(CompressionLevel level)
    {
        byte[] whole = NiftiMaker.Gzip(Volume(3000), level);
        for (int length = 0; length < whole.Length; length++)
        {
            FluentActions.Invoking(() => Unpack(whole[..length])).Should().Throw<InvalidImageFileException>()
                .WithMessage("a: its compressed content ends too early: the file is cut short", $"cut at {length}");
        }
        Unpack(whole).Should().Equal(Volume(3000));
    }

    [Fact]
    public void Members_may_end_anywhere()
    {
        byte[] second = NiftiMaker.Gzip(Volume(100));
        for (int length = AskedFor - 30; length <= AskedFor + 5; length++)
        {
            byte[] content = Volume(length - Around), first = NiftiMaker.Gzip(content, CompressionLevel.NoCompression);
            Unpack(first).Should().Equal(content, $"member of {length}");
            Unpack([.. first, .. second]).Should().Equal([.. content, .. Volume(100)], $"member of {length}, another behind");
            Unpack([.. first, .. new byte[3]]).Should().Equal(content, $"member of {length}, zeros behind");
            FluentActions.Invoking(() => Unpack(first[..^1])).Should().Throw<InvalidImageFileException>()
                .WithMessage("*cut short", $"member of {length} less 1");
            FluentActions.Invoking(() => Unpack([.. first, .. second[..^1]])).Should().Throw<InvalidImageFileException>()
                .WithMessage("*cut short", $"member of {length}, another less 1 behind");
        }
        NiftiMaker.Gzip(Volume(AskedFor - Around), CompressionLevel.NoCompression).Should().HaveCount(AskedFor);
    }

    [Fact]
    public void Mutated_streams_give_the_content_or_an_error()
    {
        byte[] content = Volume(20_000);
        var random = new Random(11);
        int whole = 0, damaged = 0;
        byte[] packed = NiftiMaker.Gzip(content);
        for (int run = 0; run < Effort.Pick(500, 25_000); run++)
        {
            byte[] mutated = [.. packed];
            for (int i = random.Next(1, 4); i > 0; i--)
                mutated[random.Next(random.Next(2) == 0 ? 12 : mutated.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                Unpack(mutated).AsSpan().SequenceEqual(content).Should().BeTrue($"run {run}");
                whole++;
            }
            catch (InvalidImageFileException e)
            {
                e.Message.Should().StartWith("a: its compressed content ");
                damaged++;
            }
        }
        whole.Should().BePositive("gzip's header has fields that nothing depends on");
        damaged.Should().BePositive();
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_no_damage() =>
        FluentActions.Invoking(() => new Unpacker(new Failing(), "a").Read(new byte[10])).Should().Throw<IOException>()
            .Which.Should().NotBeOfType<InvalidImageFileException>();

    [Fact]
    public void Gzip_files_of_several_members_and_with_every_header_field_are_read()
    {
        using var folder = new TemporaryFolder();
        byte[] file = new NiftiMaker(2).Dim(1, 500_000).Type(2, 8).File(Volume(500_000));
        byte[] plain = NiftiMaker.Gzip(file[..100_001]);
        byte[] header = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, .. plain[4..10], 3, 0, 9, 9, 9, .. "name\0"u8, .. "comment\0"u8];
        uint check = BitwiseCrc32.Of(header);
        byte[] withFields = [.. header, (byte)check, (byte)(check >> 8), .. plain[10..]];
        byte[] members =
        [
            .. withFields, .. EmptyMember, .. NiftiMaker.Gzip(file[100_001..100_002]),
            .. NiftiMaker.Gzip(file[100_002..], CompressionLevel.NoCompression),
        ];
        File.WriteAllBytes(folder["a.nii.gz"], members);
        File.WriteAllBytes(folder["b.nii.gz"], [.. members, 1, 2, 3]);

        foreach (string name in new[] { "a.nii.gz", "b.nii.gz" })
            NiftiImage.Read(folder[name]).ReadStored<byte>().AsSpan().SequenceEqual(file.AsSpan(544)).Should().BeTrue();
        NiftiImage.Read(folder["a.nii.gz"]).ReadSliceFloat32(0).Should().HaveCount(500_000);
    }

    /// <summary>A fixed block that ends at once, and the sums of nothing.</summary>
    private static byte[] EmptyMember => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static byte[] Unpack(byte[] packed)
    {
        using Unpacker unpacker = new(new Bytes(packed), "a");
        using var content = new MemoryStream();
        byte[] portion = new byte[1 << 12];
        for (int count; (count = unpacker.Read(portion)) > 0;) content.Write(portion.AsSpan(0, count));
        return content.ToArray();
    }

    private static byte[] Volume(int length)
    {
        var random = new Random(2);
        return
        [
            .. Enumerable.Range(0, length)
                .Select(i => (byte)(200 * Math.Exp(-(i % 317 - 150) * (i % 317 - 150) / 5000.0) + random.Next(30))),
        ];
    }

    private sealed class Bytes(byte[] bytes) : ByteSource
    {
        private int position;

        public override int Read(Span<byte> destination)
        {
            int count = Math.Min(destination.Length, bytes.Length - position);
            bytes.AsSpan(position, count).CopyTo(destination);
            position += count;
            return count;
        }
    }

    private sealed class Failing : ByteSource
    {
        public override int Read(Span<byte> destination) => throw new IOException("the disk is gone");
    }
}
