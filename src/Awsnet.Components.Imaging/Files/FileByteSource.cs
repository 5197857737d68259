using Microsoft.Win32.SafeHandles;

namespace Awsnet.Components;

/// <summary>The bytes of an open file from its start.</summary>
internal sealed class FileByteSource(SafeFileHandle handle) : ByteSource
{
    /// <summary>Where the next byte is read.</summary>
    public long Position { get; set; }

    public override int Read(Span<byte> destination)
    {
        int count = RandomAccess.Read(handle, destination, Position);
        Position += count;
        return count;
    }
}
