using System.Buffers.Binary;

namespace Awsnet.Components;

/// <summary>
/// Goes through a PNG file chunk by chunk. As a <see cref="ByteSource"/> it gives the data of the IDAT chunks in a row, each
/// checked against its CRC when it ends.
/// </summary>
internal sealed class PngChunkReader : ByteSource, IDisposable
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly FileStream file;
    private readonly string path;
    private int left;
    private uint check;

    public PngChunkReader(string path)
    {
        this.path = path;
        file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 14);
        try
        {
            CheckSignature();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public long FileLength => file.Length;

    /// <summary>The chunk that was begun last.</summary>
    public PngChunk Current { get; private set; }

    /// <summary>Reads the next chunk's head.</summary>
    /// <exception cref="InvalidImageFileException">The file ends first, or within the chunk.</exception>
    public PngChunk Next()
    {
        Span<byte> head = stackalloc byte[8];
        if (file.ReadAtLeast(head, 8, throwOnEndOfStream: false) < 8) throw CutShort("before its end chunk");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(head);
        Current = new PngChunk(BinaryPrimitives.ReadUInt32LittleEndian(head[4..]), (int)Math.Min(length, int.MaxValue));
        if (length > int.MaxValue || length > file.Length - file.Position - 4) throw CutShort($"within its chunk {Current.Name}");
        left = Current.Length;
        check = PngCrc.Append(0, head[4..]);
        return Current;
    }

    /// <summary>Reads the current chunk's data and checks it.</summary>
    public byte[] ReadData()
    {
        byte[] data = new byte[Current.Length];
        file.ReadExactly(data);
        check = PngCrc.Append(check, data);
        left = 0;
        CheckCrc();
        return data;
    }

    /// <summary>Passes over the current chunk without looking at it.</summary>
    public void SkipData() => file.Seek(left + 4, SeekOrigin.Current);

    /// <summary>Image data, of this IDAT chunk and those that follow it directly.</summary>
    public override int Read(Span<byte> destination)
    {
        while (Current.Type == PngChunk.Data && left == 0)
        {
            CheckCrc();
            Next();
        }
        if (Current.Type != PngChunk.Data) return 0; // what that chunk holds is not image data
        int count = file.Read(destination[..Math.Min(destination.Length, left)]);
        if (count == 0) throw CutShort("within its image data");
        check = PngCrc.Append(check, destination[..count]);
        left -= count;
        return count;
    }

    /// <summary>Checks the rest of the IDAT chunks behind the image's own data, and leads to the chunk after them.</summary>
    public void FinishData()
    {
        byte[] rest = new byte[1 << 12];
        while (Read(rest) > 0)
        {
        }
    }

    public void Dispose() => file.Dispose();

    private void CheckCrc()
    {
        Span<byte> stored = stackalloc byte[4];
        if (file.ReadAtLeast(stored, 4, throwOnEndOfStream: false) < 4) throw CutShort($"within its chunk {Current.Name}");
        if (BinaryPrimitives.ReadUInt32BigEndian(stored) != check)
            throw new InvalidImageFileException(path, $"its chunk {Current.Name} is damaged (the CRC does not match)");
    }

    private void CheckSignature()
    {
        Span<byte> start = stackalloc byte[8];
        int count = file.ReadAtLeast(start, 8, throwOnEndOfStream: false);
        if (start[..count].SequenceEqual(Signature)) return;
        string what = start switch
        {
            _ when count == 0 => "is empty",
            [0xFF, 0xD8, 0xFF, ..] => "is a JPEG file, not PNG, whatever its name says",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "is a GIF file, not PNG, whatever its name says",
            [(byte)'B', (byte)'M', ..] => "is a BMP file, not PNG, whatever its name says",
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] when count == 8 => "its PNG signature is damaged, as by a transfer in text mode; copy the file again in binary mode",
            [0x89, (byte)'P', ..] => "ends within its PNG signature",
            _ => "is no PNG file: it does not begin with PNG's signature",
        };
        throw new InvalidImageFileException(path, what);
    }

    private InvalidImageFileException CutShort(string where) => new(path, $"ends {where}: the file is cut short");
}
