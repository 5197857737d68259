using System.Collections.Immutable;
using System.Globalization;

namespace Awsnet.Components;

/// <summary>
/// A NIfTI image: a header, and voxels in a file or in memory. An image from a file holds the header alone; each Read call
/// reads and converts the voxels anew, in portions, so that little more than the result takes memory.
/// </summary>
/// <remarks>
/// Arrays hold voxels as the file does, first axis fastest: the voxel (x, y, z, t) of shape (X, Y, Z, T) is at
/// <c>x + X·(y + Y·(z + Z·t))</c>. Seen as rows and columns, y is the row and x the column.
/// Instances are immutable and may be shared by threads.
/// </remarks>
public sealed partial class NiftiImage
{
    private readonly NiftiVoxels voxels;

    private NiftiImage(NiftiHeader header, NiftiVoxels voxels)
    {
        Header = header;
        this.voxels = voxels;
    }

    /// <summary>The header.</summary>
    public NiftiHeader Header { get; }

    /// <summary>The length of each axis, fastest first: x, y, z, t and up to three more; 1 to 7 of them.</summary>
    public ImmutableArray<int> Shape => Header.Shape;

    /// <summary>
    /// The step along each axis of <see cref="Shape"/>: mm for the first three, whatever the file's own
    /// <see cref="NiftiHeader.SpatialUnit"/>; then <see cref="NiftiHeader.TemporalUnit"/>.
    /// </summary>
    public ImmutableArray<double> Spacing => Header.Spacing;

    /// <summary>
    /// The 4 x 4 matrix from voxel indices to world coordinates in mm (x to the right, y to the front, z up); see
    /// <see cref="NiftiHeader.Affine"/>.
    /// </summary>
    public double[,] Affine => Header.Affine;

    /// <summary>How a voxel is stored.</summary>
    public NiftiDataType DataType => Header.DataType;

    /// <summary>The number of voxels.</summary>
    public long VoxelCount => Header.VoxelCount;

    /// <summary>
    /// Opens a <c>.nii</c> or <c>.nii.gz</c> file, or a <c>.hdr</c>/<c>.img</c> pair by either name, plain or compressed.
    /// Compression is found from the content, not from the name.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>An image whose voxels are read from the file when asked for.</returns>
    /// <exception cref="InvalidImageFileException">The file is no NIfTI file, is damaged, or is shorter than its header says.</exception>
    /// <exception cref="IOException">The file is missing or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public static NiftiImage Read(string path)
    {
        (NiftiHeader header, NiftiVoxels voxels) = NiftiFile.Read(path);
        return new NiftiImage(header, voxels);
    }

    /// <summary>Makes an image from an array.</summary>
    /// <typeparam name="T">A number of 8 to 64 bits, <see cref="System.Numerics.Complex"/>, <see cref="NiftiRgb"/> or
    /// <see cref="NiftiRgba"/>; it gives the stored type.</typeparam>
    /// <param name="shape">The length of each axis, fastest first; 1 to 7 axes.</param>
    /// <param name="spacing">The step along each axis, mm for the first three; as many as <paramref name="shape"/> has, positive.</param>
    /// <param name="data">The voxels, first axis fastest. The image keeps this array: do not change it afterwards.</param>
    /// <param name="like">
    /// A header to take all else from: affine, units, texts, extensions, version. Its spacing must be
    /// <paramref name="spacing"/>. Without it the axes run along world x, y, z from the origin.
    /// </param>
    /// <exception cref="ArgumentException">Shape, spacing, data and header do not fit together.</exception>
    /// <exception cref="NotSupportedException">No stored type holds <typeparamref name="T"/>.</exception>
    public static NiftiImage Create<T>(ReadOnlySpan<int> shape, ReadOnlySpan<double> spacing, T[] data, NiftiHeader? like = null)
        where T : unmanaged
    {
        if (like is null) return Create(NiftiHeader.For(shape, spacing), data);
        NiftiHeader header = like with { Shape = [.. shape] };
        if (!IsNear(spacing, header.Spacing.AsSpan()))
            throw new ArgumentException(
                $"Spacing is [{Shown(spacing.ToArray())}] but the header to follow has [{Shown(header.Spacing)}]; give that, or change " +
                    "the header with WithAffine (a fourth axis and further ones in PixelDimensions).", nameof(spacing));
        return Create(header, data);
    }

    /// <summary>Makes an image from a header and an array. Type and scaling of the header give way to the array's.</summary>
    /// <typeparam name="T">A number of 8 to 64 bits, <see cref="System.Numerics.Complex"/>, <see cref="NiftiRgb"/> or
    /// <see cref="NiftiRgba"/>; it gives the stored type.</typeparam>
    /// <param name="header">Shape, affine and all else.</param>
    /// <param name="data">The voxels, first axis fastest. The image keeps this array: do not change it afterwards.</param>
    /// <exception cref="ArgumentException">The array has not as many elements as the header has voxels.</exception>
    /// <exception cref="NotSupportedException">No stored type holds <typeparamref name="T"/>.</exception>
    public static NiftiImage Create<T>(NiftiHeader header, T[] data) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(data);
        if (header.VoxelCount != data.LongLength)
            throw new ArgumentException(
                $"Shape [{string.Join(", ", header.Shape)}] has {header.VoxelCount} voxels but the array holds {data.LongLength}.",
                nameof(data));
        NiftiHeader own = header with { DataType = NiftiDataTypeExtensions.Of<T>(), ScaleSlope = 1, ScaleIntercept = 0 };
        return new NiftiImage(own, new ArrayNiftiVoxels<T>(data));
    }

    private static string Shown(IEnumerable<double> spacing) =>
        string.Join(", ", spacing.Select(step => step.ToString(CultureInfo.InvariantCulture)));

    private static bool IsNear(ReadOnlySpan<double> spacing, ReadOnlySpan<double> expected)
    {
        if (spacing.Length != expected.Length) return false;
        for (int axis = 0; axis < spacing.Length; axis++)
        {
            if (!(Math.Abs(spacing[axis] - expected[axis]) <= 1e-4 * Math.Abs(expected[axis]))) return false;
        }
        return true;
    }
}
