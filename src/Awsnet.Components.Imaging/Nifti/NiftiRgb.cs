namespace Awsnet.Components;

/// <summary>One color voxel of type <see cref="NiftiDataType.Rgb24"/>.</summary>
/// <param name="R">Red, 0 to 255.</param>
/// <param name="G">Green, 0 to 255.</param>
/// <param name="B">Blue, 0 to 255.</param>
public readonly record struct NiftiRgb(byte R, byte G, byte B);
