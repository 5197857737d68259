namespace Awsnet.Components;

/// <summary>The labels of a vote, and who wins a tie.</summary>
public sealed record VoteOptions
{
    /// <summary>Every label a map may hold.</summary>
    /// <value>2 to 256 labels, each once. Counting is fastest when the first is the background. Default 0 and 1.</value>
    public IReadOnlyList<int> Labels { get; init; } = [0, 1];

    /// <summary>The labels from most to least preferred in a tie.</summary>
    /// <value>Every label once; null (the default) prefers the lowest label.</value>
    public IReadOnlyList<int>? TieBreakOrder { get; init; }

    /// <summary>Labels 0 to <paramref name="count"/> − 1, the lowest preferred in a tie.</summary>
    /// <param name="count">Number of classes, 2 to 256.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">There are fewer than 2 classes or more than 256.</exception>
    public static VoteOptions Classes(int count)
    {
        CheckCount(count);
        return new VoteOptions { Labels = [.. Enumerable.Range(0, count)] };
    }

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message says which.</exception>
    internal void Validate()
    {
        CheckCount(Labels.Count);
        if (Labels.Distinct().Count() != Labels.Count)
            throw new ArgumentException($"The labels [{string.Join(", ", Labels)}] repeat one; name each once.");
        if (TieBreakOrder is { } order
            && (order.Count != Labels.Count || order.Except(Labels).Any() || order.Distinct().Count() != order.Count))
            throw new ArgumentException(
                $"The tie-break order [{string.Join(", ", order)}] must name each of the labels [{string.Join(", ", Labels)}] once.");
    }

    /// <summary>Checks a member's weight before it is added to those before it.</summary>
    /// <exception cref="ArgumentException">It is not positive and finite, or the sum is not finite.</exception>
    internal static void CheckWeight(double weight, double sum)
    {
        if (!(weight > 0) || !double.IsFinite(sum + weight))
            throw new ArgumentException(
                FormattableString.Invariant($"The member's weight is {weight}; it must be positive and finite, as must the sum of all."),
                nameof(weight));
    }

    private static void CheckCount(int labels)
    {
        if (labels is < 2 or > 256) throw new ArgumentException($"A vote has {labels} labels; it needs 2 to 256.");
    }

    /// <summary>Class indices (places in <see cref="Labels"/>) from most to least preferred.</summary>
    internal int[] PreferredClasses()
    {
        var labels = Labels.ToList();
        return [.. (TieBreakOrder ?? [.. Labels.Order()]).Select(label => labels.IndexOf(label))];
    }
}
