namespace Awsnet.Components;

/// <summary>The rows in the zlib stream that the IDAT chunks hold.</summary>
internal sealed class PngUnpacker(string path, ByteSource source) : IDisposable
{
    private const int Portion = 1 << 16;

    /// <summary>Rows beyond the image, which some writers leave, are unpacked for the sum at the end up to here.</summary>
    private const long MostBehind = 16 << 20;

    private readonly Unpacker content = Unpacker.Zlib(source, path);

    public byte ReadFilter()
    {
        Span<byte> filter = stackalloc byte[1];
        Read(filter);
        return filter[0];
    }

    public void Read(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int count = content.Read(destination);
            if (count == 0) throw new InvalidImageFileException(path, "its image data ends before its last row: the file is cut short");
            destination = destination[count..];
        }
    }

    public long Skip(long count)
    {
        byte[] dropped = new byte[Portion];
        long skipped = 0;
        while (skipped < count)
        {
            int length = content.Read(dropped.AsSpan(0, (int)Math.Min(Portion, count - skipped)));
            if (length == 0) break;
            skipped += length;
        }
        return skipped;
    }

    /// <summary>Lets the sum at the stream's end be checked, unless more rows than that lie beyond the image.</summary>
    public void CheckEnd() => Skip(MostBehind);

    public void Dispose() => content.Dispose();
}
