using System.Buffers.Binary;

namespace Awsnet.Components;

/// <summary>
/// A file of <c>torch.save</c> as it was before PyTorch 1.6: pickles of a magic number, of the protocol, of the machine, of what was
/// saved and of the storages' keys, then for each of these its count of numbers and the numbers.
/// </summary>
internal sealed class LegacyCheckpoint
{
    private const long Protocol = 1001;

    /// <summary>The pickle of the magic number 0x1950a86a20f9469cfc6c: protocol 2, ten bytes, stop.</summary>
    private static readonly byte[] Magic = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    private readonly Dictionary<string, ReadOnlyMemory<byte>> storages = [];
    private readonly byte[] file;
    private int position = Magic.Length;

    private LegacyCheckpoint(byte[] file)
    {
        this.file = file;
        if (Next().Value is not Protocol)
            throw new FormatException($"its protocol is not {Protocol}");
        if ((Next().Value as PickledDictionary)?.Find("little_endian") is not true)
            throw new FormatException("its numbers are not little-endian; save it again on a little-endian machine");
        (Saved, var described) = Next();
        if (Next().Value is not List<object?> keys)
            throw new FormatException("its list of tensor data is missing");
        foreach (object? key in keys)
        {
            if (key is not string name || !described.TryGetValue(name, out PickledStorage? storage))
                throw new FormatException($"its tensor data {key} belongs to no tensor");
            if (BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)).Span) != storage.Count)
                throw new FormatException($"its tensor data {name} does not have {storage.Count} numbers");
            storages[name] = Take(checked(storage.Count * storage.ElementBytes));
        }
    }

    /// <summary>What was saved, as the restricted parser understands it.</summary>
    public object? Saved { get; }

    /// <summary>Whether a file begins as one; its position is at the beginning afterwards.</summary>
    public static bool IsOne(FileStream stream)
    {
        Span<byte> start = stackalloc byte[Magic.Length];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return start[..read].SequenceEqual(Magic);
    }

    public static LegacyCheckpoint Read(FileStream stream)
    {
        if (stream.Length > Array.MaxLength)
            throw new FormatException($"it has {stream.Length} bytes in the form before PyTorch 1.6; save it again by a newer one");
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return new(file);
    }

    /// <summary>A storage's numbers.</summary>
    public ReadOnlyMemory<byte> BytesOf(PickledStorage storage) => storages.TryGetValue(storage.Key, out var bytes)
        ? bytes
        : throw new FormatException($"its tensor data {storage.Key} is missing");

    private (object? Value, Dictionary<string, PickledStorage> Storages) Next()
    {
        var unpickler = new RestrictedUnpickler(file, position);
        object? value = unpickler.Read();
        position = unpickler.Position;
        return (value, unpickler.Storages);
    }

    private ReadOnlyMemory<byte> Take(long count)
    {
        if (count > file.Length - position)
            throw new FormatException("its tensor data is cut short");
        var taken = file.AsMemory(position, (int)count);
        position += (int)count;
        return taken;
    }
}
