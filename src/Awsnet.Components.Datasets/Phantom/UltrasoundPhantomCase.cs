namespace Awsnet.Components;

/// <summary>One generated breast ultrasound image with exact masks. Arrays are [y, x].</summary>
public sealed class UltrasoundPhantomCase
{
    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>Columns.</summary>
    public required int Width { get; init; }

    /// <summary>What the image shows.</summary>
    public required BusiKind Kind { get; init; }

    /// <summary>The image, 0 to 255.</summary>
    public required byte[] Image { get; init; }

    /// <summary>A mask of 0 and 1 for each lesion; none for a normal image.</summary>
    public required IReadOnlyList<byte[]> Masks { get; init; }
}
