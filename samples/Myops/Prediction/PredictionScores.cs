namespace Awsnet.Components.Myops;

/// <summary>Scores of a prediction against its case's annotation.</summary>
internal static class PredictionScores
{
    /// <summary>The structure that CASN outlines.</summary>
    public const string Ventricle = "left ventricle";

    /// <summary>Scar, scar+edema and the left ventricle, measured as a volume; none where the case has no annotation.</summary>
    public static IReadOnlyList<MaskScores> Of(MyoPsVolume volume, CasePrediction prediction)
    {
        if (volume.Labels is null) return [];
        var grid = MaskGrid.Volume(
            volume.Slices, volume.Height, volume.Width, volume.SliceSpacingMm, volume.RowSpacingMm, volume.ColumnSpacingMm);
        // A volume of one slice is measured in 2-D: in 3-D all of it would be surface.
        var options = new SegmentationMetricsOptions { SingletonAxes = SingletonAxes.Squeeze };
        var pathology = SegmentationMetrics.EvaluateLabels<short>(prediction.Labels, volume.Labels, grid, LabelScheme.Myops, options);
        var ventricle = SegmentationMetrics.Evaluate(prediction.Ventricle.Mask, Myops.Ventricle.FromLabels(volume).Mask, grid, options);
        return [.. pathology, ventricle with { Structure = Ventricle }];
    }
}
