using System.Numerics;

namespace Awsnet.Components;

/// <summary>
/// Votes of weight one: a byte an element for each class but the first, whose votes are the rest. After 255 members
/// the bytes move into wider counts, so that any number of members fits.
/// </summary>
internal sealed class VoteCounts(int elements, int classes)
{
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

    public void Add(ReadOnlySpan<byte> map)
    {
        if (inRecent == byte.MaxValue) Settle();
        var i = 0;
        for (; elements - i >= Vector<byte>.Count; i += Vector<byte>.Count)
        {
            var labels = new Vector<byte>(map[i..]);
            // Most of a medical image is background, which costs no count.
            if (labels == Vector<byte>.Zero) continue;
            for (var c = 1; c < classes; c++)
            {
                var votes = Vector.Equals(labels, new Vector<byte>((byte)c));
                if (votes == Vector<byte>.Zero) continue;
                var plane = recent.AsSpan((((c - 1) * elements) + i)..);
                // Equality is all ones, which is minus one.
                (new Vector<byte>(plane) - votes).CopyTo(plane);
            }
        }

        for (; i < elements; i++)
        {
            if (map[i] != 0) recent[((map[i] - 1) * elements) + i]++;
        }

        inRecent++;
        Members++;
    }

    /// <summary>Takes back a member's votes.</summary>
    public void Remove(ReadOnlySpan<byte> map)
    {
        for (var i = 0; i < elements; i++)
        {
            if (map[i] == 0) continue;
            var at = ((map[i] - 1) * elements) + i;
            if (recent[at] > 0) recent[at]--;
            else if (older is not null && older[at] > 0) older[at]--;
            else throw new InvalidOperationException($"A member's label map has changed at element {i} since its vote was counted.");
        }

        Members--;
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
