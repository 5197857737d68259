namespace Awsnet.Components.Myops;

/// <summary>An image with its classes.</summary>
/// <param name="Image">[channels, size, size].</param>
/// <param name="Labels">Classes, [size, size].</param>
internal sealed record SampleView(float[] Image, byte[] Labels);
