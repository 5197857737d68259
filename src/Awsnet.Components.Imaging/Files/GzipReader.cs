namespace Awsnet.Components;

/// <summary>
/// Unpacks a gzip file (RFC 1952) of one or several members, checks each member's CRC and length, and says clearly when
/// the file is cut short. What follows the last member and is no member is ignored, as gzip itself does.
/// </summary>
internal sealed class GzipReader : IDisposable
{
    private const int HasHeaderCheck = 2, HasExtra = 4, HasName = 8, HasComment = 16, Reserved = 0xE0;

    private readonly Inflater inflater;
    private readonly string path;
    private uint check;
    private uint length;
    private bool isAtEnd;

    /// <param name="source">The file's bytes from its start.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="portion">The most bytes that one call produces.</param>
    public GzipReader(ByteSource source, string path, int portion)
    {
        this.path = path;
        inflater = new Inflater(source, path, portion);
        try
        {
            if (!TryBeginMember(isFirst: true)) throw new InvalidImageFileException(path, "is no gzip file");
        }
        catch
        {
            inflater.Dispose();
            throw;
        }
    }

    /// <summary>Unpacks up to so many bytes.</summary>
    /// <returns>At least one byte, valid until the next call; empty at the end, when all checks have been made.</returns>
    public ReadOnlySpan<byte> Produce(int count)
    {
        while (!isAtEnd)
        {
            ReadOnlySpan<byte> bytes = inflater.Produce(count);
            check = Crc32.Append(check, bytes);
            length += (uint)bytes.Length;
            if (bytes.Length > 0) return bytes;
            EndMember();
        }
        return default;
    }

    public void Dispose() => inflater.Dispose();

    private void EndMember()
    {
        inflater.DropToByte();
        if (ReadUInt32() != check) throw new InvalidImageFileException(path, "its compressed content is damaged (the CRC does not match)");
        if (ReadUInt32() != length) throw new InvalidImageFileException(path, "its compressed content is damaged (the length does not match)");
        isAtEnd = !TryBeginMember(isFirst: false);
    }

    private bool TryBeginMember(bool isFirst)
    {
        (check, length) = (0, 0);
        if (inflater.ReadByte() != 0x1F || inflater.ReadByte() != 0x8B) return false;
        int method = inflater.ReadByte();
        if (method != 8 && !isFirst) return false; // what follows only looks like a member
        if (method < 0) throw CutShort();
        int flags = ReadRequired();
        if (method != 8 || (flags & Reserved) != 0)
            throw new InvalidImageFileException(path, $"is compressed by an unknown method ({method}, flags {flags})");
        for (int i = 0; i < 6; i++) ReadRequired(); // time, level, system
        if ((flags & HasExtra) != 0)
        {
            int extra = ReadRequired() | ReadRequired() << 8;
            for (int i = 0; i < extra; i++) ReadRequired();
        }
        if ((flags & HasName) != 0) SkipText();
        if ((flags & HasComment) != 0) SkipText();
        if ((flags & HasHeaderCheck) != 0) _ = ReadRequired() | ReadRequired();
        inflater.Restart();
        return true;
    }

    private void SkipText()
    {
        while (ReadRequired() != 0)
        {
        }
    }

    private int ReadRequired()
    {
        int value = inflater.ReadByte();
        return value >= 0 ? value : throw CutShort();
    }

    private InvalidImageFileException CutShort() => new(path, "its compressed content ends too early: the file is cut short");

    private uint ReadUInt32() => (uint)ReadRequired() | (uint)ReadRequired() << 8 | (uint)ReadRequired() << 16 | (uint)ReadRequired() << 24;
}
