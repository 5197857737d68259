using System.IO.Compression;

namespace Awsnet.Components;

/// <summary>
/// Unpacks by .NET's own streams, which check what they unpack: the CRC and the length of each member of a gzip file.
/// Says clearly, where they do not, that the bytes end too early. What follows the end is ignored.
/// </summary>
internal sealed class Unpacker : ByteSource, IDisposable
{
    private readonly string path;
    private readonly PackedBytes packed;
    private readonly GZipStream content;

    /// <summary>A gzip file (RFC 1952) of one or several members.</summary>
    /// <param name="source">The file's bytes from its start.</param>
    /// <param name="path">The file, for messages.</param>
    public Unpacker(ByteSource source, string path)
    {
        this.path = path;
        packed = new PackedBytes(source);
        content = new GZipStream(packed, CompressionMode.Decompress);
    }

    /// <summary>Reads on.</summary>
    /// <returns>How many bytes were read: at least one, or 0 at the end, when all checks have been made.</returns>
    /// <exception cref="InvalidImageFileException">The content is damaged or cut short.</exception>
    public override int Read(Span<byte> destination)
    {
        int count;
        try
        {
            count = content.Read(destination);
        }
        catch (InvalidDataException e)
        {
            if (packed.HasEnded) throw CutShort(e);
            throw new InvalidImageFileException(
                path, "its compressed content is damaged (it does not unpack to the bytes that its check sum and length are of)", e);
        }
        // Bytes that come only when the packed ones have ended come from the byte that was offered instead.
        return packed.IsCutShort || (packed.HasEnded && count > 0) ? throw CutShort() : count;
    }

    public void Dispose() => content.Dispose();

    private InvalidImageFileException CutShort(Exception? inner = null) =>
        new(path, "its compressed content ends too early: the file is cut short", inner);
}
