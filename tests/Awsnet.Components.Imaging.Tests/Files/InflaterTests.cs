using System.IO.Compression;
using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

/// <summary>The inflater against .NET's own deflate in every mode, and on streams written bit by bit.</summary>
public sealed class InflaterTests
{
    public static TheoryData<string, int, ZLibCompressionStrategy> Streams
    {
        get
        {
            var streams = new TheoryData<string, int, ZLibCompressionStrategy>();
            foreach (string content in Contents.Keys)
            {
                foreach (int level in new[] { 0, 1, 6, 9 }) streams.Add(content, level, ZLibCompressionStrategy.Default);
                streams.Add(content, 6, ZLibCompressionStrategy.HuffmanOnly);
                streams.Add(content, 6, ZLibCompressionStrategy.Fixed);
                streams.Add(content, 6, ZLibCompressionStrategy.RunLengthEncoding);
            }
            return streams;
        }
    }

    private static readonly Dictionary<string, byte[]> Contents = new()
    {
        ["one byte"] = [42],
        ["noise"] = Noise(300_000),
        ["zeros"] = new byte[300_000],
        ["volume"] = Volume(),
        ["near repetitions"] = NearRepetitions(),
        ["far repetitions"] = FarRepetitions(),
        ["long codes"] = LongCodes(),
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void What_deflate_packs_is_unpacked(string content, int level, ZLibCompressionStrategy strategy)
    {
        byte[] expected = Contents[content];
        using var packed = new MemoryStream();
        using (var stream = new DeflateStream(packed, new ZLibCompressionOptions { CompressionLevel = level, CompressionStrategy = strategy }, leaveOpen: true)) stream.Write(expected);

        foreach ((int portion, int piece) in new[] { (1 << 16, 1 << 16), (4096, 777), (1, 1 << 16) })
        {
            if (portion == 1 && expected.Length > 100_000 && !Effort.Full) continue;
            Inflate(packed.ToArray(), portion, piece).AsSpan().SequenceEqual(expected).Should().BeTrue($"portions of {portion}, input in pieces of {piece}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Every_cut_is_an_error(int level)
    {
        using var packed = new MemoryStream();
        using (var stream = new DeflateStream(packed, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true)) stream.Write(Volume()[..3000]);
        byte[] whole = packed.ToArray();

        for (int length = 0; length < whole.Length; length++)
            FluentActions.Invoking(() => Inflate(whole[..length], 1 << 16, 1 << 16)).Should().Throw<InvalidImageFileException>().WithMessage("a: its compressed content ends too early*", $"cut at {length}");
        Inflate(whole, 1 << 16, 1 << 16).Should().HaveCount(3000);
    }

    [Theory]
    // Bits in the stream's order; the first is the last-block flag, then the kind, lowest bit first.
    [InlineData("1 11", "a block of no kind")]
    [InlineData("1 00 00000 1000000000000000 1111111111111111", "a stored block whose length does not match its check")]
    [InlineData("1 01 11111 00000", "a block with more codes than there are symbols")] // 288 symbols
    [InlineData("1 01 00000 11111", "a block with more codes than there are symbols")] // 32 distances
    [InlineData("1 01 00000 00000 0000 100 100 100 100", "length codes that contradict each other")] // four codes of one bit
    [InlineData("1 01 00000 00000 0000 100 000 000 000", "length codes that contradict each other")] // one code alone leaves room
    [InlineData("1 01 00000 00000 0000 100 000 100 000 0 00", "a repetition of nothing")] // 16 and 18 of one bit, first a 16
    [InlineData("1 01 00000 00000 0000 000 100 100 000 1 1111111 1 1111111", "code lengths beyond the last code")] // 138 zeros twice, of 258
    [InlineData("1 10 0000000 0000001 00000", "")] // fixed: the end at once; the rest is not looked at
    [InlineData("1 10 11000110", "a code without a symbol")] // fixed: 286
    [InlineData("1 10 0000001 00000", "a match that reaches back before the start")] // fixed: length 3, distance 1
    [InlineData("1 10 00110000 0000001 11110", "a distance code without a distance")] // fixed: 0, length 3, distance code 30
    public void Streams_that_break_the_rules_are_named(string bits, string problem)
    {
        byte[] bytes = Bits(bits.Replace(" ", "") + new string('0', 80));

        Action inflate = () => Inflate(bytes, 100, 100);

        if (problem == "") inflate.Should().NotThrow();
        else inflate.Should().Throw<InvalidImageFileException>().WithMessage($"a: its compressed content is damaged ({problem})");
    }

    [Fact]
    public void Mutated_streams_never_give_anything_but_what_zlib_gives()
    {
        byte[] packed;
        using (var memory = new MemoryStream())
        {
            using (var stream = new DeflateStream(memory, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(Volume()[..20_000]);
            packed = memory.ToArray();
        }
        var random = new Random(11);
        int whole = 0;
        for (int run = 0; run < Effort.Pick(1000, 50_000); run++)
        {
            byte[] mutated = [.. packed];
            for (int i = random.Next(1, 4); i > 0; i--) mutated[random.Next(mutated.Length)] ^= (byte)(1 << random.Next(8));
            byte[] ours;
            try
            {
                ours = Inflate(mutated, 1 << 16, 1 << 16);
            }
            catch (InvalidImageFileException)
            {
                continue;
            }
            using var theirs = new MemoryStream();
            using (var stream = new DeflateStream(new MemoryStream(mutated), CompressionMode.Decompress)) stream.CopyTo(theirs);
            ours.Should().Equal(theirs.ToArray());
            whole++;
        }
        whole.Should().BePositive("some mutations leave a valid stream");
    }

    [Fact]
    public void Checksums_agree_with_their_definitions()
    {
        byte[] bytes = Noise(1000);
        for (int length = 0; length <= 300; length++)
        {
            Crc32.Append(0, bytes.AsSpan(0, length)).Should().Be(PngMaker.BitwiseCrc(bytes.AsSpan(0, length)), $"{length} bytes");
            (~Crc32.ByTable(uint.MaxValue, bytes.AsSpan(0, length))).Should().Be(PngMaker.BitwiseCrc(bytes.AsSpan(0, length)));
        }
        Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, 501)), bytes.AsSpan(501)).Should().Be(PngMaker.BitwiseCrc(bytes));
        // RFC 1950 by hand: "abc" has the sums 1 + 97 + 98 + 99 = 295 and 98 + 196 + 295 = 589.
        Adler32.Append(1, "abc"u8).Should().Be(589u << 16 | 295);
        byte[] ones = new byte[100_000];
        Array.Fill(ones, (byte)255);
        Adler32.Append(Adler32.Append(1, ones.AsSpan(0, 3)), ones.AsSpan(3)).Should().Be(Sums(ones));
    }

    private static uint Sums(byte[] bytes)
    {
        uint a = 1, b = 0;
        foreach (byte value in bytes)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }
        return b << 16 | a;
    }

    [Fact]
    public void Gzip_files_of_several_members_and_with_every_header_field_are_read()
    {
        using var folder = new TemporaryFolder();
        byte[] file = new NiftiMaker(2).Dim(1, 500_000).Type(2, 8).File(Noise(500_000));
        byte[] plain = NiftiMaker.Gzip(file[..100_001]);
        byte[] withFields = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, .. plain[4..10], 3, 0, 9, 9, 9, .. "name\0"u8, .. "comment\0"u8, 0, 0, .. plain[10..]];
        byte[] members = [.. withFields, .. EmptyMember, .. NiftiMaker.Gzip(file[100_001..100_002]), .. NiftiMaker.Gzip(file[100_002..], CompressionLevel.NoCompression)];
        File.WriteAllBytes(folder["a.nii.gz"], members);
        File.WriteAllBytes(folder["b.nii.gz"], [.. members, 0x1F, 0x8B, 99]);

        foreach (string name in new[] { "a.nii.gz", "b.nii.gz" })
            NiftiImage.Read(folder[name]).ReadStored<byte>().AsSpan().SequenceEqual(file.AsSpan(544)).Should().BeTrue();
        NiftiImage.Read(folder["a.nii.gz"]).ReadSliceFloat32(0).Should().HaveCount(500_000);
    }

    /// <summary>A fixed block that ends at once, and the sums of nothing.</summary>
    private static byte[] EmptyMember => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static byte[] Inflate(byte[] packed, int portion, int piece)
    {
        using var inflater = new Inflater(new Pieces(packed, piece), "a", portion);
        using var content = new MemoryStream();
        while (true)
        {
            ReadOnlySpan<byte> bytes = inflater.Produce(portion);
            if (bytes.IsEmpty) break;
            content.Write(bytes);
        }
        inflater.IsComplete.Should().BeTrue();
        return content.ToArray();
    }

    private static byte[] Bits(string bits) =>
        [.. Enumerable.Range(0, bits.Length / 8).Select(i => (byte)Enumerable.Range(0, 8).Sum(b => bits[8 * i + b] == '1' ? 1 << b : 0))];

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Volume()
    {
        var random = new Random(2);
        var bytes = new List<byte>();
        for (int i = 0; i < 100_000; i++)
        {
            int value = (int)(300 * Math.Exp(-(i % 317 - 150) * (i % 317 - 150) / 5000.0) + random.Next(30));
            bytes.Add((byte)value);
            bytes.Add((byte)(value >> 8));
        }
        return [.. bytes];
    }

    /// <summary>Every distance from 1 to 70 with every length from 3 to 300, behind noise.</summary>
    private static byte[] NearRepetitions()
    {
        var random = new Random(3);
        var bytes = new List<byte>();
        for (int distance = 1; distance <= 70; distance++)
        {
            foreach (int length in new[] { 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 257, 258, 259, 300 })
            {
                for (int i = 0; i < distance; i++) bytes.Add((byte)random.Next(256));
                for (int i = 0; i < length; i++) bytes.Add(bytes[^distance]);
            }
        }
        return [.. bytes];
    }

    private static byte[] FarRepetitions()
    {
        byte[] block = Noise(32768 - 262); // as far back as zlib looks
        return [.. block, .. block[..100], .. block, .. block[5000..5300], .. new byte[40_000], .. block];
    }

    /// <summary>Bytes with Fibonacci's frequencies: Huffman codes of every length up to the longest, beyond the first tables.</summary>
    private static byte[] LongCodes()
    {
        var bytes = new List<byte>();
        (int count, int next) = (1, 1);
        for (int value = 0; value < 24; value++)
        {
            bytes.AddRange(Enumerable.Repeat((byte)(value * 11), count));
            (count, next) = (next, count + next);
        }
        var random = new Random(4);
        byte[] shuffled = [.. bytes];
        random.Shuffle(shuffled);
        return shuffled;
    }

    private sealed class Pieces(byte[] bytes, int piece) : ByteSource
    {
        private int position;

        public override int Read(Span<byte> destination)
        {
            int count = Math.Min(Math.Min(piece, destination.Length), bytes.Length - position);
            bytes.AsSpan(position, count).CopyTo(destination);
            position += count;
            return count;
        }
    }
}
