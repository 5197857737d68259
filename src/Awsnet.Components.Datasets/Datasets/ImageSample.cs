namespace Awsnet.Components;

/// <summary>An image with its mask in memory. Arrays are [y, x], x fastest.</summary>
public sealed class ImageSample
{
    internal ImageSample(string id, int height, int width, float[] image, byte[] mask) =>
        (Id, Height, Width, Image, Mask) = (id, height, width, image, mask);

    /// <summary>The image's name in its data set.</summary>
    public string Id { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Brightness, 0 to 1.</summary>
    public float[] Image { get; }

    /// <summary>Classes: 0 background, 1 lesion.</summary>
    public byte[] Mask { get; }
}
