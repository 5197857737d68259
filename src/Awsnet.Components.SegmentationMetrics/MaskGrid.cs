namespace Awsnet.Components;

/// <summary>
/// Shape and spacing of a 2-D or 3-D mask, in array-axis order: the last axis is the contiguous one.
/// </summary>
/// <remarks>
/// A NIfTI volume keeps its first axis contiguous, so its grid is given in reverse: for a file of 512 x 480 x 10 voxels
/// of 0.75 x 0.75 x 12 mm this is <c>MaskGrid.Volume(10, 480, 512, 12, 0.75, 0.75)</c>, or <see cref="OfNifti"/>.
/// </remarks>
public readonly record struct MaskGrid
{
    private MaskGrid(int rank, int depth, int rows, int columns, double depthMm, double rowMm, double columnMm)
    {
        (Rank, Depth, Rows, Columns) = (rank, depth, rows, columns);
        (DepthSpacingMm, RowSpacingMm, ColumnSpacingMm) = (depthMm, rowMm, columnMm);
    }

    /// <summary>Number of axes.</summary>
    /// <value>2 or 3.</value>
    public int Rank { get; }

    /// <summary>Length of the first axis of a volume (slices).</summary>
    /// <value>At least 1; 1 for a 2-D grid.</value>
    public int Depth { get; }

    /// <summary>Length of the second-last axis.</summary>
    /// <value>At least 1.</value>
    public int Rows { get; }

    /// <summary>Length of the last, contiguous axis.</summary>
    /// <value>At least 1.</value>
    public int Columns { get; }

    /// <summary>Distance between neighboring slices in mm.</summary>
    /// <value>Positive and finite; 1 for a 2-D grid, where it plays no part.</value>
    public double DepthSpacingMm { get; }

    /// <summary>Distance between neighboring rows in mm.</summary>
    /// <value>Positive and finite.</value>
    public double RowSpacingMm { get; }

    /// <summary>Distance between neighboring columns in mm.</summary>
    /// <value>Positive and finite.</value>
    public double ColumnSpacingMm { get; }

    /// <summary>Number of pixels or voxels.</summary>
    /// <value>Depth x Rows x Columns.</value>
    public int Count => Depth * Rows * Columns;

    /// <summary>Area of a pixel in mm² (2-D) or volume of a voxel in mm³ (3-D).</summary>
    /// <value>The product of the spacings of the grid's axes.</value>
    public double ElementSizeMm => Rank == 2
        ? RowSpacingMm * ColumnSpacingMm
        : DepthSpacingMm * RowSpacingMm * ColumnSpacingMm;

    /// <summary>Length of the image diagonal in mm, √Σ(nᵢ sᵢ)²: longer than any distance inside the image.</summary>
    /// <value>Positive.</value>
    public double DiagonalMm
    {
        get
        {
            double z = Rank == 2 ? 0 : Depth * DepthSpacingMm, y = Rows * RowSpacingMm, x = Columns * ColumnSpacingMm;
            return Math.Sqrt((z * z) + (y * y) + (x * x));
        }
    }

    /// <summary>A 2-D grid.</summary>
    /// <param name="rows">Length of the first axis.</param>
    /// <param name="columns">Length of the last, contiguous axis.</param>
    /// <param name="rowSpacingMm">Distance between rows in mm.</param>
    /// <param name="columnSpacingMm">Distance between columns in mm.</param>
    /// <returns>The grid, of rank 2.</returns>
    /// <exception cref="ArgumentException">A length is not positive, or a spacing is not positive and finite.</exception>
    public static MaskGrid Plane(int rows, int columns, double rowSpacingMm = 1, double columnSpacingMm = 1) =>
        Create([rows, columns], [rowSpacingMm, columnSpacingMm]);

    /// <summary>A 3-D grid.</summary>
    /// <param name="depth">Length of the first axis (slices).</param>
    /// <param name="rows">Length of the second axis.</param>
    /// <param name="columns">Length of the last, contiguous axis.</param>
    /// <param name="depthSpacingMm">Distance between slices in mm.</param>
    /// <param name="rowSpacingMm">Distance between rows in mm.</param>
    /// <param name="columnSpacingMm">Distance between columns in mm.</param>
    /// <returns>The grid, of rank 3.</returns>
    /// <exception cref="ArgumentException">A length is not positive, or a spacing is not positive and finite.</exception>
    public static MaskGrid Volume(
        int depth, int rows, int columns, double depthSpacingMm = 1, double rowSpacingMm = 1, double columnSpacingMm = 1) =>
        Create([depth, rows, columns], [depthSpacingMm, rowSpacingMm, columnSpacingMm]);

    /// <summary>A grid from a shape and a spacing of equal length, both in array-axis order.</summary>
    /// <param name="shape">2 or 3 lengths, the contiguous axis last.</param>
    /// <param name="spacingMm">As many spacings in mm.</param>
    /// <returns>The grid.</returns>
    /// <exception cref="ArgumentException">
    /// Not 2 or 3 axes, different numbers of lengths and spacings, a length below 1, a spacing that is not positive and
    /// finite, or more voxels than an array can hold.
    /// </exception>
    public static MaskGrid Create(ReadOnlySpan<int> shape, ReadOnlySpan<double> spacingMm)
    {
        var shown = $"[{string.Join(", ", shape.ToArray())}]";
        if (shape.Length is not (2 or 3))
            throw new ArgumentException($"Shape is {shown}; expected 2 axes [rows, columns] or 3 [depth, rows, columns].", nameof(shape));
        if (spacingMm.Length != shape.Length)
            throw new ArgumentException(
                $"Shape {shown} has {shape.Length} axes but {spacingMm.Length} spacings are given; give one spacing in mm for each axis.",
                nameof(spacingMm));

        long count = 1;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (shape[axis] < 1)
                throw new ArgumentException(
                    $"Shape is {shown}; every axis must have a length of at least 1, but axis {axis} has {shape[axis]}.", nameof(shape));
            if (!(spacingMm[axis] > 0) || !double.IsFinite(spacingMm[axis]))
                throw new ArgumentException(
                    FormattableString.Invariant($"Spacing of axis {axis} is {spacingMm[axis]} mm; it must be positive and finite."),
                    nameof(spacingMm));
            count = shape[axis] <= Array.MaxLength / count ? count * shape[axis] : long.MaxValue;
            if (count > Array.MaxLength)
                throw new ArgumentException(
                    $"Shape {shown} has more elements than an array can hold ({Array.MaxLength}); measure it in parts.", nameof(shape));
        }

        return shape.Length == 2
            ? new MaskGrid(2, 1, shape[0], shape[1], 1, spacingMm[0], spacingMm[1])
            : new MaskGrid(3, shape[0], shape[1], shape[2], spacingMm[0], spacingMm[1], spacingMm[2]);
    }

    /// <summary>The grid of a NIfTI image, whose first axis is the contiguous one.</summary>
    /// <param name="shape">The image's lengths, x first: 2 or 3, and beyond them nothing but 1.</param>
    /// <param name="spacingMm">As many steps in mm, in the same order; what stands beyond the third is not used.</param>
    /// <returns>The grid, of rank 2 or 3, that its voxels have as they are read.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Create"/>, or there are several volumes.</exception>
    public static MaskGrid OfNifti(IReadOnlyList<int> shape, IReadOnlyList<double> spacingMm)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(spacingMm);
        if (shape.Count < 2 || shape.Skip(3).Any(length => length != 1) || spacingMm.Count != shape.Count)
            throw new ArgumentException(
                $"A NIfTI image has shape [{string.Join(", ", shape)}] and {spacingMm.Count} steps; expected one image of 2 or 3 axes, " +
                "and a step for each. Give volumes one by one.", nameof(shape));
        return Create([.. shape.Take(3).Reverse()], [.. spacingMm.Take(3).Reverse()]);
    }

    /// <summary>The 2-D grid of one slice of a volume (a 2-D grid is its own slice).</summary>
    /// <returns>A grid of rank 2 with this one's rows and columns.</returns>
    public MaskGrid Slice() => Plane(Rows, Columns, RowSpacingMm, ColumnSpacingMm);

    /// <summary>Shape and spacing, such as <c>10 x 480 x 512 at 12 x 0.75 x 0.75 mm</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Rank == 2
        ? FormattableString.Invariant($"{Rows} x {Columns} at {RowSpacingMm} x {ColumnSpacingMm} mm")
        : FormattableString.Invariant($"{Depth} x {Rows} x {Columns} at {DepthSpacingMm} x {RowSpacingMm} x {ColumnSpacingMm} mm");

    /// <summary>Applies the rule for axes of length 1.</summary>
    internal MaskGrid Resolve(SingletonAxes rule)
    {
        if (rule == SingletonAxes.Keep || Rank == 2 || (Depth > 1 && Rows > 1 && Columns > 1)) return this;
        if (rule == SingletonAxes.Squeeze)
        {
            if (Depth == 1) return Slice();
            return Rows == 1
                ? Plane(Depth, Columns, DepthSpacingMm, ColumnSpacingMm)
                : Plane(Depth, Rows, DepthSpacingMm, RowSpacingMm);
        }

        throw new ArgumentException(
            $"The grid {this} is 3-D with an axis of length 1, where every voxel of a mask is surface. Set SingletonAxes to " +
            "Squeeze to measure it in 2-D, or to Keep to measure it in 3-D all the same.");
    }
}
