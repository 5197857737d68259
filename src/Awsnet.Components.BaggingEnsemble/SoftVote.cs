using System.Numerics;

namespace Awsnet.Components;

/// <summary>Soft vote: the weighted mean of members' class probabilities, added up as they come.</summary>
/// <remarks>
/// p̄(x, c) = Σₘ wₘ pₘ(x, c) / Σₘ wₘ, ŷ(x) = argmax over c of p̄(x, c), where means within 1e-9 are a tie. Memory is
/// O(classes x elements). Probabilities are laid out class after class, as a network writes them: [classes, elements].
/// An instance serves one thread at a time.
/// </remarks>
public sealed class SoftVote
{
    private readonly double[] sums;
    private readonly ClassMap map;

    /// <summary>Opens a vote.</summary>
    /// <param name="elements">Number of pixels or voxels; at least 1.</param>
    /// <param name="options">Labels, one a probability plane in order, and tie-break.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the sums would not fit into an array.</exception>
    public SoftVote(int elements, VoteOptions options)
    {
        map = new ClassMap(elements, options, "sums");
        Elements = elements;
        Options = options;
        sums = new double[elements * options.Labels.Count];
    }

    /// <summary>Number of elements.</summary>
    /// <value>At least 1.</value>
    public int Elements { get; }

    /// <summary>Labels and tie-break.</summary>
    /// <value>As given.</value>
    public VoteOptions Options { get; }

    /// <summary>Members added so far.</summary>
    /// <value>0 at first.</value>
    public int Members { get; private set; }

    /// <summary>Sum of the members' weights.</summary>
    /// <value>0 at first.</value>
    public double TotalWeight { get; private set; }

    private int Classes => Options.Labels.Count;

    /// <summary>Adds a member's probabilities.</summary>
    /// <param name="probabilities">[classes, elements], each in [0, 1].</param>
    /// <param name="weight">The member's weight; positive and finite. Default 1.</param>
    /// <exception cref="ArgumentException">The length differs, a value is outside [0, 1], or the weight is not positive and finite; nothing
    /// is added then.</exception>
    public void Update(ReadOnlySpan<float> probabilities, double weight = 1)
    {
        VoteOptions.CheckWeight(weight, TotalWeight);
        if (probabilities.Length != sums.Length)
            throw new ArgumentException(
                $"The probabilities have {probabilities.Length} numbers; the vote is on {Classes} classes x {Elements} elements = " +
                $"{sums.Length}.", nameof(probabilities));
        Check(probabilities);
        for (var i = 0; i < sums.Length; i++) sums[i] += weight * probabilities[i];
        Members++;
        TotalWeight += weight;
    }

    /// <summary>Writes the weighted mean probabilities.</summary>
    /// <param name="probabilities">Receives [classes, elements].</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    /// <exception cref="InvalidOperationException">No member was added.</exception>
    public void Mean(Span<float> probabilities)
    {
        CheckReady(probabilities.Length, sums.Length);
        for (var i = 0; i < sums.Length; i++) probabilities[i] = (float)(sums[i] / TotalWeight);
    }

    /// <summary>Writes the label of the largest mean probability of each element.</summary>
    /// <typeparam name="T">Type of a label.</typeparam>
    /// <param name="labels">Receives one label an element.</param>
    /// <exception cref="ArgumentException">The length differs, or a label does not fit into the type.</exception>
    /// <exception cref="InvalidOperationException">No member was added.</exception>
    public void Compute<T>(Span<T> labels)
        where T : unmanaged, INumber<T>
    {
        CheckReady(labels.Length, Elements);
        // Weights such as 0.1 do not add up exactly: what differs by rounding alone is a tie.
        var tie = 1e-9 * TotalWeight;
        using var rented = new Pooled<byte>(Elements);
        map.Winners(sums, tie, rented.Span);
        map.ToLabels<T>(rented.Span, labels);
    }

    /// <summary>Writes the entropy of each element's mean probabilities, −Σ p ln p / ln(classes), p scaled to sum to 1.</summary>
    /// <param name="entropy">Receives one number in [0, 1] an element.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    /// <exception cref="InvalidOperationException">No member was added.</exception>
    public void Entropy(Span<float> entropy)
    {
        CheckReady(entropy.Length, Elements);
        var scale = 1 / Math.Log(Classes);
        for (var i = 0; i < Elements; i++)
        {
            double mass = 0, sum = 0;
            for (var c = 0; c < Classes; c++) mass += sums[(c * Elements) + i];
            for (var c = 0; c < Classes; c++)
            {
                var p = sums[(c * Elements) + i] / mass;
                if (p > 0) sum -= p * Math.Log(p);
            }

            // No mass at all says nothing about any class: as uncertain as can be.
            entropy[i] = mass > 0 ? (float)(sum * scale) : 1;
        }
    }

    private static void Check(ReadOnlySpan<float> probabilities)
    {
        for (var i = 0; i < probabilities.Length; i++)
        {
            // Rounding of a softmax may exceed 1 by an ulp or two.
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1.0001f))
                throw new ArgumentException(
                    FormattableString.Invariant(
                    $"Probability {i} is {probabilities[i]}; probabilities lie in [0, 1]. Apply a softmax to logits first."),
                    nameof(probabilities));
        }
    }

    private void CheckReady(int length, int expected)
    {
        if (Members == 0) throw new InvalidOperationException("No member has voted; add at least one member's probabilities first.");
        if (length != expected) throw new ArgumentException($"The result has room for {length} numbers; {expected} are needed.");
    }
}
