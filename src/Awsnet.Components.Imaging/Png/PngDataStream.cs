namespace Awsnet.Components;

/// <summary>Cuts what is written to it into IDAT chunks.</summary>
internal sealed class PngDataStream(Stream file) : Stream
{
    private readonly byte[] buffer = new byte[1 << 16];
    private int filled;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] bytes, int offset, int count) => Write(bytes.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(bytes.Length, buffer.Length - filled);
            bytes[..count].CopyTo(buffer.AsSpan(filled));
            filled += count;
            bytes = bytes[count..];
            if (filled == buffer.Length) WriteChunk();
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] bytes, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && filled > 0) WriteChunk();
        base.Dispose(disposing);
    }

    private void WriteChunk()
    {
        PngWriter.WriteChunk(file, PngChunk.Data, buffer.AsSpan(0, filled));
        filled = 0;
    }
}
