using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>Turns stored bytes into the machine's byte order, or back: the same operation.</summary>
internal static class NiftiByteOrder
{
    /// <summary>Reverses the bytes of each number in place.</summary>
    /// <param name="bytes">Whole numbers.</param>
    /// <param name="bytesPerNumber">1, 2, 4, 8 or 16.</param>
    public static void Swap(Span<byte> bytes, int bytesPerNumber)
    {
        switch (bytesPerNumber)
        {
            case 1:
                break;
            case 2:
                Span<short> shorts = MemoryMarshal.Cast<byte, short>(bytes);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                Span<int> ints = MemoryMarshal.Cast<byte, int>(bytes);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                Span<long> longs = MemoryMarshal.Cast<byte, long>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
            case 16:
                Span<Int128> quads = MemoryMarshal.Cast<byte, Int128>(bytes);
                BinaryPrimitives.ReverseEndianness(quads, quads);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(bytesPerNumber), bytesPerNumber, "Not the size of a number.");
        }
    }
}
