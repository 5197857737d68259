using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;

namespace Awsnet.Components;

/// <summary>Reads a range of voxels portion by portion, large ones of plain files on several processors at once.</summary>
internal static class NiftiVoxelReader
{
    /// <summary>Below this a second thread costs more than it brings.</summary>
    private const long LeastBytesPerThread = 1 << 20;

    /// <summary>Takes one portion of stored voxels in the machine's byte order.</summary>
    public delegate void Consumer(ReadOnlySpan<byte> stored, int count);

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

    /// <summary>Hands on the voxels of a range in order.</summary>
    public static void ReadPortions(NiftiVoxels voxels, NiftiHeader header, long first, long count, Consumer consume)
    {
        int size = header.DataType.BytesPerVoxel();
        bool mustSwap = voxels.IsBigEndian == BitConverter.IsLittleEndian;
        using NiftiVoxelCursor cursor = voxels.Open(first * size, count * size);
        while (true)
        {
            ReadOnlySpan<byte> stored = mustSwap ? cursor.NextSwapped(header.DataType.BytesPerNumber()) : cursor.Next();
            if (stored.IsEmpty) break;
            consume(stored, stored.Length / size);
        }
    }

    /// <summary>Decodes one portion.</summary>
    /// <returns>How many values there were; 0 at the end.</returns>
    public static int Decode(NiftiVoxelCursor cursor, NiftiVoxels voxels, NiftiHeader header, Span<float> values)
    {
        bool mustSwap = voxels.IsBigEndian == BitConverter.IsLittleEndian;
        ReadOnlySpan<byte> stored = mustSwap ? cursor.NextSwapped(header.DataType.BytesPerNumber()) : cursor.Next();
        int count = stored.Length / header.DataType.BytesPerVoxel();
        NiftiVoxelDecoder.ToSingle(stored, NiftiScaling.Of(header), values[..count]);
        return count;
    }

    private static void ReadPiece<T>(NiftiVoxels voxels, NiftiHeader header, long first, Span<T> destination,
        NiftiVoxelDecoder.Portion<T> decode, SafeFileHandle? shared)
        where T : unmanaged
    {
        NiftiScaling scaling = NiftiScaling.Of(header);
        int size = header.DataType.BytesPerVoxel();
        bool mustSwap = voxels.IsBigEndian == BitConverter.IsLittleEndian;
        using NiftiVoxelCursor cursor = voxels.Open(first * size, (long)destination.Length * size, shared);
        while (true)
        {
            ReadOnlySpan<byte> stored = mustSwap ? cursor.NextSwapped(header.DataType.BytesPerNumber()) : cursor.Next();
            if (stored.IsEmpty) break;
            int count = stored.Length / size;
            decode(stored, scaling, destination[..count]);
            destination = destination[count..];
        }
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
