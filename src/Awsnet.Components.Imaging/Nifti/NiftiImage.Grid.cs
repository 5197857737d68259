namespace Awsnet.Components;

public sealed partial class NiftiImage
{
    /// <summary>World coordinates (mm: x to the right, y to the front, z up) of a point given in voxel indices.</summary>
    /// <param name="i">Index along the first axis; whole numbers are voxel centers.</param>
    /// <param name="j">Index along the second axis.</param>
    /// <param name="k">Index along the third axis.</param>
    public (double X, double Y, double Z) VoxelToWorld(double i, double j, double k) => NiftiAffine.Apply(Affine, i, j, k);

    /// <summary>Voxel indices of a point given in world coordinates (mm); whole numbers are voxel centers.</summary>
    /// <param name="x">To the right.</param>
    /// <param name="y">To the front.</param>
    /// <param name="z">Up.</param>
    /// <exception cref="InvalidOperationException">The image's affine is singular.</exception>
    public (double I, double J, double K) WorldToVoxel(double x, double y, double z)
    {
        double[,] affine = Affine;
        if (NiftiAffine.IsSingular(affine))
            throw new InvalidOperationException($"The affine of {voxels.Name} is singular: world coordinates have no voxel.");
        return NiftiAffine.Apply(NiftiAffine.Inverse(affine), x, y, z);
    }

    /// <summary>True when both images have the same first three axis lengths and their voxels lie at the same places.</summary>
    /// <param name="other">The image to compare with.</param>
    /// <param name="toleranceMm">How far apart the grids' corners may lie, in mm. Default 0.01.</param>
    public bool HasSameGridAs(NiftiImage other, double toleranceMm = 0.01) => GridDifferenceTo(other, toleranceMm) is null;

    /// <summary>Says how two grids differ, for an error message.</summary>
    /// <param name="other">The image to compare with.</param>
    /// <param name="toleranceMm">How far apart the grids' corners may lie, in mm. Default 0.01.</param>
    /// <returns>A clause such as "shape 480 x 480 x 4 against 482 x 480 x 4", or null where the grids are the same. Where an affine is not
    /// finite, the clause names the image that has it.</returns>
    public string? GridDifferenceTo(NiftiImage other, double toleranceMm = 0.01)
    {
        ArgumentNullException.ThrowIfNull(other);
        (int X, int Y, int Z) mine = (Length(0), Length(1), Length(2)), theirs = (other.Length(0), other.Length(1), other.Length(2));
        if (mine != theirs)
            return $"shape {mine.X} x {mine.Y} x {mine.Z} against {theirs.X} x {theirs.Y} x {theirs.Z}";
        // Of such an affine no distance can be told, and no resampling would help.
        foreach (NiftiImage image in new[] { this, other })
        {
            if (!image.Affine.Cast<double>().All(double.IsFinite)) return $"the affine of {image.voxels.Name} is not finite";
        }
        double apart = 0;
        for (int corner = 0; corner < 8; corner++)
        {
            double i = (corner & 1) * (mine.X - 1), j = (corner >> 1 & 1) * (mine.Y - 1), k = (corner >> 2) * (mine.Z - 1);
            (double x, double y, double z) = VoxelToWorld(i, j, k);
            (double ox, double oy, double oz) = other.VoxelToWorld(i, j, k);
            double distance = Math.Sqrt((x - ox) * (x - ox) + (y - oy) * (y - oy) + (z - oz) * (z - oz));
            // Math.Max would do the same, but this also keeps a distance that is not a number.
            apart = distance <= apart ? apart : distance;
        }
        return apart <= toleranceMm ? null : FormattableString.Invariant($"voxels up to {apart:0.###} mm apart");
    }
}
