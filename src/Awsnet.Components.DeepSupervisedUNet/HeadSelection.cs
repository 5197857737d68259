using System.Numerics;

namespace Awsnet.Components;

/// <summary>
/// Which supervision heads a network should compute. Heads are listed deepest first, the final head last;
/// the selection counts from the final head, so that <see cref="All"/> and <see cref="FinalOnly"/> fit any number of heads.
/// </summary>
public readonly record struct HeadSelection
{
    private const int MaximumHeads = 32;
    private readonly uint fromFinal;

    private HeadSelection(uint fromFinal) => this.fromFinal = fromFinal;

    /// <summary>Every head: training with deep supervision.</summary>
    /// <value>The default while a network trains.</value>
    public static HeadSelection All { get; } = new(uint.MaxValue);

    /// <summary>The final head alone: inference.</summary>
    /// <value>The default while a network is evaluated.</value>
    public static HeadSelection FinalOnly { get; } = new(1);

    /// <summary>The heads whose loss weight is not zero: a head that cannot change the loss is not computed.</summary>
    /// <param name="weights">One weight per head, deepest first.</param>
    /// <exception cref="ArgumentException">No weights, or more than 32.</exception>
    public static HeadSelection NonZero(ReadOnlySpan<double> weights)
    {
        if (weights.Length is 0 or > MaximumHeads)
            throw new ArgumentException(
                $"Got {weights.Length} head weights; give one for each head, 1 to {MaximumHeads} of them.", nameof(weights));
        uint chosen = 0;
        for (int head = 0; head < weights.Length; head++)
        {
            if (weights[head] != 0)
                chosen |= 1u << (weights.Length - 1 - head);
        }
        return new(chosen);
    }

    /// <summary>Whether one head is selected.</summary>
    /// <param name="head">Its position, 0 for the deepest.</param>
    /// <param name="heads">How many heads the network has, 1 to 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such head, or no such number of heads.</exception>
    public bool Includes(int head, int heads)
    {
        CheckHeads(heads);
        ArgumentOutOfRangeException.ThrowIfNegative(head);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(head, heads);
        return (fromFinal >> (heads - 1 - head) & 1) != 0;
    }

    /// <summary>How many of a network's heads are selected.</summary>
    /// <param name="heads">How many heads the network has, 1 to 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such number of heads.</exception>
    public int Count(int heads)
    {
        CheckHeads(heads);
        return BitOperations.PopCount(fromFinal << (MaximumHeads - heads));
    }

    internal static void CheckHeads(int heads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(heads, MaximumHeads);
    }
}
