using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Awsnet.Components;

/// <summary>
/// A TensorBoard event file: records of length, checksum, data, checksum, each datum a protocol buffer with time, step and scalars.
/// One file per process; TensorBoard reads all files of a folder as one run.
/// </summary>
internal sealed class TensorBoardFile
{
    private readonly string _path;
    private readonly Func<DateTime> _now;
    private readonly Func<string, Stream> _open;

    internal TensorBoardFile(string folder, Func<DateTime>? now = null, Func<string, Stream>? open = null)
    {
        _now = now ?? (() => DateTime.UtcNow);
        _open = open ?? (path => new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0));
        _path = System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{(long)Seconds():D10}.{Environment.ProcessId}"));
    }

    /// <summary>Adds scalars of one step; values that are not finite are left out.</summary>
    internal void Add(long step, IEnumerable<(string Tag, double Value)> scalars)
    {
        using Stream stream = _open(_path);
        long whole = stream.Length;
        var records = new MemoryStream();
        if (whole == 0)
            Write(records, Event(0, message => Bytes(message, 3, "brain.Event:2"u8)));
        Write(records, Event(step, message =>
        {
            var summary = new MemoryStream();
            foreach (var (tag, value) in scalars.Where(scalar => double.IsFinite(scalar.Value)))
            {
                var entry = new MemoryStream();
                Bytes(entry, 1, Encoding.UTF8.GetBytes(tag));
                Fixed32(entry, 2, (float)value);
                Bytes(summary, 1, entry.ToArray());
            }
            Bytes(message, 5, summary.ToArray());
        }));
        try
        {
            stream.Write(records.GetBuffer().AsSpan(0, (int)records.Length));
        }
        catch
        {
            // Readers stop at a record that is not whole.
            stream.SetLength(whole);
            throw;
        }
    }

    /// <summary>CRC-32C, turned and shifted as the record format asks, so that a checksum of checksums stays sound.</summary>
    internal static uint MaskedChecksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        crc = ~crc;
        return BitOperations.RotateRight(crc, 15) + 0xA282EAD8;
    }

    private byte[] Event(long step, Action<MemoryStream> content)
    {
        var message = new MemoryStream();
        message.WriteByte(1 << 3 | 1);
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(time, Seconds());
        message.Write(time);
        message.WriteByte(2 << 3 | 0);
        Varint(message, (ulong)step);
        content(message);
        return message.ToArray();
    }

    private double Seconds() => (_now() - DateTime.UnixEpoch).TotalSeconds;

    private static void Write(Stream stream, byte[] data)
    {
        Span<byte> head = stackalloc byte[12], tail = stackalloc byte[4];
        BinaryPrimitives.WriteInt64LittleEndian(head, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], MaskedChecksum(head[..8]));
        BinaryPrimitives.WriteUInt32LittleEndian(tail, MaskedChecksum(data));
        stream.Write([.. head, .. data, .. tail]);
    }

    private static void Bytes(Stream stream, int field, ReadOnlySpan<byte> bytes)
    {
        stream.WriteByte((byte)(field << 3 | 2));
        Varint(stream, (ulong)bytes.Length);
        stream.Write(bytes);
    }

    private static void Fixed32(Stream stream, int field, float value)
    {
        stream.WriteByte((byte)(field << 3 | 5));
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void Varint(Stream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }
}
