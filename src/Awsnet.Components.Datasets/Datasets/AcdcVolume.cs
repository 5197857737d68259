namespace Awsnet.Components;

/// <summary>One phase of an ACDC patient in memory. Arrays are [slice, y, x], x fastest.</summary>
public sealed class AcdcVolume
{
    internal AcdcVolume(string patient, AcdcPhase phase, NiftiHeader header, float[] image, byte[]? labels)
    {
        (Patient, Phase, Header, Image, Labels) = (patient, phase, header, image, labels);
        (Width, Height) = (header.Shape[0], header.Shape.Length > 1 ? header.Shape[1] : 1);
        Slices = header.Shape.Length > 2 ? header.Shape[2] : 1;
    }

    /// <summary>The patient, e.g. <c>patient001</c>.</summary>
    public string Patient { get; }

    /// <summary>Which moment of the cycle.</summary>
    public AcdcPhase Phase { get; }

    /// <summary>The image's header: grid, affine and the rest.</summary>
    public NiftiHeader Header { get; }

    /// <summary>Rows of a slice (the file's second axis).</summary>
    public int Height { get; }

    /// <summary>Columns of a slice (the file's first axis).</summary>
    public int Width { get; }

    /// <summary>Slices.</summary>
    public int Slices { get; }

    /// <summary>Distance between rows, mm.</summary>
    public double RowSpacingMm => Header.Shape.Length > 1 ? Header.Spacing[1] : 1;

    /// <summary>Distance between columns, mm.</summary>
    public double ColumnSpacingMm => Header.Spacing[0];

    /// <summary>Distance between slices, mm.</summary>
    public double SliceSpacingMm => Header.Shape.Length > 2 ? Header.Spacing[2] : 1;

    /// <summary>The image, scaled values.</summary>
    public float[] Image { get; }

    /// <summary>0 background, 1 right ventricle, 2 myocardium, 3 left ventricle; null where the patient has none.</summary>
    public byte[]? Labels { get; }
}
