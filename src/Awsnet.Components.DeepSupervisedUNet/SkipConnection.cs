namespace Awsnet.Components;

/// <summary>The skip connection that a gate is made for.</summary>
/// <param name="Level">0 at full resolution, one more with each pooling.</param>
/// <param name="SkipChannels">Features of the encoder at this level.</param>
/// <param name="GateChannels">Features of the decoder at this level, already at the skip's resolution.</param>
/// <param name="ComputeType">Number type in which both features arrive and the network computes;
/// <see langword="null"/> for the parameters' type.</param>
/// <param name="SpatialDimensions">Spatial axes of both features: 2 for [N, C, H, W], 3 for [N, C, D, H, W].</param>
public readonly record struct SkipConnection(
    int Level, int SkipChannels, int GateChannels, ScalarType? ComputeType, int SpatialDimensions = 2);
