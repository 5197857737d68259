namespace Awsnet.Components;

/// <summary>Which elements make up the surface of a mask. What lies outside the image is background.</summary>
public enum SurfaceDefinition
{
    /// <summary>
    /// Foreground voxels with a background neighbour across a face (4 neighbours in 2-D, 6 in 3-D): the mask XOR its
    /// erosion with the face-connected element.
    /// </summary>
    FaceConnected,

    /// <summary>
    /// Foreground voxels with a background neighbour across a face, an edge or a corner (8 neighbours in 2-D, 26 in 3-D).
    /// </summary>
    FullyConnected,
}
