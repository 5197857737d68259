using System.Globalization;
using System.Text;

namespace Awsnet.Components.Myops;

/// <summary>What each choice gains over the preset, patient by patient.</summary>
internal static class ChoiceTable
{
    /// <summary>A row a choice: Dice, and its difference to the preset with standard error and interval, for each target and both.</summary>
    public static string Markdown(PaperTable table, IReadOnlyDictionary<string, ArmScores> scores)
    {
        var text = new StringBuilder("## Dice, and the difference to the preset ± its standard error [95 % interval]\n\n")
            .Append(TableText.Heading(["", "scar", "gain", "scar+edema", "gain", "both: gain", "better in", "n", "gains"]));
        foreach (var arm in table.ArmsNeeded)
        {
            if (!scores.TryGetValue(arm.Id, out var own)) continue;
            var reference = scores.GetValueOrDefault(Choices.Reference);
            PairedComparison?[] gains =
            [
                .. new[] { ArmScores.Targets[0], ArmScores.Targets[1], ArmScores.Average }.Select(target =>
                    reference is null || arm.Id == Choices.Reference
                        ? null
                        : ArmScores.Compare(arm.Id, reference, own, target, TableMetric.Dice)),
            ];
            text.Append(TableText.Row([
                arm.Title, Mean(own, 0), Shown(gains[0]), Mean(own, 1), Shown(gains[1]), Shown(gains[2]),
                gains[2] is null ? TableText.None : Wins(reference!, own),
                $"{own.Values(ArmScores.Targets[0], TableMetric.Dice).Length}",
                gains[2] is { } gain ? (gain.MeanDifference > StandardError(gain) ? "yes" : "no") : TableText.None,
            ]));
        }

        return text.ToString();
    }

    private static string Mean(ArmScores arm, int target) =>
        TableText.MeanAndDeviation(arm.Summarize(ArmScores.Targets[target], TableMetric.Dice), TableMetric.Dice);

    private static string Shown(PairedComparison? gain) => gain is null ? TableText.None : string.Create(
        CultureInfo.InvariantCulture,
        $"{gain.MeanDifference:+0.000;-0.000;0.000} ± {StandardError(gain):0.000} [{gain.DifferenceInterval.Lower:+0.000;-0.000;0.000}, " +
        $"{gain.DifferenceInterval.Upper:+0.000;-0.000;0.000}]");

    /// <summary>That of the mean difference: the difference by Student's t.</summary>
    private static double StandardError(PairedComparison gain) =>
        gain.MeanDifference == 0 ? 0 : gain.MeanDifference / gain.TTest.Statistic;

    private static string Wins(ArmScores reference, ArmScores own)
    {
        var (before, after) = ArmScores.Pairs(reference, own, ArmScores.Average, TableMetric.Dice);
        return $"{before.Zip(after, (old, now) => now > old).Count(better => better)} of {before.Length}";
    }
}
