using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Awsnet.Components;

/// <summary>
/// Unpacks deflate streams (RFC 1951) portion by portion. Every kind of damage, the end before the stream's own included,
/// is an error; memory is one portion and the 32 KiB that matches may reach back.
/// </summary>
internal sealed class Inflater : IDisposable
{
    private const int HistoryLength = 1 << 15;
    private const int LongestMatch = 258;
    private const int InputLength = 1 << 16;

    /// <summary>What the fast loop may read or write beyond where it ends up: it moves 8 and 32 bytes at once.</summary>
    private const int Slack = 64;

    private enum Block
    {
        None,
        Stored,
        Coded,
        End,
    }

    private readonly ByteSource source;
    private readonly string path;
    private readonly InflateTables tables = new();
    private readonly byte[] input = ArrayPool<byte>.Shared.Rent(InputLength + Slack);
    private readonly byte[] window;
    private readonly int capacity;

    private int inputNext, inputEnd;
    private bool hasSourceEnded;
    private ulong bits;
    private int bitCount;

    private int windowEnd = HistoryLength;
    private int historyStart = HistoryLength;
    private Block block = Block.None;
    private bool isLastBlock;
    private int storedLeft;
    private int matchLeft, matchDistance;
    private int pendingLiteral = -1;

    /// <param name="source">Gives the packed bytes.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="portion">The most bytes that one call produces.</param>
    public Inflater(ByteSource source, string path, int portion)
    {
        this.source = source;
        this.path = path;
        capacity = HistoryLength + portion;
        window = ArrayPool<byte>.Shared.Rent(capacity + Slack);
    }

    /// <summary>True when the stream's last block has been unpacked to its end.</summary>
    public bool IsComplete => block == Block.End;

    /// <summary>Makes ready for a new stream at the next whole byte; bytes of the old one are no longer in reach.</summary>
    public void Restart()
    {
        DropToByte();
        historyStart = windowEnd;
        block = Block.None;
        isLastBlock = false;
    }

    /// <summary>Unpacks up to so many bytes, fewer only at the stream's end.</summary>
    /// <returns>The bytes; they stay as they are until the next call, and must not be changed.</returns>
    public ReadOnlySpan<byte> Produce(int count)
    {
        if (windowEnd + count > capacity)
        {
            int kept = Math.Min(HistoryLength, windowEnd - historyStart);
            Buffer.BlockCopy(window, windowEnd - kept, window, HistoryLength - kept, kept);
            (windowEnd, historyStart) = (HistoryLength, HistoryLength - kept);
        }
        int start = windowEnd, limit = windowEnd + count;
        while (windowEnd < limit)
        {
            if (pendingLiteral >= 0) EmitPendingLiteral();
            else if (matchLeft > 0) CopyRestOfMatch(limit);
            else if (block == Block.Coded) DecodeSymbols(limit);
            else if (block == Block.Stored) CopyStored(limit);
            else if (block == Block.End) break;
            else BeginBlock();
        }
        return window.AsSpan(start, windowEnd - start);
    }

    /// <summary>Drops the bits up to the next whole byte.</summary>
    public void DropToByte() => Drop(bitCount & 7);

    /// <summary>The next byte outside a stream, or -1 at the source's end. Only on whole bytes.</summary>
    public int ReadByte()
    {
        if (!TryNeed(8)) return -1;
        int value = (int)(bits & 0xFF);
        Drop(8);
        return value;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(input);
        ArrayPool<byte>.Shared.Return(window);
    }

    private InvalidImageFileException Damaged(string what) => new(path, $"its compressed content is damaged ({what})");

    private InvalidImageFileException CutShort() => new(path, "its compressed content ends too early: the file is cut short");

    private void BeginBlock()
    {
        if (isLastBlock)
        {
            block = Block.End;
            return;
        }
        Need(3);
        isLastBlock = (bits & 1) != 0;
        int kind = (int)(bits >> 1 & 3);
        Drop(3);
        switch (kind)
        {
            case 0:
                DropToByte();
                Need(32);
                uint lengths = (uint)bits;
                Drop(32);
                if ((lengths & 0xFFFF) != (~lengths >> 16)) throw Damaged("a stored block whose length does not match its check");
                storedLeft = (int)(lengths & 0xFFFF);
                block = storedLeft > 0 ? Block.Stored : Block.None;
                break;
            case 1:
                BuildFixedTables();
                block = Block.Coded;
                break;
            case 2:
                ReadTables();
                block = Block.Coded;
                break;
            default:
                throw Damaged("a block of no kind");
        }
    }

    private void BuildFixedTables()
    {
        Span<byte> symbols = stackalloc byte[288];
        symbols[..144].Fill(8);
        symbols[144..256].Fill(9);
        symbols[256..280].Fill(7);
        symbols[280..].Fill(8);
        Span<byte> distances = stackalloc byte[32];
        distances.Fill(5);
        tables.Build(symbols, distances);
    }

    private void ReadTables()
    {
        Need(14);
        int symbolCount = (int)(bits & 31) + 257;
        int distanceCount = (int)(bits >> 5 & 31) + 1;
        int codeCount = (int)(bits >> 10 & 15) + 4;
        Drop(14);
        if (symbolCount > 286 || distanceCount > 30) throw Damaged("a block with more codes than there are symbols");

        ReadOnlySpan<byte> order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
        Span<byte> codeLengths = stackalloc byte[19];
        codeLengths.Clear();
        for (int i = 0; i < codeCount; i++)
        {
            Need(3);
            codeLengths[order[i]] = (byte)(bits & 7);
            Drop(3);
        }
        if (!tables.BuildLengthCode(codeLengths)) throw Damaged("length codes that contradict each other");

        Span<byte> lengths = stackalloc byte[286 + 30];
        lengths.Clear();
        int total = symbolCount + distanceCount;
        for (int i = 0; i < total;)
        {
            TryNeed(14); // a code and its extra bits; at the end of the source there may be fewer
            uint entry = tables.Entries[(int)(bits & (1 << InflateTables.LengthCodeBits) - 1)];
            DropChecked((int)(entry & 0xFF));
            int symbol = (int)(entry >> 16);
            if (symbol < 16)
            {
                lengths[i++] = (byte)symbol;
                continue;
            }
            if (symbol == 16 && i == 0) throw Damaged("a repetition of nothing");
            byte repeated = symbol == 16 ? lengths[i - 1] : (byte)0;
            (int least, int extra) = symbol switch { 16 => (3, 2), 17 => (3, 3), _ => (11, 7) };
            int count = least + (int)(bits & (1u << extra) - 1);
            DropChecked(extra);
            if (i + count > total) throw Damaged("code lengths beyond the last code");
            lengths.Slice(i, count).Fill(repeated);
            i += count;
        }
        if (tables.Build(lengths[..symbolCount], lengths[symbolCount..total]) is string problem) throw Damaged(problem);
    }

    private void CopyStored(int limit)
    {
        // What is buffered as bits first, then straight from the input.
        while (storedLeft > 0 && windowEnd < limit)
        {
            if (bitCount >= 8)
            {
                window[windowEnd++] = (byte)bits;
                Drop(8);
                storedLeft--;
                continue;
            }
            bits = 0; // whole bytes only are left here: none
            if (inputNext == inputEnd && !Refill()) throw CutShort();
            int count = Math.Min(Math.Min(storedLeft, limit - windowEnd), inputEnd - inputNext);
            Buffer.BlockCopy(input, inputNext, window, windowEnd, count);
            inputNext += count;
            windowEnd += count;
            storedLeft -= count;
        }
        if (storedLeft == 0) block = Block.None;
    }

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

    private void CopyRestOfMatch(int limit)
    {
        int count = Math.Min(matchLeft, limit - windowEnd);
        for (int i = 0; i < count; i++, windowEnd++) window[windowEnd] = window[windowEnd - matchDistance];
        matchLeft -= count;
    }

    private void Need(int count)
    {
        if (!TryNeed(count)) throw CutShort();
    }

    /// <summary>Gets at least so many bits together, 56 at most; where the source has ended, as many as are left.</summary>
    private bool TryNeed(int count)
    {
        while (bitCount < count)
        {
            if (inputNext == inputEnd && !Refill()) return false;
            bits |= (ulong)input[inputNext++] << bitCount;
            bitCount += 8;
        }
        return true;
    }

    private void Drop(int count)
    {
        bits >>= count;
        bitCount -= count;
    }

    private void DropChecked(int count)
    {
        if (count > bitCount) throw CutShort();
        Drop(count);
    }

    /// <summary>Moves what is left of the input to the front and reads on behind it.</summary>
    /// <returns>False if there is nothing left at all.</returns>
    private bool Refill()
    {
        if (!hasSourceEnded)
        {
            int left = inputEnd - inputNext;
            Buffer.BlockCopy(input, inputNext, input, 0, left);
            (inputNext, inputEnd) = (0, left);
            while (inputEnd < InputLength && !hasSourceEnded)
            {
                int count = source.Read(input.AsSpan(inputEnd, InputLength - inputEnd));
                hasSourceEnded = count == 0;
                inputEnd += count;
            }
        }
        return inputNext < inputEnd;
    }
}
