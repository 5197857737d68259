using System.Globalization;

namespace Awsnet.Components;

/// <summary>
/// A structure over cases at a glance: how well it is outlined where it is, how often it is missed, how often it is marked where it is not.
/// </summary>
/// <remarks>
/// No number here follows a policy for empty masks: Dice is taken where the truth has the structure, distances where both masks have it.
/// All other results are counted, so that one false find neither hides in a mean nor spoils it.
/// </remarks>
public sealed record GlanceSummary
{
    /// <summary>All results, and those with an empty mask.</summary>
    /// <value>The counts.</value>
    public required EmptyCaseLedger Ledger { get; init; }

    /// <summary>Dice, 2 TP / (2 TP + FP + FN), of results whose truth has the structure; 0 where it was missed.</summary>
    /// <value>Its count is <see cref="Present"/>.</value>
    public required MetricSummary Dice { get; init; }

    /// <summary>Hausdorff distance in mm of results where both masks have the structure.</summary>
    /// <value>Counts nothing where surfaces were not measured.</value>
    public required MetricSummary HausdorffMm { get; init; }

    /// <summary>Average symmetric surface distance in mm of the same results.</summary>
    /// <value>Its count is that of <see cref="HausdorffMm"/>.</value>
    public required MetricSummary AssdMm { get; init; }

    /// <summary>Results whose truth has the structure: all that could be missed.</summary>
    /// <value>At least 0.</value>
    public int Present => Ledger.Measured + Ledger.Missed;

    /// <summary>Results whose truth lacks the structure: all that could be hallucinated.</summary>
    /// <value>At least 0.</value>
    public int Absent => Ledger.BothEmpty + Ledger.Hallucinated;

    /// <summary>Results without a distance, because a mask was empty or surfaces were not measured.</summary>
    /// <value>At least 0.</value>
    public int LeftOut => Ledger.Count - HausdorffMm.Count;

    /// <summary>Summarizes the results of one structure.</summary>
    /// <param name="scores">The results, one a case (or slice).</param>
    /// <param name="options">Bootstrap settings; null for the defaults.</param>
    /// <returns>The summary.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static GlanceSummary Of(IEnumerable<MaskScores> scores, MetricSummaryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        MaskScores[] all = [.. scores];
        MaskScores[] both = [.. all.Where(one => one.EmptyCase == EmptyCase.None && one.HasSurface)];
        return new GlanceSummary
        {
            Ledger = EmptyCaseLedger.Of(all),
            // From the counts, which define it wherever the truth has foreground, whatever the policy for missed structures.
            Dice = MetricSummary.Of([.. all.Where(one => one.Counts.Actual > 0).Select(one => DiceOf(one.Counts))], options),
            HausdorffMm = MetricSummary.Of([.. both.Select(one => one.Surface.HausdorffMm)], options),
            AssdMm = MetricSummary.Of([.. both.Select(one => one.Surface.AssdMm)], options),
        };
    }

    /// <summary>
    /// One line, such as <c>Dice 0.694 (n = 5), missed 0 of 5, hallucinated 1 of 1, HD median 12.0 mean 15.1 mm,
    /// ASSD median 1.10 mean 1.32 mm (n = 5, left out 1)</c>.
    /// </summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Dice {MetricText.Rounded(Dice.Mean, 3)} (n = {Present}), missed {Ledger.Missed} of {Present}, hallucinated "
            + $"{Ledger.Hallucinated} of {Absent}, HD {Distance(HausdorffMm, 1)}, ASSD {Distance(AssdMm, 2)} (n = {HausdorffMm.Count}, "
            + $"left out {LeftOut})");

    private static double DiceOf(ConfusionCounts counts) => 2.0 * counts.TruePositives / (counts.Predicted + counts.Actual);

    private static string Distance(MetricSummary distance, int decimals) =>
        $"median {MetricText.Rounded(distance.Median, decimals)} mean {MetricText.Rounded(distance.Mean, decimals)} mm";
}
