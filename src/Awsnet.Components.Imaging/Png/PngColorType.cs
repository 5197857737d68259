namespace Awsnet.Components;

/// <summary>What a PNG pixel consists of, with the codes of the standard.</summary>
public enum PngColorType : byte
{
    /// <summary>One gray sample of 1, 2, 4, 8 or 16 bits.</summary>
    Gray = 0,

    /// <summary>Red, green and blue, of 8 or 16 bits each.</summary>
    Rgb = 2,

    /// <summary>An index into a palette, of 1, 2, 4 or 8 bits.</summary>
    Palette = 3,

    /// <summary>Gray and alpha, of 8 or 16 bits each.</summary>
    GrayAlpha = 4,

    /// <summary>Red, green, blue and alpha, of 8 or 16 bits each.</summary>
    Rgba = 6,
}
