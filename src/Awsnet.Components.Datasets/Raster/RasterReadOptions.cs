namespace Awsnet.Components;

/// <summary>How PNG and JPEG files are read.</summary>
public sealed record RasterReadOptions
{
    /// <summary>The most pixels that are read; files that declare more are refused before memory is taken for them.</summary>
    /// <value>At least 1. Default 2^28, a square of 16384.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaximumPixelCount
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(MaximumPixelCount), value, $"MaximumPixelCount is {value}; it must be at least 1.");
    } = 1 << 28;
}
