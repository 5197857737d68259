using static System.FormattableString;

namespace Awsnet.Components.Myops;

/// <summary>What a reader should know first of a structure's scores, in words.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Summary">Its scores.</param>
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

    /// <summary>Whether it was missed or marked where it is not.</summary>
    public bool HasWrongFinds => Summary.Ledger.Missed + Summary.Ledger.Hallucinated > 0;

    /// <summary>How often it was missed, and how often it was marked where it is not.</summary>
    public string Finds => (Summary.Present, Summary.Absent) switch
    {
        (_, 0) => $"{Missed}; none is without it",
        (0, _) => FalseFinds,
        _ => $"{Missed}; {FalseFinds}",
    };

    /// <summary>Distances where both the annotation and the prediction have it.</summary>
    public string Distances => Summary.HausdorffMm.Count == 0
        ? "no distances: nowhere are both annotated and marked"
        : Invariant($"HD median {Summary.HausdorffMm.Median:0.0}, mean {Summary.HausdorffMm.Mean:0.0} mm; ASSD median {Summary.AssdMm.Median:0.0}, mean {Summary.AssdMm.Mean:0.0} mm; ")
            + Invariant($"{Summary.HausdorffMm.Count} {Unit}{(Summary.HausdorffMm.Count == 1 ? "" : "s")}, {Summary.LeftOut} left out");

    private string Missed => Invariant($"missed in {Summary.Ledger.Missed} of {Summary.Present} with it");

    private string FalseFinds => Invariant($"marked in {Summary.Ledger.Hallucinated} of {Summary.Absent} without it");
}
