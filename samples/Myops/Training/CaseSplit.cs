namespace Awsnet.Components.Myops;

/// <summary>Which cases are trained on and which are kept to judge by.</summary>
internal static class CaseSplit
{
    /// <summary>Refuses options that no fine network can be trained by, whatever the cases.</summary>
    /// <exception cref="InputException">There are no epochs, or no cases to judge weights by that are searched for.</exception>
    public static void Check(PipelineOptions options)
    {
        if (options.Fine.FixedEpochs + options.Fine.AutoEpochs == 0)
            throw new InputException("--fixed-epochs 0 --auto-epochs 0: no epoch is left to train in. Give one of them 1 or more.");
        if (options.ValidationPart == 0 && options.Fine.Searches)
            throw new InputException(
                "--validation-part 0: the weights of the heads are searched for, and cases are needed to judge them by. Keep some, or " +
                "give --finder fixed.");
    }

    /// <summary>
    /// Draws the split by the seed. Cases with pathology are taken for validation first: without any, its Dice says nothing.
    /// </summary>
    /// <exception cref="InputException">The options cannot be trained by, there are fewer than two cases, or no ventricle.</exception>
    public static (IReadOnlyList<string> Training, IReadOnlyList<string> Validation) Draw(
        IReadOnlyList<MyoPsVolume> cases, PipelineOptions options, long seed, string folder)
    {
        Check(options);
        if (cases.Count < 2)
            throw new InputException($"{folder}: holds {cases.Count} case. Training needs at least two: one is kept for validation.");
        if (cases.Count(volume => Ventricle.FromLabels(volume).Rectangle() is not null) < 2)
            throw new InputException($"{folder}: fewer than two cases have an annotated left ventricle. Add annotated cases.");
        var random = new SplitMix64((ulong)seed);
        string[] ranked = [.. random.Order(cases.Count).OrderBy(index => Rank(cases[index])).Select(index => cases[index].Id)];
        var kept = options.ValidationCases(cases.Count);
        return ([.. ranked.Skip(kept).Order(StringComparer.Ordinal)], [.. ranked.Take(kept).Order(StringComparer.Ordinal)]);
    }

    /// <summary>0 with scar, 1 with edema alone, 2 with a ventricle alone, 3 without.</summary>
    internal static int Rank(MyoPsVolume volume)
    {
        bool scar = volume.Labels!.Contains(MyoPsLabels.Scar), edema = volume.Labels!.Contains(MyoPsLabels.Edema);
        return scar ? 0 : edema ? 1 : Ventricle.FromLabels(volume).Rectangle() is not null ? 2 : 3;
    }
}
