namespace Awsnet.Components.Myops;

/// <summary>The arms of all tables. An arm that several tables share is trained once.</summary>
internal static class Arms
{
    /// <summary>The whole method without the ensemble: what most tables compare with.</summary>
    public const string Ours = "pam-das-dcl";

    /// <summary>Members of the whole method that vote; without bagging the first of them is <see cref="Ours"/>.</summary>
    public const string Ensemble = "ensemble";

    /// <summary>The weights that the paper found best when they stay fixed, deepest head first.</summary>
    private static readonly double[] OptimalForScar = [0.156, 0.200, 0.240, 0.404], OptimalForPathology = [0.217, 0.297, 0.204, 0.283];

    public static IReadOnlyList<Arm> All { get; } =
    [
        Of("single", "Single", "one network of four classes for both; gate, DAS, Dice + CE", fine => fine with { OneForBoth = true }),
        Of("base", "Base", "U-Net: no gate, the final head alone, Dice", fine => Dice(FinalHead(fine)) with { Gate = false }),
        Of("pam", "PAM", "gate, the final head alone, Dice", fine => Dice(FinalHead(fine))),
        Of("das", "DAS", "no gate, all heads, DAS, Dice", fine => Dice(fine) with { Gate = false }),
        Of("pam-ds", "PAM+DS", "gate, all heads with equal weights, Dice", fine => Dice(Equal(fine))),
        Of("pam-ds-dcl", "PAM+DS+DCL", "gate, all heads with equal weights, Dice + CE", Equal),
        Of("pam-das", "PAM+DAS", "gate, all heads, DAS, Dice", Dice),
        Of(Ours, "PAM+DAS+DCL", "gate, all heads, DAS, Dice + CE", fine => fine),
        new(
            Ensemble, "PAM+DAS+DCL*", "majority vote of members of PAM+DAS+DCL with perturbed β₀",
            options => options with { Vote = Vote.Majority, Fine = Searching(options.Fine) }),
        Of("bssfp", "bSSFP", "PAM+DAS+DCL on bSSFP alone", fine => fine with { Sequences = ["C0"] }),
        Of("lge", "LGE", "PAM+DAS+DCL on LGE alone", fine => fine with { Sequences = ["DE"] }),
        Of("t2", "T2", "PAM+DAS+DCL on T2 alone", fine => fine with { Sequences = ["T2"] }),
        Of("unet", "U-Net", "no gate, the final head alone, Dice + CE", fine => FinalHead(fine) with { Gate = false }),
        Of(
            "unetpp", "U-Net++", "nested skips, the final head alone, Dice + CE",
            fine => FinalHead(fine) with { Architecture = "nested", Gate = false }),
        Of(
            "nnunet", "nnU-Net",
            "2-D U-Net with instance normalization, heads weighted 1, 1/2, 1/4, …, its augmentation; Dice + CE as the others", NnUNet),
        Of("nnunet-own", "nnU-Net (own loss)", "the same with its own loss: batch Dice without background, averaged over classes, + CE",
            fine => NnUNet(fine) with
        {
            CrossEntropyWeight = 1,
            DiceAggregation = DiceAggregation.Batch,
            DiceReduction = ClassReduction.Mean,
            DiceOfBackground = false,
        }),
        Of("fixed-optimal", "fixed optimal", "as PAM+DS+DCL with the weights that the paper found best", fine => Fixed(fine) with
        {
            ScarWeights = LastOf(OptimalForScar, fine.Heads),
            PathologyWeights = LastOf(OptimalForPathology, fine.Heads),
        }),
        Of("genetic", "Genetic", "as PAM+DAS+DCL, the weights sought by a genetic algorithm", fine => fine with { Finder = "genetic" }),
        Of(
            "gradient", "Gradient", "as PAM+DAS+DCL, the weights trained with the network in all epochs",
            fine => Fixed(fine) with { Finder = WeightFinder.Gradient }),
        Of("no-rl", "No-RL", "as PAM+DAS+DCL, the best of K kept but the policy uniform forever", fine => fine with { Finder = "no-rl" }),
    ];

    /// <summary>The arm of a name.</summary>
    public static Arm Named(string id) => All.First(arm => arm.Id == id);

    private static Arm Of(string id, string title, string meaning, Func<FineOptions, FineOptions> change) =>
        new(id, title, meaning, options => options with { Fine = change(Searching(options.Fine)), Members = 1, Bootstrap = false });

    /// <summary>The paper's arms search for the weights, also where the preset does not.</summary>
    private static FineOptions Searching(FineOptions fine) =>
        fine.Finder == WeightFinder.Fixed ? fine with { Finder = WeightFinder.ByReinforce } : fine;

    /// <summary>As many epochs, all with fixed weights.</summary>
    private static FineOptions Fixed(FineOptions fine) => fine with { FixedEpochs = fine.FixedEpochs + fine.AutoEpochs, AutoEpochs = 0 };

    /// <summary>
    /// Equal weights to the end; its first epochs are those of the arms that search, which <see cref="SharedBeginning"/> makes use of.
    /// </summary>
    private static FineOptions Equal(FineOptions fine) => fine with { Finder = WeightFinder.Fixed };

    private static FineOptions FinalHead(FineOptions fine) => Fixed(fine) with { Heads = 1 };

    private static FineOptions Dice(FineOptions fine) => fine with { CrossEntropyWeight = 0 };

    private static FineOptions NnUNet(FineOptions fine)
    {
        var weights = LastOf([.. Enumerable.Range(0, fine.Heads).Select(head => Math.Pow(2, head))], fine.Heads);
        return Fixed(fine) with
        {
            Gate = false,
            Normalization = "instance",
            ScarWeights = weights,
            PathologyWeights = weights,
            Augmentation = new AugmentationOptions
            {
                RotationDegrees = 180,
                Scale = 0.3,
                Brightness = 0.25,
                Contrast = 0.25,
                Gamma = 0.5,
                NoiseDeviation = 0.1,
            },
        };
    }

    /// <summary>The weights of the heads nearest to the output, summing to 1: smaller presets have fewer heads.</summary>
    private static double[] LastOf(double[] weights, int heads)
    {
        var last = weights[Math.Max(0, weights.Length - heads)..];
        return last.Length == heads
            ? [.. last.Select(weight => weight / last.Sum())]
            : throw new InputException(
                $"The paper's weights are for {weights.Length} heads; the preset has {heads}. Choose a preset with fewer heads.");
    }
}
