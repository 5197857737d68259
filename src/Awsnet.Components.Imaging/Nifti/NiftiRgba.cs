namespace Awsnet.Components;

/// <summary>One color voxel of type <see cref="NiftiDataType.Rgba32"/>.</summary>
/// <param name="R">Red, 0 to 255.</param>
/// <param name="G">Green, 0 to 255.</param>
/// <param name="B">Blue, 0 to 255.</param>
/// <param name="A">Alpha, 0 (clear) to 255 (opaque).</param>
public readonly record struct NiftiRgba(byte R, byte G, byte B, byte A);
