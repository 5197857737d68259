namespace Awsnet.Components;

/// <summary>Fixed weights α of supervision heads, deepest first, as other programs set them.</summary>
public static class HeadWeights
{
    /// <summary>1 for each head: MONAI's <c>same</c>.</summary>
    /// <param name="heads">How many heads: 1 or more.</param>
    /// <returns>One weight a head, deepest first.</returns>
    public static double[] Equal(int heads) => Of(heads, _ => 1);

    /// <summary>1 for the final head and half as much for each before it, at least 1/16: MONAI's <c>exp</c>.</summary>
    /// <param name="heads">How many heads: 1 or more.</param>
    /// <returns>One weight a head, deepest first.</returns>
    public static double[] Halving(int heads) => Of(heads, level => Math.Max(Math.Pow(0.5, level), 0.0625));

    /// <summary>1 for the final head and 1/2 for all others: MONAI's <c>two</c>.</summary>
    /// <param name="heads">How many heads: 1 or more.</param>
    /// <returns>One weight a head, deepest first.</returns>
    public static double[] FinalFirst(int heads) => Of(heads, level => level == 0 ? 1 : 0.5);

    /// <summary>Half as much for each head before the final one, none for the deepest, summing to 1: nnU-Net's.</summary>
    /// <param name="heads">How many heads: 1 or more. One head alone weighs 1.</param>
    /// <returns>One weight a head, deepest first.</returns>
    public static double[] NnUNet(int heads)
    {
        double[] weights = Of(heads, level => level > 0 && level == heads - 1 ? 0 : Math.Pow(0.5, level));
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    /// <summary>The weights in the order of the heads, from weights by name.</summary>
    /// <param name="headNames">The heads' names, deepest first, as a network lists them.</param>
    /// <param name="weights">A weight for each of them, such as a controller's <c>LossWeights</c>.</param>
    /// <returns>One weight a head, deepest first.</returns>
    /// <exception cref="ArgumentException">A head without a weight, a weight without a head, or two heads of one name.</exception>
    public static double[] ByName(IReadOnlyList<string> headNames, IReadOnlyDictionary<string, double> weights)
    {
        ArgumentNullException.ThrowIfNull(headNames);
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count != headNames.Count || headNames.Distinct().Count() != headNames.Count || !headNames.All(weights.ContainsKey))
            throw new ArgumentException(
                $"The weights are of [{string.Join(", ", weights.Keys)}] but the heads are [{string.Join(", ", headNames)}]; give each " +
                "head its own name and one weight.", nameof(weights));
        return [.. headNames.Select(name => weights[name])];
    }

    /// <summary>Weights by level, the final head being level 0.</summary>
    private static double[] Of(int heads, Func<int, double> weight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        return [.. Enumerable.Range(0, heads).Select(head => weight(heads - 1 - head))];
    }
}
