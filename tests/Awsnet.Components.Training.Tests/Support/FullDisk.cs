namespace Awsnet.Components.Tests;

/// <summary>A file on a disk with room for so many bytes; what fits of a piece is written, as a system does.</summary>
internal sealed class FullDisk(string path, FileMode mode, long room)
    : FileStream(path, mode, FileAccess.Write, FileShare.None, bufferSize: 0)
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        long fits = Math.Min(buffer.Length, Math.Max(0, room - Position));
        base.Write(buffer[..(int)fits]);
        if (fits < buffer.Length)
            throw new IOException("No space left on device");
    }
}
