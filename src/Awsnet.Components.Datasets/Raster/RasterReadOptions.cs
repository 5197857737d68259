namespace Awsnet.Components;

/// <summary>How PNG and JPEG files are read.</summary>
public sealed record RasterReadOptions
{
    /// <summary>The most pixels that are read; files that declare more are refused before memory is taken for them.</summary>
    /// <value>1 to 536870897, whose colors with alpha are as many bytes as an array holds. Default 2^28, a square of 16384.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside this range.</exception>
    public int MaximumPixelCount
    {
        get;
        init => field = value >= 1 && value <= Array.MaxLength / 4 ? value : throw new ArgumentOutOfRangeException(
            nameof(MaximumPixelCount), value, $"MaximumPixelCount is {value}; expected 1 to {Array.MaxLength / 4}.");
    } = 1 << 28;
}
