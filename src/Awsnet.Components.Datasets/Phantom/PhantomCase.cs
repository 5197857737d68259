namespace Awsnet.Components;

/// <summary>One generated patient: three aligned sequences and their exact labels. Arrays are [slice, y, x], x fastest.</summary>
public sealed class PhantomCase
{
    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>Columns.</summary>
    public required int Width { get; init; }

    /// <summary>Slices, from the base to the apex.</summary>
    public required int Slices { get; init; }

    /// <summary>Pixel size in the plane, mm.</summary>
    public required double PixelSpacingMm { get; init; }

    /// <summary>Distance between slices, mm.</summary>
    public required double SliceSpacingMm { get; init; }

    /// <summary>The bSSFP cine image (C0): clear contours, blood bright.</summary>
    public required short[] C0 { get; init; }

    /// <summary>The late gadolinium enhancement image (DE): myocardium nulled, scar bright.</summary>
    public required short[] De { get; init; }

    /// <summary>The T2-weighted, black-blood image (T2): edema bright.</summary>
    public required short[] T2 { get; init; }

    /// <summary>0 background, 200 myocardium, 500 and 600 blood of left and right ventricle, 1220 edema, 2221 scar.</summary>
    public required short[] Labels { get; init; }

    /// <summary>The lesions drawn; empty for a healthy heart.</summary>
    public required IReadOnlyList<PhantomLesion> Lesions { get; init; }
}
