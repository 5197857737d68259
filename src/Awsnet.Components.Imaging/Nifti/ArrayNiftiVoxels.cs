using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>Voxels in an array, in the machine's byte order.</summary>
internal sealed class ArrayNiftiVoxels<T>(T[] values) : NiftiVoxels where T : unmanaged
{
    public override bool IsBigEndian => !BitConverter.IsLittleEndian;

    public override string Name => "image in memory";

    public override NiftiVoxelCursor Open(long firstByte, long byteCount) =>
        new Cursor(values, (int)(firstByte / Unsafe.SizeOf<T>()), byteCount);

    private sealed class Cursor(T[] values, int first, long byteCount) : NiftiVoxelCursor(byteCount, Portion)
    {
        private int next = first;

        protected override void Fill(Span<byte> destination)
        {
            Span<T> voxels = MemoryMarshal.Cast<byte, T>(destination);
            values.AsSpan(next, voxels.Length).CopyTo(voxels);
            next += voxels.Length;
        }
    }
}
