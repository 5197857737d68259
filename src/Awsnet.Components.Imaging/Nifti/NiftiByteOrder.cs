using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>Turns stored bytes into the other byte order.</summary>
internal static class NiftiByteOrder
{
    /// <summary>Reverses the bytes of each number.</summary>
    /// <param name="source">Whole numbers.</param>
    /// <param name="target">As long as the source; may be the same memory.</param>
    /// <param name="bytesPerNumber">2, 4, 8 or 16.</param>
    public static void Swap(ReadOnlySpan<byte> source, Span<byte> target, int bytesPerNumber)
    {
        switch (bytesPerNumber)
        {
            case 2:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, short>(source), MemoryMarshal.Cast<byte, short>(target));
                break;
            case 4:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(source), MemoryMarshal.Cast<byte, int>(target));
                break;
            case 8:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, long>(source), MemoryMarshal.Cast<byte, long>(target));
                break;
            case 16:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, Int128>(source), MemoryMarshal.Cast<byte, Int128>(target));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(bytesPerNumber), bytesPerNumber, "Not the size of a number.");
        }
    }
}
