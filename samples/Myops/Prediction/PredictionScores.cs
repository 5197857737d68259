namespace Awsnet.Components.Myops;

/// <summary>Scores of a prediction against its case's annotation.</summary>
internal static class PredictionScores
{
    /// <summary>The structure that CASN outlines.</summary>
    public const string Ventricle = "left ventricle";

    // A volume of one slice is measured in 2-D: in 3-D all of it would be surface.
    public static readonly SegmentationMetricsOptions Options = new() { SingletonAxes = SingletonAxes.Squeeze };

    /// <summary>Scar, scar+edema and the left ventricle, measured as a volume; none where the case has no annotation.</summary>
    public static IReadOnlyList<MaskScores> Of(MyoPsVolume volume, CasePrediction prediction)
    {
        if (volume.Labels is null) return [];
        var ventricle = SegmentationMetrics.Evaluate(
            prediction.Ventricle.Mask, Myops.Ventricle.FromLabels(volume).Mask, GridOf(volume), Options);
        return [.. OfPathology(volume, prediction), ventricle with { Structure = Ventricle }];
    }

    /// <summary>Scar and scar+edema of an annotated case, measured as a volume.</summary>
    public static IReadOnlyList<MaskScores> OfPathology(MyoPsVolume volume, CasePrediction prediction) =>
        SegmentationMetrics.EvaluateLabels<short>(prediction.Labels, volume.Labels!, GridOf(volume), LabelScheme.Myops, Options);

    /// <summary>Dice of masks of slices so wide; 1 when both are empty.</summary>
    public static double Dice(byte[] found, byte[] truth, int width) => SegmentationMetrics.Evaluate(
        found, truth, MaskGrid.Plane(truth.Length / width, width), new() { Families = MetricFamilies.Overlap }).Overlap.Dice;

    private static MaskGrid GridOf(MyoPsVolume volume) => MaskGrid.Volume(
        volume.Slices, volume.Height, volume.Width, volume.SliceSpacingMm, volume.RowSpacingMm, volume.ColumnSpacingMm);
}
