using System.Buffers.Binary;

namespace Awsnet.Components.Tests;

/// <summary>Valid NIfTI files of every kind, and with every habit of real writers that nibabel forgives, drawn from a seed.</summary>
internal static class RandomNiftiFiles
{
    private static readonly (int Code, int Bits)[] types =
        [(2, 8), (4, 16), (8, 32), (16, 32), (32, 64), (64, 64), (128, 24), (256, 8), (512, 16), (768, 32), (1024, 64), (1280, 64),
            (1792, 128), (2304, 32)];

    /// <summary>Writes one file, or the two of a pair.</summary>
    /// <returns>The name of the file to open.</returns>
    public static string Write(string folder, int seed)
    {
        var random = new Random(seed);
        int version = 1 + random.Next(2);
        bool bigEndian = Chance(random, 2), isPair = Chance(random, 3), isGzip = Chance(random, 2);
        (int code, int bits) = types[random.Next(types.Length)];
        long[] dim = [random.Next(1, 8), .. Enumerable.Range(0, 7).Select(axis => (long)random.Next(1, axis < 3 ? 6 : 3))];
        int count = (int)dim[1..(int)(dim[0] + 1)].Aggregate(1L, (a, b) => a * b);
        for (int axis = (int)dim[0] + 1; axis < 8; axis++) dim[axis] = random.Next(2); // not used: 0 or 1

        bool isSignedAsPair = isPair != Chance(random, 10); // the name decides
        NiftiMaker maker = new NiftiMaker(version, bigEndian, isSignedAsPair ? $"ni{version}" : null).Dim(dim)
            .Type(code, Chance(random, 5) ? random.Next(200) : bits);
        Geometry(maker, random, (int)dim[0]);
        // The standard adds the intercept to real and imaginary parts, nibabel to the real ones alone.
        bool isComplex = code is 32 or 1792;
        maker.Scale(Pick(random, 1, 1, 1, 0, double.NaN, double.PositiveInfinity, 2, 0.5, -3, 1e-3, 7.25e5),
            isComplex ? 0 : Pick(random, 0, 0, 1.5, -7, 1e-4, 40_000));
        if (version == 1 && Chance(random, 6)) maker.Int32(0, random.Next(1000)); // a wrong header size, which the axes make up for

        byte[] extensions = Chance(random, 3)
            ? [1, 0, 0, 0, .. maker.Extension(32, 6, new byte[24]), .. maker.Extension(16, 4, new byte[8])]
            : [0, 0, 0, 0];
        int gap = random.Next(4) switch { 0 => 16 * random.Next(1, 5), 1 => random.Next(1, 40), _ => 0 };
        if (extensions[0] != 0 && !isPair) gap = 0; // nibabel takes what lies there for another extension
        int offset = isPair ? gap : maker.HeaderOnly.Length + extensions.Length + gap;
        byte[] header = maker.VoxOffset(offset).HeaderOnly, voxels = Voxels(random, code, count, bigEndian);
        string suffix = isGzip ? ".gz" : "";
        byte[] Packed(byte[] content) => isGzip ? NiftiMaker.Gzip(content) : content;
        if (!isPair)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{seed}.nii{suffix}"),
                Packed([.. header, .. extensions, .. new byte[gap], .. voxels]));
            return $"{seed}.nii{suffix}";
        }
        File.WriteAllBytes(Path.Combine(folder, $"{seed}.hdr{suffix}"), Packed([.. header, .. extensions]));
        File.WriteAllBytes(Path.Combine(folder, $"{seed}.img{suffix}"), Packed([.. new byte[gap], .. voxels]));
        return $"{seed}.hdr{suffix}";
    }

    private static void Geometry(NiftiMaker maker, Random random, int axes)
    {
        double Step() => Pick(random, 1, 0.75, 12, 0.3 + random.NextDouble(), 0, -2);
        maker.Pixdim(Pick(random, 1, 1, -1, -1, 0), Step(), Step(), Step(), axes > 3 ? random.NextDouble() : 0, 0, 0, 0);
        // A rotation of any axis and angle up to a half turn: b, c, d no longer than 1.
        double[] axis = [random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5];
        double length = Math.Sqrt(axis.Sum(a => a * a)), half = Chance(random, 4)
            ? 0
            : Math.Sin(random.NextDouble() * Math.PI / 2) / length;
        int Code() => Pick(random, 0, 0, 1, 2, 3, 4, 5, 6, 99, -1);
        maker.QForm(Code(), axis[0] * half, axis[1] * half, axis[2] * half, 100 * (random.NextDouble() - 0.5), -20, 30);
        maker.SForm(Code(), [.. Enumerable.Range(0, 12).Select(_ => Chance(random, 5) ? 0 : 6 * (random.NextDouble() - 0.5))]);
    }

    private static byte[] Voxels(Random random, int code, int count, bool bigEndian)
    {
        // What is not finite spreads from one part of a complex number to the other when Python multiplies.
        double Real() => (code is 32 or 1792 ? 4 : random.Next(8)) switch
        {
            0 =>
            0,
            1 => double.NaN,
            2 =>
            1e30 * (random.NextDouble() - 0.5),
            3 => double.NegativeInfinity,
            _ => 2000 * (random.NextDouble() - 0.5)
        };
        byte[] Single() => Bytes(4, span => BinaryPrimitives.WriteSingleLittleEndian(span, (float)Real()));
        byte[] Double() => Bytes(8, span => BinaryPrimitives.WriteDoubleLittleEndian(span, Real()));
        byte[] Whole(int size) => Bytes(size, random.NextBytes);
        byte[] Ordered(byte[] number) => bigEndian ? [.. number.Reverse()] : number;
        return [.. Enumerable.Range(0, count).SelectMany(_ => code switch
        {
            16 => Ordered(Single()),
            64 => Ordered(Double()),
            32 => [.. Ordered(Single()), .. Ordered(Single())],
            1792 => [.. Ordered(Double()), .. Ordered(Double())],
            128 => Whole(3),
            2 or 256 => Whole(1),
            4 or 512 => Whole(2),
            8 or 768 or 2304 => Whole(4),
            _ => Whole(8),
        })];
    }

    private static byte[] Bytes(int size, SpanAction fill)
    {
        byte[] bytes = new byte[size];
        fill(bytes);
        return bytes;
    }

    private delegate void SpanAction(Span<byte> span);

    private static bool Chance(Random random, int oneIn) => random.Next(oneIn) == 0;

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}
