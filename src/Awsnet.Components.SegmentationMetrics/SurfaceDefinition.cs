namespace Awsnet.Components;

/// <summary>Which elements make up the surface of a mask. What lies outside the image is background.</summary>
public enum SurfaceDefinition
{
    /// <summary>
    /// Foreground voxels with a background neighbor across a face (4 neighbors in 2-D, 6 in 3-D): the mask XOR its
    /// erosion with the face-connected element. Every element weighs the same.
    /// </summary>
    FaceConnected,

    /// <summary>
    /// Foreground voxels with a background neighbor across a face, an edge or a corner (8 neighbors in 2-D, 26 in 3-D).
    /// Every element weighs the same.
    /// </summary>
    FullyConnected,

    /// <summary>
    /// Voxel corners where foreground and background meet, half a voxel off the voxel centers. Each weighs the length
    /// (2-D, mm) or area (3-D, mm²) of the surface that passes by it, so that means, shares and percentiles do not
    /// depend on how finely an axis is sampled. A percentile is the smallest distance within which that share of the
    /// surface lies.
    /// </summary>
    HalfVoxelElements,
}
