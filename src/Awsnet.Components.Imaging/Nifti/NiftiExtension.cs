namespace Awsnet.Components;

/// <summary>
/// A header extension: bytes whose meaning their code tells (2 DICOM, 4 AFNI XML, 6 comment, 32 CIFTI, 44 BIDS JSON ...).
/// </summary>
/// <param name="Code">The registered code (<c>ecode</c>).</param>
/// <param name="Data">
/// The bytes as stored, padding zeros included. When written, they are padded with zeros so that the extension with its
/// 8-byte head fills a multiple of 16 bytes.
/// </param>
public sealed record NiftiExtension(int Code, ReadOnlyMemory<byte> Data)
{
    /// <summary>Two extensions are equal when their code and bytes are.</summary>
    /// <param name="other">The extension to compare with.</param>
    public bool Equals(NiftiExtension? other) =>
        other is not null && Code == other.Code && Data.Span.SequenceEqual(other.Data.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Data.Length);
}
