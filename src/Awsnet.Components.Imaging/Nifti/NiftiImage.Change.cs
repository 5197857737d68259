using System.Runtime.InteropServices;

namespace Awsnet.Components;

public sealed partial class NiftiImage
{
    // Only the size of a voxel matters where none is mixed with others.
    private NiftiImage Changed(IVoxelChange change) => DataType.BytesPerVoxel() switch
    {
        1 => Changed<byte>(change),
        2 => Changed<ushort>(change),
        3 => Changed<NiftiRgb>(change),
        4 => Changed<uint>(change),
        8 => Changed<ulong>(change),
        _ => Changed<UInt128>(change), // 16, the most there are
    };

    private NiftiImage Changed<T>(IVoxelChange change) where T : unmanaged
    {
        T[] stored = Allocate<T>(VoxelCount);
        NiftiVoxelReader.Read<T>(
            voxels, Header, 0, stored, static (bytes, _, portion) => MemoryMarshal.Cast<byte, T>(bytes).CopyTo(portion));
        return new NiftiImage(change.Header, new ArrayNiftiVoxels<T>(change.Apply<T>(stored)));
    }
}
