namespace Awsnet.Components;

/// <summary>A palette's color.</summary>
/// <param name="R">Red, 0 to 255.</param>
/// <param name="G">Green, 0 to 255.</param>
/// <param name="B">Blue, 0 to 255.</param>
/// <param name="A">Alpha, 0 (clear) to 255 (opaque, the default).</param>
public readonly record struct PngColor(byte R, byte G, byte B, byte A = byte.MaxValue);
