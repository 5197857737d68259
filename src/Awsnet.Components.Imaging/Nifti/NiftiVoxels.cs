using Microsoft.Win32.SafeHandles;

namespace Awsnet.Components;

/// <summary>Where an image's voxels come from: a file, read anew each time, or an array.</summary>
internal abstract class NiftiVoxels
{
    /// <summary>The file, or a word for memory; for messages.</summary>
    public abstract string Name { get; }

    /// <summary>True when any part is read as fast as the first, by several readers at once.</summary>
    public abstract bool HasRandomAccess { get; }

    /// <summary>The byte order of what <see cref="Open"/> reads.</summary>
    public abstract bool IsBigEndian { get; }

    /// <summary>How a cursor gives voxels of a type in a byte order; see <see cref="NiftiVoxelCursor.Next"/>.</summary>
    public int SwappedBytes(NiftiDataType type, bool toBigEndian) => IsBigEndian == toBigEndian ? 1 : type.BytesPerNumber();

    /// <summary>Opens the file for several readers at once; null where there is none to be opened.</summary>
    public abstract SafeFileHandle? OpenShared();

    /// <summary>Starts reading a range of bytes as stored.</summary>
    /// <param name="firstByte">Where to start, counted from the first voxel; a whole voxel's start.</param>
    /// <param name="byteCount">How many bytes to read; whole voxels.</param>
    /// <param name="shared">What <see cref="OpenShared"/> gave, or null to open the file for this reader alone.</param>
    public abstract NiftiVoxelCursor Open(long firstByte, long byteCount, SafeFileHandle? shared = null);
}
