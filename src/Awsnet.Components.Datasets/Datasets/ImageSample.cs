namespace Awsnet.Components;

/// <summary>An image with its mask in memory. Arrays are [slice, y, x], x fastest; a PNG file has one slice.</summary>
public sealed class ImageSample
{
    internal ImageSample(string id, int slices, int height, int width, float[] image, byte[] mask) =>
        (Id, Slices, Height, Width, Image, Mask) = (id, slices, height, width, image, mask);

    /// <summary>The image's name in its data set.</summary>
    public string Id { get; }

    /// <summary>Slices, 1 for a PNG file.</summary>
    public int Slices { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Brightness: 0 to 1 from a PNG file, scaled values from a NIfTI file.</summary>
    public float[] Image { get; }

    /// <summary>Classes, 0 background; 0 and 1 where the masks are binary.</summary>
    public byte[] Mask { get; }
}
