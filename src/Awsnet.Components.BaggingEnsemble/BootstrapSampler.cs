namespace Awsnet.Components;

/// <summary>Draws bootstrap samples: with replacement, whole groups at a time, within strata.</summary>
public sealed class BootstrapSampler
{
    private readonly BootstrapOptions options;
    private readonly List<List<int[]>> strata;

    /// <summary>Prepares the draws.</summary>
    /// <param name="items">Number of items; at least 1.</param>
    /// <param name="options">Seed, fraction, groups and strata; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The fraction is out of range, groups or strata are not one an item, or a group lies in two strata.
    /// </exception>
    public BootstrapSampler(int items, BootstrapOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        this.options = options ?? new BootstrapOptions();
        if (!(this.options.Fraction > 0 && this.options.Fraction <= 1))
            throw new ArgumentException(
                FormattableString.Invariant($"Fraction is {this.options.Fraction}; it must be above 0 and at most 1."), nameof(options));
        CheckLength(this.options.Groups, items, nameof(BootstrapOptions.Groups));
        CheckLength(this.options.Strata, items, nameof(BootstrapOptions.Strata));
        Items = items;
        strata = Arrange(items, this.options);
    }

    /// <summary>Number of items.</summary>
    /// <value>At least 1.</value>
    public int Items { get; }

    /// <summary>The sample of a member, equal whenever and in whatever order it is asked for.</summary>
    /// <param name="member">Index of the member; at least 0.</param>
    /// <returns>Items in and out of the bag.</returns>
    public BootstrapSample Draw(int member)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(member);
        var random = SplitMix64.For((ulong)options.Seed, member);
        var times = new int[Items];
        foreach (var groups in strata)
        {
            var draws = Math.Max(1, (int)Math.Round(options.Fraction * groups.Count, MidpointRounding.AwayFromZero));
            for (var draw = 0; draw < draws; draw++)
            {
                foreach (var item in groups[random.Next(groups.Count)]) times[item]++;
            }
        }

        var inBag = new List<int>();
        var outOfBag = new List<int>();
        for (var item = 0; item < Items; item++)
        {
            if (times[item] == 0) outOfBag.Add(item);
            for (var k = 0; k < times[item]; k++) inBag.Add(item);
        }

        return new BootstrapSample(member, inBag, outOfBag);
    }

    /// <summary>The samples of the first members.</summary>
    /// <param name="members">Number of members; at least 1.</param>
    /// <returns>One sample a member.</returns>
    public IReadOnlyList<BootstrapSample> DrawAll(int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        return [.. Enumerable.Range(0, members).Select(Draw)];
    }

    private static List<List<int[]>> Arrange(int items, BootstrapOptions options)
    {
        // Order of first appearance, never of a hash, so that draws are equal everywhere.
        var byItem = Enumerable.Range(0, items).ToList();
        var groups = options.Groups is null
            ? byItem.Select(item => new[] { item })
            : byItem.GroupBy(item => options.Groups[item]).Select(group => group.ToArray());
        return [.. groups.GroupBy(group => Stratum(group, options)).Select(stratum => stratum.ToList())];
    }

    private static string Stratum(int[] group, BootstrapOptions options)
    {
        if (options.Strata is not { } strata) return "";
        foreach (var item in group)
        {
            if (strata[item] != strata[group[0]])
                throw new ArgumentException(
                    $"Group '{options.Groups![item]}' lies in strata '{strata[group[0]]}' and '{strata[item]}'; a group is drawn as a " +
                    "whole and needs one stratum.");
        }

        return strata[group[0]];
    }

    private static void CheckLength(IReadOnlyList<string>? keys, int items, string name)
    {
        if (keys is not null && keys.Count != items)
            throw new ArgumentException($"{name} names {keys.Count} items; there are {items}. Give one key an item.");
    }
}
