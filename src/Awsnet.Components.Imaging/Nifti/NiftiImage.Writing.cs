namespace Awsnet.Components;

public sealed partial class NiftiImage
{
    /// <summary>
    /// Writes header, extensions and voxels. The name decides: <c>.nii</c> is one file, <c>.hdr</c> or <c>.img</c> a pair,
    /// a further <c>.gz</c> compresses. Each file appears under its name only when it is whole.
    /// </summary>
    /// <remarks>
    /// The same image gives the same bytes each time (compressed ones for the same release of .NET): no time, no name, no random part is
    /// written.
    /// </remarks>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The name has none of the endings.</exception>
    /// <exception cref="IOException">The file cannot be written, or the voxels' own file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public void Write(string path, NiftiWriteOptions? options = null) =>
        NiftiWriter.Write(path, Header, voxels, options ?? new NiftiWriteOptions());

    /// <summary>The same voxels under another header, for example one with another affine or description.</summary>
    /// <param name="header">Must keep shape, data type and scaling.</param>
    /// <exception cref="ArgumentException">The header would change what the voxels mean.</exception>
    public NiftiImage WithHeader(NiftiHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        bool isSame = header.Shape.SequenceEqual(Shape) && header.DataType == DataType
            && header.Slope == Header.Slope && header.Intercept == Header.Intercept;
        if (!isSame) throw new ArgumentException(
            "The new header must keep shape, data type and scaling; make a new image to change those.", nameof(header));
        return new NiftiImage(header, voxels);
    }
}
