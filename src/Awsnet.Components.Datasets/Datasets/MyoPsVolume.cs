namespace Awsnet.Components;

/// <summary>A MyoPS case in memory. Arrays are [slice, y, x], x fastest, as the files hold them.</summary>
public sealed class MyoPsVolume
{
    internal MyoPsVolume(string id, NiftiHeader header, float[] c0, float[] de, float[] t2, short[]? labels)
    {
        (Id, Header, C0, De, T2, Labels) = (id, header, c0, de, t2, labels);
        (Width, Height) = (header.Shape[0], header.Shape.Length > 1 ? header.Shape[1] : 1);
        Slices = header.Shape.Length > 2 ? header.Shape[2] : 1;
    }

    /// <summary>The case's name.</summary>
    public string Id { get; }

    /// <summary>The header of the late enhancement image: grid, affine and the rest.</summary>
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

    /// <summary>What is to be looked at before volumes in ml and distances in mm are believed, and what to do.</summary>
    /// <value>
    /// Null, unless <see cref="Header"/> gives a spacing that is 0, negative or missing (1 x 1 x 1 without qform and sform), or that
    /// no images of a heart have: 0.3 to 5 mm in a slice, 1 to 30 mm between slices.
    /// </value>
    public string? SpacingWarning => HeaderSpacing.Warning(Header, isHeart: true);

    /// <summary>The bSSFP image, scaled values.</summary>
    public float[] C0 { get; }

    /// <summary>The late gadolinium enhancement image, scaled values.</summary>
    public float[] De { get; }

    /// <summary>The T2-weighted image, scaled values.</summary>
    public float[] T2 { get; }

    /// <summary>Label values (see <see cref="MyoPsLabels"/>), all of them known ones; null where the case has none.</summary>
    public short[]? Labels { get; }

    /// <summary>The part of a volume's array that is one slice.</summary>
    /// <typeparam name="T">Type of a voxel.</typeparam>
    /// <param name="volume">An array on this case's grid.</param>
    /// <param name="z">The slice, from 0.</param>
    /// <returns>[Height, Width], a view of the array.</returns>
    /// <exception cref="ArgumentException">The array is not on this grid, or there is no such slice.</exception>
    public Span<T> Slice<T>(T[] volume, int z)
    {
        ArgumentNullException.ThrowIfNull(volume);
        int plane = Height * Width;
        if (volume.Length != plane * Slices)
            throw new ArgumentException(
                $"The array has {volume.Length} voxels and case {Id} {Slices} x {Height} x {Width}.", nameof(volume));
        if (z < 0 || z >= Slices)
            throw new ArgumentOutOfRangeException(nameof(z), z, $"Case {Id} has slices 0 to {Slices - 1}.");
        return volume.AsSpan(z * plane, plane);
    }

    /// <summary>Writes labels on this case's grid, with its header, as int16.</summary>
    /// <param name="path">The file; a name that ends in <c>.gz</c> is compressed. It appears only when it is whole.</param>
    /// <param name="labels">[Slices, Height, Width].</param>
    /// <exception cref="ArgumentException">The array is not on this grid.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public void WriteLabels(string path, short[] labels) =>
        // The brightness that suited the image would show labels as black.
        NiftiImage.Create(Header with { CalibrationMaximum = 0, CalibrationMinimum = 0 }, labels).Write(path);
}
