namespace Awsnet.Components;

/// <summary>Bytes in order, from a file or a part of one.</summary>
internal abstract class ByteSource
{
    /// <summary>Reads on.</summary>
    /// <returns>How many bytes were read: at least one, or 0 at the end.</returns>
    public abstract int Read(Span<byte> destination);
}
