namespace Awsnet.Components;

/// <summary>
/// What to do with a grid that has an axis of length 1. Read as 3-D, a [1, H, W] mask is all surface, because every
/// voxel touches the outside along the short axis, so the surface distances collapse toward those of two point clouds.
/// </summary>
public enum SingletonAxes
{
    /// <summary>Throw an <see cref="ArgumentException"/> that names the axis.</summary>
    Refuse,

    /// <summary>Drop the axis: [1, H, W], [D, 1, W] and [D, H, 1] are measured in 2-D.</summary>
    Squeeze,

    /// <summary>Measure the grid as given, as the Python peers do.</summary>
    Keep,
}
