using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Awsnet.Components;

/// <summary>Voxels in an array, in the machine's byte order.</summary>
internal sealed class ArrayNiftiVoxels<T>(T[] values) : NiftiVoxels where T : unmanaged
{
    public override string Name => "image in memory";

    public override bool HasRandomAccess => true;

    public override bool IsBigEndian => !BitConverter.IsLittleEndian;

    public override SafeFileHandle? OpenShared() => null;

    public override NiftiVoxelCursor Open(long firstByte, long byteCount, SafeFileHandle? shared) =>
        new Cursor(values, (int)(firstByte / Unsafe.SizeOf<T>()), byteCount);

    private sealed class Cursor(T[] values, int first, long byteCount) : NiftiVoxelCursor(byteCount)
    {
        private int next = first;

        protected override ReadOnlySpan<byte> Take(int count)
        {
            int voxels = count / Unsafe.SizeOf<T>();
            ReadOnlySpan<T> portion = values.AsSpan(next, voxels);
            next += voxels;
            return MemoryMarshal.AsBytes(portion);
        }
    }
}
