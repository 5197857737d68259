namespace Awsnet.Components;

/// <summary>What a pixel of a PNG or JPEG file consists of.</summary>
public enum RasterColorType
{
    /// <summary>One gray sample: of 1, 2, 4, 8 or 16 bits in PNG, of 8 in JPEG.</summary>
    Gray,

    /// <summary>Gray and alpha, of 8 bits each.</summary>
    GrayAlpha,

    /// <summary>An index into a palette, of 1, 2, 4 or 8 bits.</summary>
    Palette,

    /// <summary>Red, green and blue, of 8 bits each.</summary>
    Rgb,

    /// <summary>Red, green, blue and alpha, of 8 bits each.</summary>
    Rgba,
}
