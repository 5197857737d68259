namespace Awsnet.Components;

/// <summary>The zlib stream (RFC 1950) that the IDAT chunks hold.</summary>
internal sealed class PngUnpacker : IDisposable
{
    private const int Portion = 1 << 16;

    /// <summary>Rows beyond the image, which some writers leave, are unpacked for the sum at the end up to here.</summary>
    private const long MostBehind = 16 << 20;

    private readonly string path;
    private readonly Inflater inflater;
    private uint check = 1;

    public PngUnpacker(string path, ByteSource source)
    {
        this.path = path;
        inflater = new Inflater(source, path, Portion);
        try
        {
            int method = inflater.ReadByte(), flags = inflater.ReadByte();
            if (method < 0 || flags < 0) throw TooEarly();
            if ((method & 15) != 8 || method >> 4 > 7 || (method << 8 | flags) % 31 != 0 || (flags & 0x20) != 0)
                throw new InvalidImageFileException(path, "its image data does not begin as a zlib stream");
            inflater.Restart();
        }
        catch
        {
            inflater.Dispose();
            throw;
        }
    }

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
            ReadOnlySpan<byte> bytes = Produce(Math.Min(Portion, destination.Length));
            if (bytes.IsEmpty) throw TooEarly();
            bytes.CopyTo(destination);
            destination = destination[bytes.Length..];
        }
    }

    public long Skip(long count)
    {
        long skipped = 0;
        while (skipped < count)
        {
            int length = Produce((int)Math.Min(Portion, count - skipped)).Length;
            if (length == 0) break;
            skipped += length;
        }
        return skipped;
    }

    /// <summary>Checks the sum at the stream's end. Rows beyond the image, which some writers leave, count too, up to a bound.</summary>
    public void CheckEnd()
    {
        Skip(MostBehind);
        if (!inflater.IsComplete) return;
        inflater.DropToByte();
        uint stored = 0;
        for (int i = 0; i < 4; i++)
        {
            int value = inflater.ReadByte();
            if (value < 0) throw TooEarly();
            stored = stored << 8 | (uint)value;
        }
        if (stored != check) throw new InvalidImageFileException(path, "its image data is damaged (the Adler sum does not match)");
    }

    public void Dispose() => inflater.Dispose();

    private ReadOnlySpan<byte> Produce(int count)
    {
        ReadOnlySpan<byte> bytes = inflater.Produce(count);
        check = Adler32.Append(check, bytes);
        return bytes;
    }

    private InvalidImageFileException TooEarly() => new(path, "its image data ends before its last row: the file is cut short");
}
