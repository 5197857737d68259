namespace Awsnet.Components.Myops;

/// <summary>Which cases each fold holds out. One case is one patient, so no patient is split.</summary>
internal static class FoldPlan
{
    /// <summary>Deals the cases to the folds: shuffled by the seed, those with scar first, so that every fold gets its share.</summary>
    /// <returns>The held-out cases of each fold.</returns>
    /// <exception cref="InputException">There are too few cases for so many folds.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Deal(IReadOnlyList<MyoPsVolume> cases, int folds, long seed)
    {
        Check(cases.Count, folds);
        var random = new SplitMix64((ulong)seed);
        string[] ranked = [.. random.Order(cases.Count).OrderBy(index => CaseSplit.Rank(cases[index])).Select(index => cases[index].Id)];
        return [.. Enumerable.Range(0, folds).Select(fold =>
            ranked.Where((_, place) => place % folds == fold).Order(StringComparer.Ordinal).ToArray())];
    }

    private static void Check(int cases, int folds)
    {
        if (folds < 2) throw new InputException($"--folds {folds}: give 2 or more, so that some cases are left to train on.");
        if (folds > cases)
            throw new InputException(
                $"--folds {folds}: of {Numbers.Count(cases, "case")} each fold holds out at least one. Give at most {cases}.");
        var left = cases - ((cases + folds - 1) / folds);
        if (left < 2)
            throw new InputException(
                $"--folds {folds}: of {Numbers.Count(cases, "case")} {left} would be left to train on, and two are needed. Add cases" +
                (cases < 3 ? "." : " or give more folds."));
    }
}
