namespace Awsnet.Components.Myops;

/// <summary>A crop of a slice with its classes, as a network sees it.</summary>
/// <param name="Image">[channels, size, size].</param>
/// <param name="Labels">Classes, [size, size].</param>
internal sealed record SampleCrop(float[] Image, byte[] Labels);
