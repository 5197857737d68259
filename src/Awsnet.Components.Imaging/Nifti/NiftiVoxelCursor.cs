using System.Buffers;

namespace Awsnet.Components;

/// <summary>Goes through a range of stored voxels in portions of whole voxels.</summary>
/// <param name="byteCount">The bytes of the whole range.</param>
/// <param name="portion">The most bytes of one portion.</param>
internal abstract class NiftiVoxelCursor(long byteCount, int portion) : IDisposable
{
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(byteCount, portion));
    private long left = byteCount;
    private int current;

    /// <summary>The portion read last. The bytes may be changed: they are this cursor's copy.</summary>
    public Span<byte> Current => buffer.AsSpan(0, current);

    /// <summary>Reads the next portion.</summary>
    /// <returns>False after the last one.</returns>
    public bool MoveNext()
    {
        if (left == 0)
        {
            Complete();
            return false;
        }
        current = (int)Math.Min(left, portion);
        Fill(Current);
        left -= current;
        return true;
    }

    public virtual void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    /// <summary>Fills the span with the next stored bytes.</summary>
    protected abstract void Fill(Span<byte> destination);

    /// <summary>Called at the end of the range.</summary>
    protected virtual void Complete()
    {
    }
}
