using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>IEEE binary128 numbers, which .NET has no type for.</summary>
internal static class NiftiQuad
{
    private const int MantissaBits = 112;
    private const int Bias = 16383;

    /// <summary>The nearest double, ties to even; beyond double's range infinite, below it 0 or subnormal.</summary>
    public static double ToDouble(UInt128 bits)
    {
        bool isNegative = (bits >> 127) != 0;
        int exponent = (int)(bits >> MantissaBits) & 0x7FFF;
        UInt128 mantissa = bits & ((UInt128.One << MantissaBits) - 1);
        double magnitude;
        if (exponent == 0x7FFF) magnitude = mantissa == 0 ? double.PositiveInfinity : double.NaN;
        else if (exponent == 0) magnitude = 0; // a subnormal quad lies far below the least double
        else magnitude = Rounded(mantissa | (UInt128.One << MantissaBits), exponent - Bias);
        return isNegative ? -magnitude : magnitude;
    }

    /// <summary>Numbers stored as quads, two for a complex voxel, to doubles.</summary>
    public static void ToDouble(ReadOnlySpan<byte> quads, Span<double> values)
    {
        ReadOnlySpan<UInt128> bits = MemoryMarshal.Cast<byte, UInt128>(quads);
        for (int i = 0; i < values.Length; i++) values[i] = ToDouble(bits[i]);
    }

    private static double Rounded(UInt128 significand, int exponent)
    {
        // 113 bits down to the 53 of a double, or fewer where the result is subnormal.
        int drop = MantissaBits - 52 + Math.Max(0, -1022 - exponent);
        if (drop > 114) return 0;
        UInt128 kept = significand >> drop;
        UInt128 rest = significand & ((UInt128.One << drop) - 1);
        UInt128 half = UInt128.One << (drop - 1);
        if (rest > half || (rest == half && !UInt128.IsEvenInteger(kept))) kept++;
        // Exact: at most 53 bits times a power of two, in two steps so that neither factor leaves double's range.
        int shift = exponent - MantissaBits + drop;
        return Math.ScaleB((double)(ulong)kept, shift);
    }
}
