using System.Numerics;
using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>Pixel-wise majority vote over label maps, counted as they come.</summary>
/// <remarks>
/// ŷ(x) = argmax over classes c of Σₘ wₘ [yₘ(x) = c]. Members are counted one by one and can be forgotten at once:
/// memory is O(classes x elements) for any number of members (bytes while every weight is 1, doubles otherwise). The order
/// of members makes no difference. An instance serves one thread at a time.
/// </remarks>
public sealed class MajorityVote
{
    private const int Block = WeightedVotes.Block;

    private readonly ClassMap map;
    private readonly VoteCounts counts;
    private WeightedVotes? weighted;

    /// <summary>Opens a vote.</summary>
    /// <param name="elements">Number of pixels or voxels of each label map; at least 1.</param>
    /// <param name="options">Labels and tie-break.</param>
    /// <exception cref="ArgumentException">An option is out of range, or counts would not fit into an array.</exception>
    public MajorityVote(int elements, VoteOptions options)
    {
        map = new ClassMap(elements, options, "counts");
        Elements = elements;
        Options = options;
        counts = new VoteCounts(elements, options.Labels.Count);
    }

    /// <summary>Number of elements of each label map.</summary>
    /// <value>At least 1.</value>
    public int Elements { get; }

    /// <summary>Labels and tie-break.</summary>
    /// <value>As given.</value>
    public VoteOptions Options { get; }

    /// <summary>Members counted so far.</summary>
    /// <value>0 at first.</value>
    public int Members { get; private set; }

    /// <summary>Sum of the members' weights.</summary>
    /// <value>0 at first.</value>
    public double TotalWeight { get; private set; }

    private int Classes => Options.Labels.Count;

    /// <summary>Counts a member's label map.</summary>
    /// <typeparam name="T">Type of a label.</typeparam>
    /// <param name="labels">One known label an element.</param>
    /// <param name="weight">The member's weight; positive and finite. Default 1.</param>
    /// <exception cref="ArgumentException">The length differs, a value is no known label, or the weight is not positive and finite; nothing
    /// is counted then.</exception>
    public void Update<T>(ReadOnlySpan<T> labels, double weight = 1)
        where T : unmanaged, INumber<T>
    {
        VoteOptions.CheckWeight(weight, TotalWeight);
        Apply(labels, weight);
        Members++;
        TotalWeight += weight;
    }

    /// <summary>Counts for each element the label of a member's greatest probability, the lowest class of equal ones.</summary>
    /// <param name="probabilities">[classes, elements], in the order of <see cref="VoteOptions.Labels"/>; also logits will do.</param>
    /// <param name="weight">The member's weight; positive and finite. Default 1.</param>
    /// <exception cref="ArgumentException">The length differs, a value is not a number, or the weight is not positive and finite; nothing
    /// is counted then.</exception>
    public void UpdateFromProbabilities(ReadOnlySpan<float> probabilities, double weight = 1)
    {
        if (probabilities.Length != (long)Classes * Elements)
        {
            throw new ArgumentException(
                $"The probabilities have {probabilities.Length} numbers; the vote is on {Classes} classes x {Elements} elements.",
                nameof(probabilities));
        }
        using var rented = new Pooled<byte>(Elements);
        var classes = rented.Span;
        for (var i = 0; i < Elements; i++)
        {
            var best = 0;
            for (var c = 0; c < Classes; c++)
            {
                var value = probabilities[(c * Elements) + i];
                if (float.IsNaN(value)) throw new ArgumentException(
                    $"Probability {(c * Elements) + i} is not a number.", nameof(probabilities));
                if (value > probabilities[(best * Elements) + i]) best = c;
            }

            classes[i] = (byte)best;
        }

        if (map.IsIdentity)
        {
            Update<byte>(classes, weight);
            return;
        }

        using var labels = new Pooled<int>(Elements);
        map.ToLabels<int>(classes, labels.Span);
        Update<int>(labels.Span, weight);
    }

    /// <summary>Takes back a member that was added with the same labels and weight.</summary>
    internal void Remove<T>(ReadOnlySpan<T> labels, double weight)
        where T : unmanaged, INumber<T>
    {
        Apply(labels, -weight);
        Members--;
        TotalWeight = Members == 0 ? 0 : TotalWeight - weight;
    }

    /// <summary>Writes the winner of each element.</summary>
    /// <typeparam name="T">Type of a label.</typeparam>
    /// <param name="labels">Receives one label an element.</param>
    /// <exception cref="ArgumentException">The length differs, or a label does not fit into the type.</exception>
    /// <exception cref="InvalidOperationException">No member was counted.</exception>
    public void Compute<T>(Span<T> labels)
        where T : unmanaged, INumber<T>
    {
        CheckReady(labels.Length);
        if (typeof(T) == typeof(byte) && map.IsIdentity)
        {
            Winners(MemoryMarshal.AsBytes(labels));
            return;
        }

        using var winners = new Pooled<byte>(Elements);
        Winners(winners.Span);
        map.ToLabels<T>(winners.Span, labels);
    }

    /// <summary>Writes the share of the weight that voted for each element's winner.</summary>
    /// <param name="agreement">Receives one number in (0, 1] an element; 1 where all members agree.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    /// <exception cref="InvalidOperationException">No member was counted.</exception>
    public void Agreement(Span<float> agreement)
    {
        CheckReady(agreement.Length);
        using var rented = new Pooled<double>(Block * Classes);
        var votes = rented.Span;
        for (var start = 0; start < Elements; start += Block)
        {
            var length = Math.Min(Block, Elements - start);
            ReadVotes(start, length, votes);
            for (var i = 0; i < length; i++)
            {
                double most = 0;
                for (var c = 0; c < Classes; c++) most = Math.Max(most, votes[(c * length) + i]);
                agreement[start + i] = (float)(most / TotalWeight);
            }
        }
    }

    /// <summary>Writes the entropy of each element's vote, −Σ p ln p / ln(classes), with p a class's share of the weight.</summary>
    /// <param name="entropy">Receives one number in [0, 1] an element; 0 where all members agree, 1 where every class has the same
    /// share.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    /// <exception cref="InvalidOperationException">No member was counted.</exception>
    public void Entropy(Span<float> entropy)
    {
        CheckReady(entropy.Length);
        using var rented = new Pooled<double>(Block * Classes);
        var votes = rented.Span;
        var scale = 1 / Math.Log(Classes);
        for (var start = 0; start < Elements; start += Block)
        {
            var length = Math.Min(Block, Elements - start);
            ReadVotes(start, length, votes);
            for (var i = 0; i < length; i++)
            {
                double sum = 0;
                for (var c = 0; c < Classes; c++)
                {
                    var p = votes[(c * length) + i] / TotalWeight;
                    // A share of 1 has no entropy, and the logarithm is dear.
                    if (p > 0 && p < 1) sum -= p * Math.Log(p);
                }

                entropy[start + i] = (float)(sum * scale);
            }
        }
    }

    /// <summary>Forgets all members.</summary>
    public void Clear()
    {
        counts.Clear();
        weighted = null;
        Members = 0;
        TotalWeight = 0;
    }

    private void Apply<T>(ReadOnlySpan<T> labels, double signedWeight)
        where T : unmanaged, INumber<T>
    {
        if (labels.Length != Elements)
            throw new ArgumentException($"The label map has {labels.Length} elements; the vote is on {Elements}.", nameof(labels));
        if (typeof(T) == typeof(byte) && map.IsIdentity)
        {
            ApplyClasses(MemoryMarshal.AsBytes(labels), signedWeight);
            return;
        }

        using var classes = new Pooled<byte>(Elements);
        map.ToClasses(labels, classes.Span);
        ApplyClasses(classes.Span, signedWeight);
    }

    private void ApplyClasses(ReadOnlySpan<byte> classes, double signedWeight)
    {
        if (weighted is null && signedWeight == 1)
        {
            var bad = counts.Add(classes);
            if (bad >= 0) throw map.Unknown(classes[bad], bad);
            return;
        }

        map.Check(classes);
        if (weighted is null && signedWeight == -1)
        {
            counts.RemoveMember(classes);
            return;
        }

        if (weighted is null)
        {
            weighted = new WeightedVotes(Elements, Classes);
            weighted.Take(counts);
            counts.Clear();
        }

        weighted.Add(classes, signedWeight);
    }

    /// <summary>Votes of every class on part of the elements, class after class.</summary>
    private void ReadVotes(int start, int length, Span<double> votes)
    {
        if (weighted is not null)
        {
            weighted.Votes(start, length, TotalWeight, votes);
            return;
        }

        using var rented = new Pooled<int>(length);
        var integers = rented.Span;
        for (var c = 0; c < Classes; c++)
        {
            counts.Votes(c, start, integers);
            for (var i = 0; i < length; i++) votes[(c * length) + i] = integers[i];
        }
    }

    private void Winners(Span<byte> winners)
    {
        if (weighted is null && counts.TryResolve(map.Preferred, winners)) return;
        // Weights such as 0.1 do not add up exactly: what differs by rounding alone is a tie.
        var tie = weighted is null ? 0 : 1e-9 * TotalWeight;
        using var rented = new Pooled<double>(Block * Classes);
        var votes = rented.Span;
        for (var start = 0; start < Elements; start += Block)
        {
            var length = Math.Min(Block, Elements - start);
            if (weighted is not null && !weighted.IsTouched(start))
            {
                winners.Slice(start, length).Clear();
                continue;
            }

            ReadVotes(start, length, votes);
            map.Winners(votes, tie, winners.Slice(start, length));
        }
    }

    private void CheckReady(int length)
    {
        if (Members == 0) throw new InvalidOperationException("No member has voted; add at least one label map first.");
        if (length != Elements) throw new ArgumentException($"The result has room for {length} elements; the vote is on {Elements}.");
    }
}
