namespace Awsnet.Components;

public sealed partial class NiftiImage
{
    /// <summary>Where the first three voxel axes point, such as <c>RAS</c> or <c>LSP</c>; see <see cref="NiftiOrientation"/>.</summary>
    public string AxisCodes => NiftiOrientation.CodesOf(Affine);

    /// <summary>The change of axes that gives an orientation, for arrays of this image's voxels and for the way back.</summary>
    /// <param name="axisCodes">Three letters, such as <c>RAS</c>.</param>
    /// <exception cref="ArgumentException">The letters name no orientation.</exception>
    /// <exception cref="InvalidOperationException">The image's affine is singular.</exception>
    public NiftiReordering ReorderingTo(string axisCodes = NiftiOrientation.Canonical) => new(Header, axisCodes);

    /// <summary>
    /// This image with its voxels in the canonical order: x to the right, y to the front, z up. No voxel is interpolated;
    /// <see cref="ReorderingTo"/> has the way back.
    /// </summary>
    /// <returns>This image where it is in that order already; else one in memory.</returns>
    /// <exception cref="InvalidImageFileException">The file is damaged or cut short.</exception>
    /// <exception cref="InvalidOperationException">The image's affine is singular.</exception>
    public NiftiImage ToCanonical() => Reorder(NiftiOrientation.Canonical);

    /// <summary>This image with its voxels in another order.</summary>
    /// <param name="axisCodes">Three letters, such as <c>LSP</c>.</param>
    /// <returns>This image where it is in that order already; else one in memory.</returns>
    /// <exception cref="ArgumentException">The letters name no orientation.</exception>
    /// <exception cref="InvalidImageFileException">The file is damaged or cut short.</exception>
    /// <exception cref="InvalidOperationException">The image's affine is singular.</exception>
    public NiftiImage Reorder(string axisCodes)
    {
        NiftiReordering reordering = ReorderingTo(axisCodes);
        return reordering.IsIdentity ? this : Changed(reordering);
    }
}
