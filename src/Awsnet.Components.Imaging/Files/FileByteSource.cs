using Microsoft.Win32.SafeHandles;

namespace Awsnet.Components;

/// <summary>The bytes of an open file, from a position on.</summary>
internal sealed class FileByteSource(SafeFileHandle handle, long position) : ByteSource
{
    private long position = position;

    public override int Read(Span<byte> destination)
    {
        int count = RandomAccess.Read(handle, destination, position);
        position += count;
        return count;
    }
}
