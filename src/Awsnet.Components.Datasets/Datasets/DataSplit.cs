using System.Globalization;

namespace Awsnet.Components;

/// <summary>
/// Splits items into parts by group (patient), so that no patient is in two parts. The split depends on the seed and on the
/// groups' names alone, not on the order in which a file system lists them.
/// </summary>
public static class DataSplit
{
    /// <summary>Splits by numbers of groups, e.g. 23 and 2 patients of MyoPS, or 80, 20 and 50 of ACDC.</summary>
    /// <typeparam name="T">What is split: cases, slices, images.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="group">An item's group, e.g. its patient.</param>
    /// <param name="seed">Another seed gives another split.</param>
    /// <param name="groups">Groups in each part; together as many as there are.</param>
    /// <returns>The parts, each in the items' order.</returns>
    /// <exception cref="ArgumentException">The numbers are negative or do not add up to the number of groups, or a group is null.
    /// </exception>
    public static IReadOnlyList<IReadOnlyList<T>> ByCounts<T>(
        IEnumerable<T> items, Func<T, string> group, long seed, params int[] groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        (T[] all, string[] names) = Shuffle(items, group, seed);
        long asked = 0;
        foreach (int count in groups)
        {
            if (count < 0)
                throw new ArgumentException($"A part of {count} groups was asked for; expected 0 or more.", nameof(groups));
            asked += count;
        }

        if (asked != names.Length)
            throw new ArgumentException(
                $"Parts of {string.Join(" + ", groups)} = {asked} groups were asked for, but there are {names.Length}; "
                + "they must be equal, so that none is left out unseen.", nameof(groups));

        int next = 0;
        return Array.ConvertAll(groups, count =>
        {
            var own = names.Skip(next).Take(count).ToHashSet();
            next += count;
            return (IReadOnlyList<T>)[.. all.Where(item => own.Contains(group(item)))];
        });
    }

    /// <summary>Splits by fractions of the groups, e.g. 0.6, 0.2 and 0.2 of BUSI.</summary>
    /// <typeparam name="T">What is split.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="group">An item's group, e.g. its patient.</param>
    /// <param name="seed">Another seed gives another split.</param>
    /// <param name="fractions">Each part's share of the groups, adding up to 1; rounded so that all groups are used (largest
    /// remainders).</param>
    /// <returns>The parts, each in the items' order.</returns>
    /// <exception cref="ArgumentException">The fractions are negative or do not add up to 1, or a group is null.</exception>
    public static IReadOnlyList<IReadOnlyList<T>> ByFractions<T>(
        IEnumerable<T> items, Func<T, string> group, long seed, params double[] fractions)
    {
        T[] all = [.. items];
        int total = all.Select(group).Distinct().Count();
        double[] shares = [.. fractions];
        // Of very many groups less than one may be missing or too many.
        if (shares.Any(f => !(f >= 0)) || Math.Abs(shares.Sum() - 1) > Math.Min(1e-6, 0.5 / total))
        {
            string given = string.Join(" + ", shares.Select(share => share.ToString(CultureInfo.InvariantCulture)));
            throw new ArgumentException($"Fractions {given} must be 0 or more and add up to 1.", nameof(fractions));
        }

        int[] counts = Array.ConvertAll(shares, f => (int)(f * total + 1e-9));
        int[] byRemainder = [.. Enumerable.Range(0, counts.Length).OrderByDescending(i => shares[i] * total - counts[i])];
        for (int i = 0, left = total - counts.Sum(); i < left; i++)
            counts[byRemainder[i]]++;
        return ByCounts(all, group, seed, counts);
    }

    /// <summary>Folds for cross-validation: each group is in exactly one test part.</summary>
    /// <typeparam name="T">What is split.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="group">An item's group, e.g. its patient.</param>
    /// <param name="seed">Another seed gives other folds.</param>
    /// <param name="folds">How many, 2 to the number of groups.</param>
    /// <returns>For each fold the training and the test items.</returns>
    /// <exception cref="ArgumentException">There are fewer groups than folds, or fewer than 2 folds, or a group is null.</exception>
    public static IReadOnlyList<(IReadOnlyList<T> Train, IReadOnlyList<T> Test)> Folds<T>(
        IEnumerable<T> items, Func<T, string> group, long seed, int folds)
    {
        (T[] all, string[] names) = Shuffle(items, group, seed);
        if (folds < 2 || folds > names.Length)
            throw new ArgumentException(
                $"{folds} folds were asked for; expected 2 to {names.Length}, the number of groups.", nameof(folds));
        Dictionary<string, int> foldOf = names.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i % folds);
        return
        [
            .. Enumerable.Range(0, folds).Select(fold => (
                (IReadOnlyList<T>)[.. all.Where(item => foldOf[group(item)] != fold)],
                (IReadOnlyList<T>)[.. all.Where(item => foldOf[group(item)] == fold)])),
        ];
    }

    private static (T[] Items, string[] Groups) Shuffle<T>(IEnumerable<T> items, Func<T, string> group, long seed)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(group);
        T[] all = [.. items];
        string?[] groups = [.. all.Select(group)];
        if (Array.IndexOf(groups, null) is >= 0 and int at)
            throw new ArgumentException($"The group of item {at} is null; give its patient, or a name of its own if it has none. Items "
                + "without a group would all be in one.", nameof(group));
        string[] names = [.. groups.Distinct().Order(StringComparer.Ordinal)!];
        new RandomStream((ulong)seed).Shuffle<string>(names);
        return (all, names);
    }
}
