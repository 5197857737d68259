namespace Awsnet.Components;

/// <summary>How a PNG file is written.</summary>
public sealed record PngWriteOptions
{
    /// <summary>How hard to compress.</summary>
    /// <value>0 (stored) to 9 (smallest). Default 6.</value>
    public int CompressionLevel
    {
        get;
        init => field = value is >= 0 and <= 9 ? value : throw new ArgumentOutOfRangeException(
            nameof(CompressionLevel), value, $"CompressionLevel is {value}; it goes from 0 (stored) to 9 (smallest).");
    } = 6;
}
