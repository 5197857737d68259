using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;

namespace Awsnet.Components;

/// <summary>Reads a range of voxels portion by portion, large ones of plain files on several processors at once.</summary>
internal static class NiftiVoxelReader
{
    /// <summary>Below this a second thread costs more than it brings.</summary>
    private const long LeastBytesPerThread = 1 << 20;

    /// <summary>Reads as many voxels as the destination has room for.</summary>
    public static void Read<T>(NiftiVoxels voxels, NiftiHeader header, long first, Span<T> destination, NiftiVoxelDecoder.Portion<T> decode)
        where T : unmanaged
    {
        int pieces = 1;
        if (voxels.HasRandomAccess)
            pieces = (int)Math.Clamp(
                (long)destination.Length * header.DataType.BytesPerVoxel() / LeastBytesPerThread, 1, Environment.ProcessorCount);
        if (pieces == 1) ReadPiece(voxels, header, first, destination, decode, shared: null);
        else ReadPieces(voxels, header, first, destination, decode, pieces);
    }

    /// <summary>The next portion in the machine's byte order; empty after the last one.</summary>
    public static ReadOnlySpan<byte> Next(NiftiVoxelCursor cursor, NiftiVoxels voxels, NiftiDataType type) =>
        cursor.Next(voxels.SwappedBytes(type, toBigEndian: !BitConverter.IsLittleEndian));

    /// <summary>Decodes the next portion.</summary>
    /// <returns>How many values there were; 0 at the end.</returns>
    public static int Decode<T>(
        NiftiVoxelCursor cursor, NiftiVoxels voxels, NiftiHeader header, Span<T> values, NiftiVoxelDecoder.Portion<T> decode)
        where T : unmanaged
    {
        ReadOnlySpan<byte> stored = Next(cursor, voxels, header.DataType);
        int count = stored.Length / header.DataType.BytesPerVoxel();
        decode(stored, NiftiScaling.Of(header), values[..count]);
        return count;
    }

    private static void ReadPiece<T>(NiftiVoxels voxels, NiftiHeader header, long first, Span<T> destination,
        NiftiVoxelDecoder.Portion<T> decode, SafeFileHandle? shared)
        where T : unmanaged
    {
        int size = header.DataType.BytesPerVoxel();
        using NiftiVoxelCursor cursor = voxels.Open(first * size, (long)destination.Length * size, shared);
        while (Decode(cursor, voxels, header, destination, decode) is int count and > 0) destination = destination[count..];
    }

    private static unsafe void ReadPieces<T>(
        NiftiVoxels voxels, NiftiHeader header, long first, Span<T> destination, NiftiVoxelDecoder.Portion<T> decode, int pieces)
        where T : unmanaged
    {
        int total = destination.Length;
        using SafeFileHandle? shared = voxels.OpenShared();
        fixed (T* pinned = destination)
        {
            nint address = (nint)pinned; // pinned until all threads are done
            try
            {
                Parallel.For(0, pieces, piece =>
                {
                    int from = (int)((long)total * piece / pieces), to = (int)((long)total * (piece + 1) / pieces);
                    ReadPiece(voxels, header, first + from, new Span<T>((T*)address + from, to - from), decode, shared);
                });
            }
            catch (AggregateException e)
            {
                ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
            }
        }
    }
}
