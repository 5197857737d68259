using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// TorchSharp's file of a state dictionary: the number of entries, then for each its name, element type, number of
/// dimensions and sizes, all as LEB128 numbers, and its bytes in row order.
/// </summary>
internal static class StateFile
{
    private const int MaxDimensions = 64;

    /// <summary>Writes a file under a temporary name and moves it, so that a file of that name is always a whole one.</summary>
    public static void Write(string location, Action<BinaryWriter> content)
    {
        string temporary = $"{location}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = File.Create(temporary))
            using (BinaryWriter writer = new(stream))
            {
                content(writer);
            }
            File.Move(temporary, location, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public static void WriteTensor(BinaryWriter writer, Tensor tensor)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor flat = tensor.detach().cpu().contiguous();
        writer.Write7BitEncodedInt((int)flat.dtype);
        long[] shape = flat.shape;
        writer.Write7BitEncodedInt(shape.Length);
        foreach (long size in shape) writer.Write7BitEncodedInt64(size);
        writer.Write(flat.bytes);
    }

    public static Dictionary<string, Tensor> Read(BinaryReader reader)
    {
        try
        {
            int count = reader.Read7BitEncodedInt();
            if (count < 0) throw new InvalidDataException($"The file announces {count} tensors.");
            Dictionary<string, Tensor> state = [];
            for (int i = 0; i < count; i++) state.Add(reader.ReadString(), ReadTensor(reader));
            return state;
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"This is no whole state file: {e.Message}", e);
        }
    }

    public static Tensor ReadTensor(BinaryReader reader)
    {
        var type = (ScalarType)reader.Read7BitEncodedInt();
        if (!Enum.IsDefined(type)) throw new InvalidDataException($"The file names an element type {(int)type}, which there is not.");
        int dimensions = reader.Read7BitEncodedInt();
        if (dimensions is < 0 or > MaxDimensions) throw new InvalidDataException($"The file announces a tensor of {dimensions} dimensions.");
        var shape = new long[dimensions];
        for (int i = 0; i < dimensions; i++)
        {
            shape[i] = reader.Read7BitEncodedInt64();
            if (shape[i] < 0) throw new InvalidDataException($"The file announces a size of {shape[i]}.");
        }
        RequireBytes(reader.BaseStream, shape);
        Tensor tensor = empty(shape, type);
        for (Span<byte> rest = tensor.bytes; rest.Length > 0;)
        {
            int read = reader.Read(rest);
            if (read == 0) throw new EndOfStreamException($"The file ends {rest.Length} bytes before the end of a tensor.");
            rest = rest[read..];
        }
        return tensor;
    }

    // A header that lies about its size must not allocate what it says.
    private static void RequireBytes(Stream stream, long[] shape)
    {
        long elements = 1;
        try
        {
            foreach (long size in shape) elements = checked(elements * size);
        }
        catch (OverflowException)
        {
            throw new InvalidDataException($"The file announces a tensor of [{string.Join(", ", shape)}].");
        }
        if (stream.CanSeek && elements > stream.Length - stream.Position)
            throw new EndOfStreamException($"The file announces a tensor of [{string.Join(", ", shape)}] but has {stream.Length - stream.Position} bytes left.");
    }
}
