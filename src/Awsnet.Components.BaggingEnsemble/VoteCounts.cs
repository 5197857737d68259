using System.Numerics;
using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>
/// Votes of weight one: a byte an element for each class but the first, whose votes are the rest. After 255 members
/// the bytes move into wider counts, so that any number of members fits.
/// </summary>
internal sealed class VoteCounts(int elements, int classes)
{
    private const int Tile = 16384;

    private readonly byte[] recent = new byte[(long)elements * (classes - 1)];
    private int[]? older;
    private int inRecent;

    public int Members { get; private set; }

    public void Clear()
    {
        Array.Clear(recent);
        older = null;
        inRecent = 0;
        Members = 0;
    }

    /// <summary>Counts a member's votes.</summary>
    /// <param name="map">One class an element.</param>
    /// <returns>−1; or the first element whose class does not exist, and then nothing is counted.</returns>
    public int Add(ReadOnlySpan<byte> map)
    {
        if (inRecent == byte.MaxValue) Settle();
        for (var start = 0; start < elements; start += Tile)
        {
            // Checked and counted while it is in the cache; a bad tile takes the good ones before it back.
            var tile = map.Slice(start, Math.Min(Tile, elements - start));
            var bad = tile.IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
            if (bad >= 0)
            {
                Remove(map[..start]);
                return start + bad;
            }

            AddTile(tile, start);
        }

        inRecent++;
        Members++;
        return -1;
    }

    private void AddTile(ReadOnlySpan<byte> tile, int start)
    {
        ref var labels = ref MemoryMarshal.GetReference(tile);
        ref var counts = ref MemoryMarshal.GetArrayDataReference(recent);
        nuint i = 0, whole = (nuint)(tile.Length - (tile.Length % Vector<byte>.Count));
        for (; i < whole; i += (nuint)Vector<byte>.Count)
        {
            var label = Vector.LoadUnsafe(ref labels, i);
            // Most of a medical image is background, which costs no count.
            if (label == Vector<byte>.Zero) continue;
            for (var c = 1; c < classes; c++)
            {
                var votes = Vector.Equals(label, new Vector<byte>((byte)c));
                if (votes == Vector<byte>.Zero) continue;
                var at = ((nuint)(c - 1) * (nuint)elements) + (nuint)start + i;
                // Equality is all ones, which is minus one.
                (Vector.LoadUnsafe(ref counts, at) - votes).StoreUnsafe(ref counts, at);
            }
        }

        for (var k = (int)i; k < tile.Length; k++)
        {
            if (tile[k] != 0) recent[((tile[k] - 1) * elements) + start + k]++;
        }
    }

    /// <summary>Takes back a member's votes.</summary>
    public void RemoveMember(ReadOnlySpan<byte> map)
    {
        Remove(map);
        Members--;
    }

    private void Remove(ReadOnlySpan<byte> map)
    {
        for (var i = 0; i < map.Length; i++)
        {
            if (map[i] == 0) continue;
            var at = ((map[i] - 1) * elements) + i;
            if (recent[at] > 0) recent[at]--;
            else if (older is not null && older[at] > 0) older[at]--;
            else throw new InvalidOperationException($"A member's label map has changed at element {i} since its vote was counted.");
        }
    }

    /// <summary>The votes of a class on part of the elements.</summary>
    public void Votes(int c, int start, Span<int> votes)
    {
        if (c == 0)
        {
            votes.Fill(Members);
            for (var other = 1; other < classes; other++)
            {
                var at = ((other - 1) * elements) + start;
                for (var i = 0; i < votes.Length; i++) votes[i] -= recent[at + i] + (older?[at + i] ?? 0);
            }

            return;
        }

        var from = ((c - 1) * elements) + start;
        for (var i = 0; i < votes.Length; i++) votes[i] = recent[from + i] + (older?[from + i] ?? 0);
    }

    /// <summary>Winners, with classes in order of preference; false when the counts have outgrown the fast form.</summary>
    public bool TryResolve(ReadOnlySpan<int> preferred, Span<byte> winners)
    {
        if (older is not null) return false;
        var i = 0;
        for (; elements - i >= Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector<byte> best = default, winner = default;
            for (var rank = 0; rank < preferred.Length; rank++)
            {
                var c = preferred[rank];
                var votes = c == 0 ? FirstClassVotes(i) : new Vector<byte>(recent, ((c - 1) * elements) + i);
                var label = new Vector<byte>((byte)c);
                var better = rank == 0 ? Vector<byte>.AllBitsSet : Vector.GreaterThan(votes, best);
                winner = Vector.ConditionalSelect(better, label, winner);
                best = Vector.ConditionalSelect(better, votes, best);
            }

            winner.CopyTo(winners[i..]);
        }

        for (; i < elements; i++)
        {
            var best = -1;
            foreach (var c in preferred)
            {
                var votes = c == 0 ? Members : recent[((c - 1) * elements) + i];
                for (var other = 1; c == 0 && other < classes; other++) votes -= recent[((other - 1) * elements) + i];
                if (votes <= best) continue;
                best = votes;
                winners[i] = (byte)c;
            }
        }

        return true;
    }

    private Vector<byte> FirstClassVotes(int i)
    {
        var votes = new Vector<byte>((byte)Members);
        for (var c = 1; c < classes; c++) votes -= new Vector<byte>(recent, ((c - 1) * elements) + i);
        return votes;
    }

    private void Settle()
    {
        older ??= new int[recent.Length];
        for (var i = 0; i < recent.Length; i++) older[i] += recent[i];
        Array.Clear(recent);
        inRecent = 0;
    }
}
