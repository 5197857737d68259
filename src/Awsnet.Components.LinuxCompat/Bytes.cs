using System.Text;

namespace Awsnet.Components;

/// <summary>
/// A part of a file, read as little-endian numbers and zero-terminated names; a read beyond its end is an
/// <see cref="InvalidElfException"/>.
/// </summary>
internal sealed class Bytes
{
    private readonly byte[] file;
    private readonly int start, length;

    public Bytes(byte[] file) => (this.file, length) = (file, file.Length);

    private Bytes(byte[] file, int start, int length) => (this.file, this.start, this.length) = (file, start, length);

    public int Length => length;

    /// <summary>A part of this part.</summary>
    public Bytes Part(ulong offset, ulong size) => new(file, Place(offset, size), (int)size);

    /// <summary>Where in the file an offset of this part is.</summary>
    public int Place(ulong offset, ulong size) => offset <= (ulong)length && size <= (ulong)length - offset
        ? start + (int)offset
        : throw new InvalidElfException($"it ends before byte {offset + size} of a part of {length} bytes.");

    public ushort UInt16(ulong offset) => (ushort)Number(offset, 2);

    public uint UInt32(ulong offset) => (uint)Number(offset, 4);

    public ulong UInt64(ulong offset) => Number(offset, 8);

    public string Text(ulong offset)
    {
        int first = Place(offset, 1), end = Array.IndexOf(file, (byte)0, first, start + length - first);
        return end >= 0 ? Encoding.ASCII.GetString(file, first, end - first) : throw new InvalidElfException("a name in it has no end.");
    }

    private ulong Number(ulong offset, int size)
    {
        ulong number = 0;
        for (int place = Place(offset, (ulong)size), i = size - 1; i >= 0; i--)
            number = number << 8 | file[place + i];
        return number;
    }
}
