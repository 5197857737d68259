namespace Awsnet.Components.Myops;

/// <summary>A column of a table.</summary>
/// <param name="Key">Its name among the paper's numbers.</param>
/// <param name="Decimals">Digits after the point.</param>
/// <param name="Read">Reads it from a case's scores.</param>
internal sealed record TableMetric(string Key, string Title, int Decimals, Func<CaseScore, double> Read)
{
    public static TableMetric Dice { get; } = new("dice", "Dice", 3, score => score.Dice);

    public static TableMetric Jaccard { get; } = new("jaccard", "Jaccard", 3, score => score.Jaccard);

    public static TableMetric Hausdorff { get; } = new("hd_mm", "HD (mm)", 2, score => score.Hausdorff);

    public static TableMetric SurfaceDistance { get; } = new("asd_mm", "ASD (mm)", 2, score => score.SurfaceDistance);

    public static IReadOnlyList<TableMetric> All { get; } = [Dice, Jaccard, Hausdorff, SurfaceDistance];
}
