using System.Globalization;

namespace Awsnet.Components;

/// <summary>A metric as a column of a table: a key, a unit, and where to read it.</summary>
/// <param name="Key">Short lower-case key in files, such as <c>hd95</c>.</param>
/// <param name="Title">Heading for readers, such as <c>HD95 (mm)</c>.</param>
/// <param name="HigherIsBetter">Whether a larger value is the better one.</param>
/// <param name="Read">Reads the value from a result.</param>
public sealed record MetricColumn(string Key, string Title, bool HigherIsBetter, Func<MaskScores, double> Read)
{
    /// <summary>Dice coefficient.</summary>
    /// <value>Key <c>dice</c>.</value>
    public static MetricColumn Dice { get; } = new("dice", "Dice", true, scores => scores.Overlap.Dice);

    /// <summary>Jaccard index.</summary>
    /// <value>Key <c>jaccard</c>.</value>
    public static MetricColumn Jaccard { get; } = new("jaccard", "Jaccard", true, scores => scores.Overlap.Jaccard);

    /// <summary>Sensitivity (recall).</summary>
    /// <value>Key <c>sensitivity</c>.</value>
    public static MetricColumn Sensitivity { get; } = new("sensitivity", "Sensitivity", true, scores => scores.Overlap.Sensitivity);

    /// <summary>Specificity.</summary>
    /// <value>Key <c>specificity</c>.</value>
    public static MetricColumn Specificity { get; } = new("specificity", "Specificity", true, scores => scores.Overlap.Specificity);

    /// <summary>Precision.</summary>
    /// <value>Key <c>precision</c>.</value>
    public static MetricColumn Precision { get; } = new("precision", "Precision", true, scores => scores.Overlap.Precision);

    /// <summary>Relative volume error, its sign left out.</summary>
    /// <value>Key <c>volume_error</c>.</value>
    public static MetricColumn VolumeError { get; } =
        new("volume_error", "Absolute volume error", false, scores => Math.Abs(scores.Overlap.RelativeVolumeError));

    /// <summary>Hausdorff distance.</summary>
    /// <value>Key <c>hd</c>.</value>
    public static MetricColumn Hausdorff { get; } = new("hd", "HD (mm)", false, scores => scores.Surface.HausdorffMm);

    /// <summary>95th-percentile Hausdorff distance.</summary>
    /// <value>Key <c>hd95</c>.</value>
    public static MetricColumn Hausdorff95 { get; } = HausdorffAt(95);

    /// <summary>Mean distance from the prediction's surface to the truth's.</summary>
    /// <value>Key <c>asd_prediction</c>.</value>
    public static MetricColumn AsdPredictionToTruth { get; } =
        new("asd_prediction", "ASD prediction to truth (mm)", false, scores => scores.Surface.AsdPredictionToTruthMm);

    /// <summary>Mean distance from the truth's surface to the prediction's.</summary>
    /// <value>Key <c>asd_truth</c>.</value>
    public static MetricColumn AsdTruthToPrediction { get; } =
        new("asd_truth", "ASD truth to prediction (mm)", false, scores => scores.Surface.AsdTruthToPredictionMm);

    /// <summary>Average symmetric surface distance.</summary>
    /// <value>Key <c>assd</c>.</value>
    public static MetricColumn Assd { get; } = new("assd", "ASSD (mm)", false, scores => scores.Surface.AssdMm);

    /// <summary>Mean of the two directed mean distances.</summary>
    /// <value>Key <c>masd</c>.</value>
    public static MetricColumn Masd { get; } = new("masd", "MASD (mm)", false, scores => scores.Surface.MasdMm);

    /// <summary>Dice, Jaccard, HD, HD95 and ASSD: what the AWSnet paper's tables hold, and HD95.</summary>
    /// <value>Five columns.</value>
    public static IReadOnlyList<MetricColumn> Default { get; } = [Dice, Jaccard, Hausdorff, Hausdorff95, Assd];

    /// <summary>The Hausdorff distance at a percentile, which the options must have asked for.</summary>
    /// <param name="percentile">In (0, 100].</param>
    /// <returns>A column with key <c>hd</c> and the percentile, such as <c>hd95</c>.</returns>
    public static MetricColumn HausdorffAt(double percentile)
    {
        var shown = percentile.ToString(CultureInfo.InvariantCulture);
        return new MetricColumn($"hd{shown}", $"HD{shown} (mm)", false, scores => scores.Surface.HausdorffAt(percentile));
    }

    /// <summary>Surface Dice at a tolerance, which the options must have asked for.</summary>
    /// <param name="toleranceMm">The tolerance in mm.</param>
    /// <returns>A column with key <c>nsd</c> and the tolerance, such as <c>nsd1mm</c>.</returns>
    public static MetricColumn SurfaceDiceAt(double toleranceMm)
    {
        var shown = toleranceMm.ToString(CultureInfo.InvariantCulture);
        return new MetricColumn($"nsd{shown}mm", $"NSD at {shown} mm", true, scores => scores.Surface.SurfaceDiceAt(toleranceMm));
    }
}
