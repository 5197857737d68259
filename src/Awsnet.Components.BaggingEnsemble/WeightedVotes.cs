namespace Awsnet.Components;

/// <summary>
/// Votes of members with weights: a double an element for each class but the first, whose votes are the rest. Stretches
/// of the map that only ever got votes for the first class are known as such.
/// </summary>
internal sealed class WeightedVotes(int elements, int classes)
{
    /// <summary>Elements that are read and resolved together.</summary>
    public const int Block = 4096;

    private readonly double[] planes = new double[(long)elements * (classes - 1)];
    private readonly bool[] touched = new bool[(elements + Block - 1) / Block];

    /// <summary>Whether a class but the first ever got a vote in the block at an element.</summary>
    public bool IsTouched(int start) => touched[start / Block];

    /// <summary>Adds a member's weight to the class of each element, or takes it back when negative.</summary>
    public void Add(ReadOnlySpan<byte> map, double weight)
    {
        for (var start = 0; start < elements; start += Block)
        {
            var part = map.Slice(start, Math.Min(Block, elements - start));
            for (var i = part.IndexOfAnyExcept((byte)0); i >= 0 && i < part.Length; i++)
            {
                if (part[i] == 0)
                {
                    var gap = part[i..].IndexOfAnyExcept((byte)0);
                    if (gap < 0) break;
                    i += gap;
                }

                planes[((part[i] - 1) * elements) + start + i] += weight;
                touched[start / Block] = true;
            }
        }
    }

    /// <summary>Adds the votes that members of weight one gave a class.</summary>
    public void Take(VoteCounts counts)
    {
        var votes = new int[Block];
        for (var c = 1; c < classes; c++)
        {
            for (var start = 0; start < elements; start += Block)
            {
                var part = votes.AsSpan(0, Math.Min(Block, elements - start));
                counts.Votes(c, start, part);
                if (part.IndexOfAnyExcept(0) < 0) continue;
                touched[start / Block] = true;
                for (var i = 0; i < part.Length; i++) planes[((c - 1) * elements) + start + i] += part[i];
            }
        }
    }

    /// <summary>Votes of every class on part of the elements, class after class.</summary>
    public void Votes(int start, int length, double total, Span<double> votes)
    {
        var first = votes[..length];
        first.Fill(total);
        for (var c = 1; c < classes; c++)
        {
            var plane = planes.AsSpan(((c - 1) * elements) + start, length);
            plane.CopyTo(votes[(c * length)..]);
            for (var i = 0; i < length; i++) first[i] -= plane[i];
        }
    }
}
