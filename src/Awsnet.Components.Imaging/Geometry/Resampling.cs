namespace Awsnet.Components;

/// <summary>
/// How values are found between the pixels of a grid. All three use the half-pixel convention: pixel i covers [i, i + 1).
/// </summary>
public enum Resampling
{
    /// <summary>The pixel that contains the sample point. The only one that is right for labels.</summary>
    Nearest,

    /// <summary>
    /// Linear in y and x between pixel centers, clamped at the border: what PyTorch calls
    /// <c>interpolate(mode="bilinear", align_corners=False)</c>. Skips pixels when it shrinks by more than 2.
    /// </summary>
    Bilinear,

    /// <summary>The mean over the area that the new pixel covers, fractions of pixels included. The choice for strong shrinking.</summary>
    Area,
}
