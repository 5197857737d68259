namespace Awsnet.Components;

/// <summary>Limits of reading a PNG file.</summary>
public sealed record PngReadOptions
{
    /// <summary>The most pixels an image may have. A few hundred bytes can promise four thousand million million.</summary>
    /// <value>At least 1. Default 2^28 (16384 x 16384).</value>
    public long MaximumPixelCount
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(MaximumPixelCount), value, $"MaximumPixelCount is {value}; it must be at least 1.");
    } = 1 << 28;
}
