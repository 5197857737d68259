namespace Awsnet.Components.Myops;

/// <summary>Tables 1 to 8 of the paper.</summary>
internal static class PaperTables
{
    public static IReadOnlyList<PaperTable> All { get; } =
    [
        new()
        {
            Number = 1,
            Title = "Ablation",
            Rows =
            [
                new("Single", "single"), new("Base", "base"), new("PAM", "pam"), new("PAM+DS", "pam-ds"), new("PAM+DS+DCL", "pam-ds-dcl"),
                new("PAM+DAS", "pam-das"), new("PAM+DAS+DCL", Arms.Ours), new("PAM+DAS+DCL*", Arms.Ensemble),
            ],
            Reference = "base",
            Notes =
            [
                "The paper gives every fine network the hybrid loss in its text, but lets Base come before it in this table; " +
                "here Base, PAM, PAM+DS and PAM+DAS have the Dice loss."
            ],
        },
        new()
        {
            Number = 2,
            Title = "Paired t-tests of the ablation",
            Comparisons =
            [
                new("PAM vs. Base", "base", "pam"), new("DAS vs. Base", "base", "das"), new("PAM+DAS vs. Base", "base", "pam-das"),
                new("Ensemble vs. PAM+DAS", Arms.Ours, Arms.Ensemble),
            ],
            Notes =
            [
                "Each pair has one loss: Dice in the first three; the ensemble's members have Dice + CE and are compared with PAM+DAS+DCL."
            ],
        },
        new()
        {
            Number = 3,
            Title = "Sequences",
            Metrics = [TableMetric.Dice],
            Rows = [new("bSSFP", "bssfp"), new("LGE", "lge"), new("T2", "t2"), new("LGE+T2", Arms.Ours)],
            Reference = Arms.Ours,
            Notes =
            [
                "CASN sees all three sequences throughout; only what the fine networks see differs.",
                "LGE+T2 is PAM+DAS+DCL itself, which sees what the preset says: quick and paper see these two, standard all three " +
                "unless --sequences DE+T2 is given.",
            ],
        },
        new()
        {
            Number = 4,
            Title = "Rivals under the same coarse network",
            Rows =
            [
                new("U-Net", "unet"), new("U-Net++", "unetpp"), new("nnU-Net", "nnunet"), new(null, "nnunet-own"), new("Ours", Arms.Ours)
            ],
            Reference = Arms.Ours,
            Notes =
            [
                "Every rival has the hybrid loss (the paper's U-Net row repeats Base of Table 1).",
                "nnU-Net is a plain 2-D configuration in its manner, not the framework: instance normalization, its weights of " +
                "the heads, its augmentation without blur and low resolution; ReLU, Adam and the preset's sizes as the others.",
            ],
        },
        new()
        {
            Number = 5,
            Title = "Paired t-tests against the rivals",
            Comparisons =
            [
                new("ours vs. U-Net", "unet", Arms.Ours), new("ours vs. U-Net++", "unetpp", Arms.Ours),
                new("ours vs. nnU-Net", "nnunet", Arms.Ours),
            ],
        },
        new()
        {
            Number = 6,
            Title = "The challenge's teams",
            Metrics = [TableMetric.Dice],
            WithAverage = true,
            Rows =
            [
                .. PaperNumbers.RowsOf(6).Where(row => row != "Ours").Select(row => new TableRow(row, null)), new("Ours", Arms.Ensemble)
            ],
            Notes =
            [
                "The teams' methods are theirs and are not run here; their numbers are the paper's, on the challenge's 20 test cases."
            ],
        },
        new()
        {
            Number = 7,
            Title = "Equal, fixed and found weights",
            Rows =
            [
                // The paper's four heads have 0.25 each; a preset may have three.
                new("equal 0.25", "pam-ds-dcl", Name: "equal"), new("fixed optimal", "fixed-optimal"), new("auto-weighting", Arms.Ours),
            ],
            Reference = "pam-ds-dcl",
            Notes =
            [
                "Fixed optimal: [0.156, 0.200, 0.240, 0.404] for scar and [0.217, 0.297, 0.204, 0.283] for scar and edema, " +
                "deepest head first; with fewer heads the last ones, scaled to sum to 1.",
                "Equal weights are PAM+DS+DCL of Table 1, for which the paper gives other numbers there.",
            ],
        },
        new()
        {
            Number = 8,
            Title = "Finders of the weights",
            Rows = [new("Genetic", "genetic"), new("Gradient", "gradient"), new("No-RL", "no-rl"), new("Ours", Arms.Ours)],
            Reference = Arms.Ours,
            Notes =
            [
                "Genetic and No-RL try as many candidates an epoch as ours. Gradient trains the weights in all epochs, from β₀; " +
                "it tries no candidates and costs as much as fixed weights."
            ],
        },
    ];

    /// <summary>The table of a number.</summary>
    public static PaperTable Of(string name) => All.First(table => table.Name == name);
}
