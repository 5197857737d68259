using System.Numerics;
using System.Runtime.CompilerServices;

namespace Awsnet.Components;

/// <summary>
/// The two decoding tables of a deflate block. A table is indexed with the next bits of the stream; its entry holds all
/// that the bits mean, so that most symbols cost one look-up. Codes longer than the index go on in a sub-table.
/// </summary>
/// <remarks>
/// An entry is 32 bits. The low byte says how many bits to drop. Of the others:
/// literals have <see cref="Literal"/>, a count (1 or 2) in bits 24-25 and the bytes in bits 8-23;
/// lengths and distances have the code's own bits in bits 8-11 and the base in bits 16-31 (extra bits are in the low byte's count);
/// <see cref="SubTable"/> has the sub-table's index bits in bits 8-11 and its start in bits 16-27.
/// </remarks>
internal sealed class InflateTables
{
    public const int SymbolBits = 11;
    public const int DistanceBits = 8;
    public const int LengthCodeBits = 7;

    public const uint Literal = 1u << 31;
    public const uint Special = 1u << 15;
    public const uint SubTable = 1u << 14;
    public const uint EndOfBlock = 1u << 13;

    private const int MostCodeBits = 15;
    private const int EndSymbol = 256;

    /// <summary>Where the distances' table starts: above what any complete code of symbols takes (2342 entries; distances 402).</summary>
    public const int FirstDistance = 2560;

    private readonly uint[] entries = new uint[4096];
    private readonly ushort[] sorted = new ushort[288];

    private static readonly uint[] symbolMeanings = SymbolMeanings();
    private static readonly uint[] distanceMeanings = DistanceMeanings();

    /// <summary>The symbols' table and its sub-tables, then from <see cref="FirstDistance"/> on those of the distances.</summary>
    public uint[] Entries => entries;

    /// <summary>Builds both tables from the codes' lengths.</summary>
    /// <returns>What is wrong with them, or null.</returns>
    public string? Build(ReadOnlySpan<byte> symbolLengths, ReadOnlySpan<byte> distanceLengths)
    {
        if (symbolLengths[EndSymbol] == 0) return "a block without an end";
        if (!Build(0, SymbolBits, symbolLengths, symbolMeanings)) return "symbol codes that contradict each other";
        if (!Build(FirstDistance, DistanceBits, distanceLengths, distanceMeanings)) return "distance codes that contradict each other";
        PairLiterals();
        return null;
    }

    /// <summary>Builds the table of the code that the code lengths themselves are packed with: 7 bits, no sub-tables.</summary>
    /// <returns>False if the code is over-full or incomplete.</returns>
    public bool BuildLengthCode(ReadOnlySpan<byte> lengths)
    {
        Span<uint> meanings = stackalloc uint[lengths.Length];
        for (int i = 0; i < meanings.Length; i++) meanings[i] = (uint)i << 16;
        return Build(0, LengthCodeBits, lengths, meanings, mayBeSingle: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Build(int first, int tableBits, ReadOnlySpan<byte> lengths, ReadOnlySpan<uint> meanings, bool mayBeSingle = true)
    {
        Span<int> counts = stackalloc int[MostCodeBits + 1];
        counts.Clear();
        foreach (byte length in lengths) counts[length]++;
        counts[0] = 0;

        // Kraft's sum tells whether the lengths make a code: over-full is an error; incomplete is one too, but for a
        // single code of one bit, and for no code at all, both of which packers write where nothing is to be told apart.
        Span<int> starts = stackalloc int[MostCodeBits + 2];
        starts.Clear();
        int left = 1, used = 0, longest = 0;
        for (int length = 1; length <= MostCodeBits; length++)
        {
            left = (left << 1) - counts[length];
            if (left < 0) return false;
            starts[length] = used;
            used += counts[length];
            if (counts[length] > 0) longest = length;
        }
        if (left > 0)
        {
            if (!mayBeSingle || longest > 1) return false;
            entries.AsSpan(first, 1 << tableBits).Fill(Special); // what no code means is an error when met
        }
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] != 0) sorted[starts[lengths[symbol]]++] = (ushort)symbol;
        }
        if (used > 0) Fill(first, tableBits, lengths, meanings, used, isComplete: left == 0);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(int first, int tableBits, ReadOnlySpan<byte> lengths, ReadOnlySpan<uint> meanings, int used, bool isComplete)
    {
        Span<uint> table = entries.AsSpan(first);
        int next = 0, filledBits = 0;
        uint code = 0; // bit-reversed: its first bit is the lowest, as the stream has it
        // Codes that fit: each is entered once, and the table doubled whenever the codes grow by a bit.
        for (; next < used && lengths[sorted[next]] <= tableBits; next++)
        {
            int length = lengths[sorted[next]];
            if (isComplete) filledBits = Double(table, filledBits, length);
            uint entry = Entry(meanings[sorted[next]], length);
            if (isComplete) table[(int)code] = entry;
            else for (uint i = code; i < 1u << tableBits; i += 1u << length) table[(int)i] = entry;
            code = Next(code, length);
        }
        if (!isComplete) return;
        Double(table, filledBits, tableBits);
        FillSubTables(first, tableBits, lengths, meanings, next, used, code);
    }

    private void FillSubTables(int first, int tableBits, ReadOnlySpan<byte> lengths, ReadOnlySpan<uint> meanings, int next, int used, uint code)
    {
        uint prefixMask = (1u << tableBits) - 1;
        int start = first + (1 << tableBits);
        while (next < used)
        {
            // All codes with one prefix stand together, the longest last: it gives the sub-table's size.
            uint prefix = code & prefixMask;
            int end = next;
            uint codeAtEnd = code;
            int longest = 0;
            while (end < used && (codeAtEnd & prefixMask) == prefix)
            {
                longest = lengths[sorted[end++]];
                bool isLast = codeAtEnd == (1u << longest) - 1;
                if (isLast) break;
                codeAtEnd = Next(codeAtEnd, longest);
            }
            int bits = longest - tableBits;
            for (; next < end; next++)
            {
                int length = lengths[sorted[next]];
                uint entry = Entry(meanings[sorted[next]], length - tableBits);
                for (uint i = code >> tableBits; i < 1u << bits; i += 1u << (length - tableBits)) entries[start + (int)i] = entry;
                if (code != (1u << length) - 1) code = Next(code, length);
            }
            entries[first + prefix] = Special | SubTable | (uint)start << 16 | (uint)bits << 8 | (uint)tableBits;
            start += 1 << bits;
        }
    }

    /// <summary>The next code of a canonical set: one more, counted from the reversed code's highest bit down. Grown by a bit, it keeps its value.</summary>
    private static uint Next(uint code, int length)
    {
        uint unset = ~code & ((1u << length) - 1);
        if (unset == 0) return code;
        uint carry = 1u << BitOperations.Log2(unset);
        return code & (carry - 1) | carry;
    }

    private static int Double(Span<uint> table, int fromBits, int toBits)
    {
        for (; fromBits < toBits; fromBits++)
            table[..(1 << fromBits)].CopyTo(table[(1 << fromBits)..]);
        return fromBits;
    }

    /// <summary>A meaning with a code's length: the bits to drop are the code's and, for lengths and distances, the extra ones.</summary>
    private static uint Entry(uint meaning, int length) =>
        (meaning & (Literal | Special)) != 0 ? meaning + (uint)length : meaning + (uint)length + ((uint)length << 8);

    /// <summary>Where two literals in a row fit into one index, one look-up gives both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PairLiterals()
    {
        // Downwards: the second literal's entry has a lower index, so it is not yet a pair itself.
        for (int i = (1 << SymbolBits) - 1; i > 0; i--)
        {
            uint first = entries[i];
            if ((int)first >= 0) continue;
            int firstBits = (int)(first & 0xFF);
            uint second = entries[i >> firstBits];
            int bits = firstBits + (int)(second & 0xFF);
            if ((int)second < 0 && bits <= SymbolBits)
                entries[i] = Literal | 2u << 24 | (second & 0xFF00) << 8 | (first & 0xFF00) | (uint)bits;
        }
    }

    private static uint[] SymbolMeanings()
    {
        uint[] meanings = new uint[288];
        for (uint i = 0; i < 256; i++) meanings[i] = Literal | 1u << 24 | i << 8;
        meanings[EndSymbol] = Special | EndOfBlock;
        // Lengths 3 to 257 in groups of four codes, each group with one extra bit more; 258 has a code of its own.
        uint length = 3;
        for (int code = 0; code < 28; code++)
        {
            int extra = Math.Max(0, code / 4 - 1);
            meanings[257 + code] = length << 16 | (uint)extra;
            length += 1u << extra;
        }
        meanings[285] = 258 << 16;
        meanings[286] = meanings[287] = Special;
        return meanings;
    }

    private static uint[] DistanceMeanings()
    {
        uint[] meanings = new uint[32];
        uint distance = 1;
        for (int code = 0; code < 30; code++)
        {
            int extra = Math.Max(0, code / 2 - 1);
            meanings[code] = distance << 16 | (uint)extra;
            distance += 1u << extra;
        }
        meanings[30] = meanings[31] = Special;
        return meanings;
    }
}
