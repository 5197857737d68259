using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Awsnet.Components;

/// <summary>The symbols of a coded block: literals, and matches with earlier output.</summary>
internal sealed partial class Inflater
{
    private void DecodeSymbols(int limit)
    {
        while (windowEnd < limit && block == Block.Coded && matchLeft == 0 && pendingLiteral < 0)
        {
            if (inputEnd - inputNext < Slack) Refill();
            bool isRoomy = inputEnd - inputNext >= Slack && limit - windowEnd >= LongestMatch + Slack;
            if (isRoomy) DecodeFast(limit - LongestMatch - Slack / 2, inputEnd - Slack / 2);
            else DecodeOne();
        }
    }

    /// <summary>Decodes while both buffers have room for the longest symbol, without asking after each byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // no slow first tier: one call is most of the work
    private void DecodeFast(int lastOutput, int lastInput)
    {
        // References that move, one table for both codes: few enough values for the processor's registers.
        ref byte packed = ref input[inputNext];
        ref byte output = ref window[windowEnd];
        ref byte packedLast = ref input[lastInput];
        ref byte outputLast = ref window[lastOutput];
        ref byte start = ref window[historyStart];
        ref uint symbols = ref MemoryMarshal.GetArrayDataReference(tables.Entries);
        const ulong symbolMask = (1 << InflateTables.SymbolBits) - 1;
        const ulong distanceMask = (1 << InflateTables.DistanceBits) - 1;
        ulong held = bits;
        uint heldCount = (uint)bitCount; // only the low byte counts: entries are subtracted whole
        do
        {
            // At least 56 bits: three look-ups of 11, or a length (15 + 5) and a distance (15 + 13).
            held |= LoadBits(ref packed) << (int)heldCount;
            packed = ref Unsafe.Add(ref packed, (nint)(63 - heldCount >> 3 & 7));
            heldCount |= 56;
            uint entry = Unsafe.Add(ref symbols, (nint)(held & symbolMask));
            if ((int)entry < 0)
            {
                held >>= (int)entry;
                heldCount -= entry;
                Unsafe.WriteUnaligned(ref output, (ushort)(entry >> 8));
                output = ref Unsafe.Add(ref output, (nint)(entry >> 24 & 3));
                entry = Unsafe.Add(ref symbols, (nint)(held & symbolMask));
                if ((int)entry < 0)
                {
                    held >>= (int)entry;
                    heldCount -= entry;
                    Unsafe.WriteUnaligned(ref output, (ushort)(entry >> 8));
                    output = ref Unsafe.Add(ref output, (nint)(entry >> 24 & 3));
                    entry = Unsafe.Add(ref symbols, (nint)(held & symbolMask));
                    if ((int)entry < 0)
                    {
                        held >>= (int)entry;
                        heldCount -= entry;
                        Unsafe.WriteUnaligned(ref output, (ushort)(entry >> 8));
                        output = ref Unsafe.Add(ref output, (nint)(entry >> 24 & 3));
                        continue;
                    }
                }
                held |= LoadBits(ref packed) << (int)heldCount;
                packed = ref Unsafe.Add(ref packed, (nint)(63 - heldCount >> 3 & 7));
                heldCount |= 56;
            }
            if ((entry & InflateTables.Special) != 0) goto specialSymbol;
        takeLength:
            nint length = (nint)((entry >> 16) + ExtraBits(held, entry));
            held >>= (int)entry;
            heldCount -= entry;
            entry = Unsafe.Add(ref symbols, (nint)(held & distanceMask) + InflateTables.FirstDistance);
            if ((entry & InflateTables.Special) != 0) goto specialDistance;
        takeDistance:
            nint distance = (nint)((entry >> 16) + ExtraBits(held, entry));
            held >>= (int)entry;
            heldCount -= entry;
            if (distance > Unsafe.ByteOffset(ref start, ref output)) throw Damaged("a match that reaches back before the start");
            ref byte from = ref Unsafe.Subtract(ref output, distance);
            ref byte target = ref output;
            output = ref Unsafe.Add(ref output, length);
            if (distance < 16) goto nearMatch;
            Unsafe.WriteUnaligned(ref target, Unsafe.ReadUnaligned<ulong>(ref from));
            for (nint i = 8; i < length; i += 16) Vector128.LoadUnsafe(ref from, (nuint)i).StoreUnsafe(ref target, (nuint)i);
            continue;

        nearMatch:
            CopyNearMatch(ref target, distance, length);
            continue;

        specialSymbol:
            if ((entry & InflateTables.SubTable) != 0)
            {
                held >>= InflateTables.SymbolBits;
                heldCount -= InflateTables.SymbolBits;
                entry = Unsafe.Add(ref symbols, SubTableIndex(held, entry));
                if ((int)entry < 0)
                {
                    held >>= (int)entry;
                    heldCount -= entry;
                    output = (byte)(entry >> 8);
                    output = ref Unsafe.Add(ref output, 1);
                    continue;
                }
                if ((entry & InflateTables.Special) == 0) goto takeLength;
            }
            if ((entry & InflateTables.EndOfBlock) == 0) throw Damaged("a code without a symbol");
            held >>= (int)entry;
            heldCount -= entry;
            block = Block.None;
            break;

        specialDistance:
            if ((entry & InflateTables.SubTable) == 0) throw Damaged("a distance code without a distance");
            held >>= InflateTables.DistanceBits;
            heldCount -= InflateTables.DistanceBits;
            entry = Unsafe.Add(ref symbols, SubTableIndex(held, entry));
            if ((entry & InflateTables.Special) != 0) throw Damaged("a distance code without a distance");
            goto takeDistance;
        }
        while (!Unsafe.IsAddressGreaterThan(ref packed, ref packedLast) && !Unsafe.IsAddressGreaterThan(ref output, ref outputLast));
        // Bits above the count are bytes that were loaded but not yet taken; they will be loaded again.
        heldCount &= 63;
        bits = held & (1UL << (int)heldCount) - 1;
        bitCount = (int)heldCount;
        inputNext = (int)Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(input), ref packed);
        windowEnd = (int)Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(window), ref output);
    }

    /// <summary>The value of the bits behind a code: those below the entry's whole count, without the code's own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ExtraBits(ulong held, uint entry)
    {
        // BZHI and the shift look at the count's own bits alone.
        ulong all = Bmi2.X64.IsSupported ? Bmi2.X64.ZeroHighBits(held, entry) : held & (1UL << (int)entry) - 1;
        return all >> (int)(entry >> 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint SubTableIndex(ulong held, uint entry) =>
        (nint)((entry >> 16 & 0xFFF) + (held & (1UL << (int)(entry >> 8 & 15)) - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LoadBits(ref byte packed)
    {
        ulong loaded = Unsafe.ReadUnaligned<ulong>(ref packed);
        return BitConverter.IsLittleEndian ? loaded : BinaryPrimitives.ReverseEndianness(loaded);
    }

    /// <summary>Repeats output of less than 32 bytes ago, in steps wider than a byte; up to 31 bytes behind the match are overwritten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyNearMatch(ref byte target, nint distance, nint length)
    {
        ref byte from = ref Unsafe.Subtract(ref target, distance);
        if (distance >= 16)
        {
            for (nint i = 0; i < length; i += 16) Vector128.LoadUnsafe(ref from, (nuint)i).StoreUnsafe(ref target, (nuint)i);
        }
        else if (distance > 8)
        {
            for (nint i = 0; i < length; i += 8)
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, i), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, i)));
        }
        else if ((distance & (distance - 1)) == 0)
        {
            // 1, 2, 4, 8: the pattern fills a register evenly.
            Vector256<byte> pattern = distance switch
            {
                1 => Vector256.Create(from),
                2 => Vector256.Create(Unsafe.ReadUnaligned<ushort>(ref from)).AsByte(),
                4 => Vector256.Create(Unsafe.ReadUnaligned<uint>(ref from)).AsByte(),
                _ => Vector256.Create(Unsafe.ReadUnaligned<ulong>(ref from)).AsByte(),
            };
            for (nint i = 0; i < length; i += 32) pattern.StoreUnsafe(ref target, (nuint)i);
        }
        else
        {
            // 3, 5, 6, 7: each step brings one whole repetition and some bytes that the next step mends.
            for (nint i = 0; i < length; i += distance)
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, i), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, i)));
        }
    }

    /// <summary>Decodes one symbol near the end of input or output, asking at every step.</summary>
    private void DecodeOne()
    {
        TryNeed(48);
        uint entry = tables.Entries[(int)(bits & (1 << InflateTables.SymbolBits) - 1)];
        if ((int)entry >= 0 && (entry & InflateTables.Special) != 0 && (entry & InflateTables.SubTable) != 0)
        {
            DropChecked(InflateTables.SymbolBits);
            entry = tables.Entries[(int)((entry >> 16 & 0xFFF) + (bits & (1u << (int)(entry >> 8 & 15)) - 1))];
        }
        if ((int)entry < 0)
        {
            EmitLiterals(entry);
            return;
        }
        if ((entry & InflateTables.Special) != 0)
        {
            if ((entry & InflateTables.EndOfBlock) == 0) throw bitCount < 15 ? CutShort() : Damaged("a code without a symbol");
            DropChecked((int)(entry & 0xFF));
            block = Block.None;
            return;
        }
        int length = TakeValue(entry);
        entry = tables.Entries[InflateTables.FirstDistance + (int)(bits & (1 << InflateTables.DistanceBits) - 1)];
        if ((entry & InflateTables.SubTable) != 0 && (entry & InflateTables.Special) != 0)
        {
            DropChecked(InflateTables.DistanceBits);
            entry = tables.Entries[(int)((entry >> 16 & 0xFFF) + (bits & (1u << (int)(entry >> 8 & 15)) - 1))];
        }
        if ((entry & InflateTables.Special) != 0) throw bitCount < 15 ? CutShort() : Damaged("a distance code without a distance");
        int distance = TakeValue(entry);
        if (distance > windowEnd - historyStart) throw Damaged("a match that reaches back before the start");
        (matchLeft, matchDistance) = (length, distance);
    }

    private void EmitLiterals(uint entry)
    {
        DropChecked((int)(entry & 0xFF));
        window[windowEnd++] = (byte)(entry >> 8);
        // The second of a pair may be one too many for the room that is left, so it goes through the loop.
        if ((entry >> 24 & 3) == 2) pendingLiteral = (byte)(entry >> 16);
    }

    private void EmitPendingLiteral()
    {
        window[windowEnd++] = (byte)pendingLiteral;
        pendingLiteral = -1;
    }

    private int TakeValue(uint entry)
    {
        int all = (int)(entry & 0xFF), code = (int)(entry >> 8 & 15);
        int value = (int)(entry >> 16) + (int)((bits & (1UL << all) - 1) >> code);
        DropChecked(all);
        return value;
    }
}
