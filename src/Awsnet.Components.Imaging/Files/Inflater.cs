using System.Buffers;

namespace Awsnet.Components;

/// <summary>
/// Unpacks deflate streams (RFC 1951) portion by portion. Every kind of damage, the end before the stream's own included,
/// is an error; memory is one portion and the 32 KiB that matches may reach back.
/// </summary>
internal sealed partial class Inflater : IDisposable
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
