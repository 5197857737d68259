using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Awsnet.Components;

/// <summary>The check of gzip and PNG: CRC-32 with the reflected polynomial EDB88320.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] tables = Tables();

    /// <summary>The check of earlier bytes and these.</summary>
    /// <param name="crc">The check so far; 0 before the first byte.</param>
    /// <param name="bytes">The bytes that follow.</param>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        if (Pclmulqdq.IsSupported && Sse41.IsSupported && bytes.Length >= 64)
        {
            int folded = bytes.Length & ~15;
            crc = Fold(crc, bytes[..folded]);
            bytes = bytes[folded..];
        }
        else if (System.Runtime.Intrinsics.Arm.Crc32.Arm64.IsSupported)
        {
            for (; bytes.Length >= 8; bytes = bytes[8..])
                crc = System.Runtime.Intrinsics.Arm.Crc32.Arm64.ComputeCrc32(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }
        return ~ByTable(crc, bytes);
    }

    /// <summary>Eight bytes at a time, one table for each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static uint ByTable(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = tables[7 * 256 + (low & 0xFF)] ^ tables[6 * 256 + (low >> 8 & 0xFF)] ^ tables[5 * 256 + (low >> 16 & 0xFF)] ^ tables[4 * 256 + (low >> 24)]
                ^ tables[3 * 256 + (high & 0xFF)] ^ tables[2 * 256 + (high >> 8 & 0xFF)] ^ tables[256 + (high >> 16 & 0xFF)] ^ tables[high >> 24];
        }
        foreach (byte b in bytes) crc = tables[(crc ^ b) & 0xFF] ^ crc >> 8;
        return crc;
    }

    /// <summary>
    /// Folds 64 bytes at a time by carry-less multiplication: the remainder of a polynomial shifted by n bits is its product
    /// with x^n mod P. The constants are those powers, bit-reflected: x^(512±32), x^(128±32), x^64 and Barrett's quotient.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Fold(uint crc, ReadOnlySpan<byte> bytes)
    {
        Vector128<ulong> by512 = Vector128.Create(0x154442bd4UL, 0x1c6e41596UL);
        Vector128<ulong> by128 = Vector128.Create(0x1751997d0UL, 0x0ccaa009eUL);
        ref byte at = ref MemoryMarshal.GetReference(bytes);
        Vector128<ulong> x0 = Load(ref at, 0) ^ Vector128.CreateScalar((ulong)crc);
        Vector128<ulong> x1 = Load(ref at, 16), x2 = Load(ref at, 32), x3 = Load(ref at, 48);
        int i = 64;
        for (; i + 64 <= bytes.Length; i += 64)
        {
            x0 = Shift(x0, by512) ^ Load(ref at, i);
            x1 = Shift(x1, by512) ^ Load(ref at, i + 16);
            x2 = Shift(x2, by512) ^ Load(ref at, i + 32);
            x3 = Shift(x3, by512) ^ Load(ref at, i + 48);
        }
        Vector128<ulong> x = Shift(x0, by128) ^ x1;
        x = Shift(x, by128) ^ x2;
        x = Shift(x, by128) ^ x3;
        for (; i + 16 <= bytes.Length; i += 16) x = Shift(x, by128) ^ Load(ref at, i);

        // 128 bits to 64, then Barrett's reduction to 32.
        Vector128<ulong> low32 = Vector128.Create(0xFFFFFFFFUL, 0);
        x = Pclmulqdq.CarrylessMultiply(x, by128, 0x10) ^ Sse2.ShiftRightLogical128BitLane(x, 8);
        x = Pclmulqdq.CarrylessMultiply(x & low32, Vector128.CreateScalar(0x163cd6124UL), 0x00) ^ Sse2.ShiftRightLogical128BitLane(x, 4);
        Vector128<ulong> barrett = Vector128.Create(0x1db710641UL, 0x1f7011641UL);
        Vector128<ulong> quotient = Pclmulqdq.CarrylessMultiply(x & low32, barrett, 0x10) & low32;
        return (x ^ Pclmulqdq.CarrylessMultiply(quotient, barrett, 0x00)).AsUInt32()[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(ref byte at, int i) => Vector128.LoadUnsafe(ref at, (nuint)i).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Shift(Vector128<ulong> x, Vector128<ulong> power) =>
        Pclmulqdq.CarrylessMultiply(x, power, 0x00) ^ Pclmulqdq.CarrylessMultiply(x, power, 0x11);

    private static uint[] Tables()
    {
        uint[] made = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ Polynomial : crc >> 1;
            made[i] = crc;
        }
        for (int i = 256; i < made.Length; i++) made[i] = made[i - 256] >> 8 ^ made[made[i - 256] & 0xFF];
        return made;
    }
}
