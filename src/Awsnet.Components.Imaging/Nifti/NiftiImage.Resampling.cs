namespace Awsnet.Components;

public sealed partial class NiftiImage
{
    /// <summary>
    /// This image with voxels of another size. It stays where it is in the world: each axis keeps its length, divided into the whole number
    /// of voxels that comes nearest to what is asked for, at least one.
    /// </summary>
    /// <param name="spacing">The step along the first axes, mm: one to three numbers. Further axes stay as they are.</param>
    /// <param name="resampling">
    /// How to fill between voxels, along each axis. <see cref="Resampling.Nearest"/>, the only one that is right for labels, keeps the
    /// stored type; the others give scaled values in single precision. Default <see cref="Resampling.Bilinear"/>.
    /// </param>
    /// <returns>This image where no axis changes; else one in memory.</returns>
    /// <exception cref="ArgumentException">The steps are too many, not positive, or so small that no array holds the voxels.</exception>
    /// <exception cref="InvalidOperationException">The image's affine is singular.</exception>
    /// <exception cref="InvalidImageFileException">The file is damaged or cut short.</exception>
    /// <exception cref="NotSupportedException">Colors or complex numbers are to be mixed.</exception>
    public NiftiImage Resample(ReadOnlySpan<double> spacing, Resampling resampling = Resampling.Bilinear)
    {
        var resizing = new NiftiResizing(Header, spacing);
        return resizing.IsIdentity ? this
            : resampling == Resampling.Nearest ? Changed(resizing)
            : Create(resizing.Header, resizing.Mix(ReadFloat32(), resampling));
    }
}
