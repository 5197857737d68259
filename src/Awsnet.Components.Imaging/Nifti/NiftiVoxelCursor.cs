using System.Buffers;

namespace Awsnet.Components;

/// <summary>Goes through a range of stored voxels in portions of whole voxels.</summary>
/// <param name="byteCount">The bytes of the whole range.</param>
internal abstract class NiftiVoxelCursor(long byteCount) : IDisposable
{
    private long left = byteCount;
    private byte[]? swapped;

    /// <summary>The next portion as stored.</summary>
    /// <returns>Whole voxels, valid until the next call; empty after the last one.</returns>
    public ReadOnlySpan<byte> Next()
    {
        if (left == 0)
        {
            Complete();
            return default;
        }
        int count = (int)Math.Min(left, ImageFileInput.Portion);
        left -= count;
        return Take(count);
    }

    /// <summary>The next portion in the other byte order.</summary>
    /// <param name="bytesPerNumber">The bytes that change places with each other.</param>
    public Span<byte> NextSwapped(int bytesPerNumber)
    {
        ReadOnlySpan<byte> portion = Next();
        swapped ??= ArrayPool<byte>.Shared.Rent(ImageFileInput.Portion);
        Span<byte> own = swapped.AsSpan(0, portion.Length);
        NiftiByteOrder.Swap(portion, own, bytesPerNumber);
        return own;
    }

    public virtual void Dispose()
    {
        if (swapped is not null) ArrayPool<byte>.Shared.Return(swapped);
    }

    /// <summary>The next bytes: exactly so many.</summary>
    protected abstract ReadOnlySpan<byte> Take(int count);

    /// <summary>Called at the end of the range.</summary>
    protected virtual void Complete()
    {
    }
}
