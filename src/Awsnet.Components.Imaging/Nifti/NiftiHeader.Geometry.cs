using System.Collections.Immutable;

namespace Awsnet.Components;

public sealed partial record NiftiHeader
{
    /// <summary>A header for a new image: axes along world x, y, z from the origin, millimeters, qform and sform alike.</summary>
    /// <param name="shape">The length of each axis, fastest first; 1 to 7 axes.</param>
    /// <param name="spacing">The step along each axis, mm for the first three; as many as <paramref name="shape"/> has, positive.</param>
    /// <returns>A NIfTI-1 header, or NIfTI-2 where an axis passes 32767.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a length or step is not positive.</exception>
    public static NiftiHeader For(ReadOnlySpan<int> shape, ReadOnlySpan<double> spacing)
    {
        if (spacing.Length != shape.Length)
            throw new ArgumentException($"Spacing has {spacing.Length} numbers; shape has {shape.Length} axes.", nameof(spacing));
        foreach (double step in spacing)
        {
            if (!(step > 0 && double.IsFinite(step))) throw new ArgumentException(
                FormattableString.Invariant($"Spacing holds {step}; steps must be positive and finite."), nameof(spacing));
        }
        var header = new NiftiHeader { Shape = [.. shape] }; // first, as it knows how many axes there may be
        double[] steps = [1, 1, 1, 1, 1, 1, 1, 1];
        spacing.CopyTo(steps.AsSpan(1));
        header = header with { PixelDimensions = [.. steps] };
        if (header.Shape.Max() > short.MaxValue) header = header with { Version = 2 };
        return header.WithAffine(header.ScalingAffine());
    }

    /// <summary>The number of voxels: the product of <see cref="Shape"/>.</summary>
    /// <exception cref="OverflowException">The product passes 2^63.</exception>
    public long VoxelCount => Shape.Aggregate(1L, (count, length) => checked(count * length));

    /// <summary>
    /// The step along each axis of <see cref="Shape"/>: mm for the first three, whatever the file's own <see cref="SpatialUnit"/>;
    /// then <see cref="TemporalUnit"/>.
    /// </summary>
    /// <value>For the first three axes never negative, and 1 mm where the file says 0.</value>
    public ImmutableArray<double> Spacing => [.. Enumerable.Range(0, Shape.Length).Select(Step)];

    /// <summary>The factor voxels are multiplied with: <see cref="ScaleSlope"/>, or 1 where that is 0 or not finite.</summary>
    public double Slope => HasSlope ? ScaleSlope : 1;

    /// <summary>
    /// What is added to multiplied voxels: <see cref="ScaleIntercept"/>, or 0 where that or the slope is not finite, or the slope is 0.
    /// </summary>
    public double Intercept => HasSlope && double.IsFinite(ScaleIntercept) ? ScaleIntercept : 0;

    /// <summary>
    /// The 4 x 4 matrix from voxel indices (i, j, k, 1) to world coordinates (x, y, z, 1) in mm, x to the right, y to the
    /// front, z up: the sform if it has a code, else the qform if that has one, else <see cref="DefaultAffine"/>.
    /// </summary>
    public double[,] Affine => SFormAffine() ?? QFormAffine() ?? DefaultAffine();

    /// <summary>The sform as a 4 x 4 matrix to mm, or null where its code is none.</summary>
    public double[,]? SFormAffine()
    {
        if (!IsKnown(SFormCode)) return null;
        double[,] affine = NiftiAffine.Identity();
        for (int i = 0; i < 12; i++) affine[i / 4, i % 4] = SForm[i] * UnitMm;
        return affine;
    }

    /// <summary>The qform (quaternion, offset, spacing, handedness) as a 4 x 4 matrix to mm, or null where its code is none.</summary>
    public double[,]? QFormAffine()
    {
        if (!IsKnown(QFormCode)) return null;
        double[,] rotation = NiftiAffine.RotationOf(Quaternion[0], Quaternion[1], Quaternion[2]);
        double[] steps = [Step(0), Step(1), PixelDimensions[0] < 0 ? -Step(2) : Step(2)];
        double[,] affine = NiftiAffine.Identity();
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 3; column++) affine[row, column] = rotation[row, column] * steps[column];
            affine[row, 3] = QOffset[row] * UnitMm;
        }
        return affine;
    }

    /// <summary>
    /// The matrix of a file without qform and sform: the spacing, the volume's center at the origin, the first axis to the
    /// left. This is what ANALYZE files meant by custom and what nibabel takes; <see cref="ScalingAffine"/> is the
    /// standard's own reading.
    /// </summary>
    public double[,] DefaultAffine()
    {
        double[,] affine = ScalingAffine();
        affine[0, 0] = -affine[0, 0];
        for (int axis = 0; axis < 3; axis++) affine[axis, 3] = -affine[axis, axis] * (Length(axis) - 1) / 2;
        return affine;
    }

    /// <summary>Method 1 of the standard: world coordinates are indices times spacing.</summary>
    public double[,] ScalingAffine()
    {
        double[,] affine = NiftiAffine.Identity();
        for (int axis = 0; axis < 3; axis++) affine[axis, axis] = axis < Shape.Length ? Step(axis) : 1;
        return affine;
    }

    /// <summary>
    /// This header with another affine, as sform and as the nearest qform, and with the spacing that follows from it.
    /// A qform holds no shear: where the affine has some, only the sform is exact. A header in meters or micrometers becomes one
    /// in millimeters.
    /// </summary>
    /// <param name="affine">4 x 4, to mm, last row 0 0 0 1, not singular.</param>
    /// <param name="qform">The qform's code; <see cref="NiftiTransformCode.None"/> leaves the qform out.</param>
    /// <param name="sform">The sform's code; <see cref="NiftiTransformCode.None"/> leaves the sform out.</param>
    /// <exception cref="ArgumentException">The matrix is not 4 x 4, not affine, not finite or singular.</exception>
    public NiftiHeader WithAffine(
        double[,] affine,
        NiftiTransformCode qform = NiftiTransformCode.ScannerAnatomical,
        NiftiTransformCode sform = NiftiTransformCode.ScannerAnatomical)
    {
        NiftiAffine.Check(affine, nameof(affine));
        (double[] spacing, double[] quaternion, bool isReflected) = NiftiAffine.Decompose(affine);
        ImmutableArray<double> steps = [isReflected ? -1 : 1, .. spacing, .. PixelDimensions[4..]];
        bool hasSForm = IsKnown(sform);
        return this with
        {
            PixelDimensions = steps,
            SpatialUnit = UnitMm == 1 ? SpatialUnit : NiftiSpatialUnit.Millimeter,
            QFormCode = qform,
            Quaternion = [.. quaternion],
            QOffset = [affine[0, 3], affine[1, 3], affine[2, 3]],
            SFormCode = sform,
            SForm = [.. Enumerable.Range(0, 12).Select(i => hasSForm ? affine[i / 4, i % 4] : 0)],
        };
    }

    /// <summary>This header for other voxels in the same place of the world: qform and sform move along, each by itself.</summary>
    /// <param name="change">4 x 4, from the new voxel indices to those of this header.</param>
    internal NiftiHeader Placed(double[,] change)
    {
        // Else what changed would be lost.
        NiftiTransformCode sform = SFormAffine() is null && QFormAffine() is null ? NiftiTransformCode.AlignedAnatomical : SFormCode;
        // A damaged qform beside a good sform gives way to that.
        double[,] placed = QFormAffine() is { } own && own.Cast<double>().All(double.IsFinite) ? own : Affine;
        double[,] moved = NiftiAffine.Multiply(SFormAffine() ?? Affine, change);
        return WithAffine(NiftiAffine.Multiply(placed, change), QFormCode, NiftiTransformCode.None) with
        {
            SFormCode = sform,
            SForm = [.. Enumerable.Range(0, 12).Select(i => sform == NiftiTransformCode.None ? 0 : moved[i / 4, i % 4])],
        };
    }

    /// <summary>
    /// Millimeters in one <see cref="SpatialUnit"/>. All that is stored in that unit is multiplied by it in this file, and nowhere else.
    /// </summary>
    private double UnitMm => SpatialUnit switch
    {
        NiftiSpatialUnit.Meter => 1000,
        NiftiSpatialUnit.Micrometer => 0.001,
        _ => 1,
    };

    private bool HasSlope => ScaleSlope != 0 && double.IsFinite(ScaleSlope);

    private static bool IsKnown(NiftiTransformCode code) => code is > NiftiTransformCode.None and <= NiftiTransformCode.TemplateOther;

    /// <summary>The length of an axis, 1 for one that <see cref="Shape"/> lacks.</summary>
    internal int Length(int axis) => axis < Shape.Length ? Shape[axis] : 1;

    private double Step(int axis)
    {
        double step = PixelDimensions[axis + 1];
        if (axis >= 3) return step;
        return step == 0 ? 1 : Math.Abs(step) * UnitMm;
    }
}
