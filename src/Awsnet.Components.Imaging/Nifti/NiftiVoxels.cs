namespace Awsnet.Components;

/// <summary>Where an image's voxels come from: a file, read anew each time, or an array.</summary>
internal abstract class NiftiVoxels
{
    /// <summary>
    /// The bytes handed on at a time: small enough for the processor's caches, and a multiple of every voxel's size
    /// (1, 2, 3, 4, 8, 16, 32).
    /// </summary>
    protected const int Portion = 3 << 16;

    public abstract bool IsBigEndian { get; }

    /// <summary>The file, or a word for memory; for messages.</summary>
    public abstract string Name { get; }

    /// <summary>Starts reading a range of bytes as stored.</summary>
    /// <param name="firstByte">Where to start, counted from the first voxel; a whole voxel's start.</param>
    /// <param name="byteCount">How many bytes to read; whole voxels.</param>
    public abstract NiftiVoxelCursor Open(long firstByte, long byteCount);
}
