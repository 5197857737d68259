namespace Awsnet.Components;

/// <summary>
/// Packed bytes as .NET's unpacking streams ask for them. Those end quietly where the bytes end too early; so one more byte is
/// offered behind the last one. A whole stream leaves it alone; one that is cut short fails on it or asks for more.
/// </summary>
internal sealed class PackedBytes(ByteSource source) : Stream
{
    /// <summary>No gzip member begins with it.</summary>
    private const byte Offered = 0xFF;

    /// <summary>True when all bytes have been taken and more were asked for.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>True when the offered byte was not enough.</summary>
    public bool IsCutShort { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] bytes, int offset, int count) => Read(bytes.AsSpan(offset, count));

    public override int Read(Span<byte> bytes)
    {
        if (HasEnded)
        {
            IsCutShort = true;
            return 0;
        }
        int count = source.Read(bytes);
        if (count > 0) return count;
        HasEnded = true;
        bytes[0] = Offered;
        return 1;
    }

    public override void Flush()
    {
    }

    public override void Write(byte[] bytes, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
