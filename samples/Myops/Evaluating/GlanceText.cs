using static System.FormattableString;

namespace Awsnet.Components.Myops;

/// <summary>What a reader should know first of a structure's scores, in words.</summary>
/// <param name="Unit">What was scored: <c>case</c> or <c>slice</c>.</param>
internal sealed record GlanceText(string Structure, GlanceSummary Summary, string Unit = "case")
{
    /// <summary>A structure of a table.</summary>
    public static GlanceText Of(MetricTable table, string structure) =>
        new(structure, table.Glance(structure), table.Rows.Any(row => row.Scores.Slice is not null) ? "slice" : "case");

    /// <summary>What the mean Dice is taken over.</summary>
    public string Over => Summary.Present switch
    {
        0 => $"no {Unit} has it",
        1 => $"of the one {Unit} that has it",
        var n => Invariant($"mean of the {n} {Unit}s that have it, ± {Summary.Dice.StandardDeviation:0.000}"),
    };

    /// <summary>How often it was missed, how often it was marked where it is not, and whether that ever happened.</summary>
    public IEnumerable<(string Text, bool Happened)> Finds
    {
        get
        {
            if (Summary.Present > 0)
                yield return (Invariant($"missed in {Summary.Ledger.Missed} of {Summary.Present} with it"), Summary.Ledger.Missed > 0);
            yield return Summary.Absent == 0
                ? ("none is without it", false)
                : (Invariant($"marked in {Summary.Ledger.Hallucinated} of {Summary.Absent} without it"), Summary.Ledger.Hallucinated > 0);
        }
    }

    /// <summary>Distances where it is both annotated and marked, and how many that leaves out.</summary>
    public IReadOnlyList<string> Distances => Summary.HausdorffMm.Count == 0
        ? ["no distances: nowhere is it both annotated and marked"]
        : [
            Invariant($"HD median {Summary.HausdorffMm.Median:0.0}, mean {Summary.HausdorffMm.Mean:0.0} mm"),
            Invariant($"ASSD median {Summary.AssdMm.Median:0.00}, mean {Summary.AssdMm.Mean:0.00} mm"),
            Invariant($"{Summary.HausdorffMm.Count} {Unit}{(Summary.HausdorffMm.Count == 1 ? "" : "s")}, {Summary.LeftOut} left out"),
        ];
}
