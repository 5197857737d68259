using System.Buffers;

namespace Awsnet.Components;

/// <summary>Goes through a range of stored voxels in portions of whole voxels.</summary>
/// <param name="byteCount">The bytes of the whole range.</param>
internal abstract class NiftiVoxelCursor(long byteCount) : IDisposable
{
    private long left = byteCount;
    private byte[]? swapped;

    /// <summary>The next portion.</summary>
    /// <param name="swappedBytes">The bytes that change places with each other, for the other byte order; 1 for the stored one.</param>
    /// <returns>Whole voxels, valid until the next call; empty after the last one.</returns>
    public ReadOnlySpan<byte> Next(int swappedBytes)
    {
        if (left == 0)
        {
            Complete();
            return default;
        }
        int count = (int)Math.Min(left, ImageFileInput.Portion);
        left -= count;
        ReadOnlySpan<byte> portion = Take(count);
        if (swappedBytes == 1) return portion;
        swapped ??= ArrayPool<byte>.Shared.Rent(ImageFileInput.Portion);
        Span<byte> own = swapped.AsSpan(0, count);
        NiftiByteOrder.Swap(portion, own, swappedBytes);
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
