namespace Awsnet.Components;

/// <summary>Which metrics to compute.</summary>
[Flags]
public enum MetricFamilies
{
    /// <summary>Dice, Jaccard, sensitivity, specificity, precision, volume error: counts of voxels.</summary>
    Overlap = 1,

    /// <summary>Hausdorff and mean surface distances and surface Dice: distances in mm.</summary>
    Surface = 2,

    /// <summary>Both.</summary>
    All = Overlap | Surface,
}
