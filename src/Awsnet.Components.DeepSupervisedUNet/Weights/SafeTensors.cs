using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>
/// The safetensors file format: an 8-byte little-endian length, a JSON header with name, type, shape and place of each
/// tensor, then their bytes. Reading it runs nothing, and PyTorch, JAX and others read and write it.
/// </summary>
public static class SafeTensors
{
    private const int LongestHeader = 100_000_000, LengthBytes = 8;
    private const string MetadataKey = "__metadata__";

    /// <summary>Writes tensors to a file, replacing it whole.</summary>
    /// <param name="path">Where to; a temporary file beside it is moved there at the end.</param>
    /// <param name="tensors">Tensors by name, of any device and layout. Written in ordinal order of their names.</param>
    /// <param name="metadata">Free text by key for the header, or <see langword="null"/>.</param>
    /// <exception cref="NotSupportedException">A number type that the format does not know.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = File.Create(temporary))
                Write(stream, tensors, metadata);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Reads all tensors of a file, on the CPU.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <returns>New tensors by name, in the dispose scope of the caller.</returns>
    /// <exception cref="InvalidDataException">A file that is cut short, lies about its sizes or is no safetensors file; the message says where.</exception>
    public static Dictionary<string, Tensor> Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        using var scope = NewDisposeScope();
        List<SafeTensorsEntry> entries = ReadHeader(stream, path);
        var tensors = new Dictionary<string, Tensor>(entries.Count);
        foreach (SafeTensorsEntry entry in entries)
            tensors.Add(entry.Name, ReadTensor(stream, entry).MoveToOuterDisposeScope());
        return tensors;
    }

    private static void Write(Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        string[] names = [.. tensors.Keys.Order(StringComparer.Ordinal)];
        byte[] header = WriteHeader(names, tensors, metadata);
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (string name in names)
        {
            using var scope = NewDisposeScope();
            Tensor plain = tensors[name].detach().cpu().contiguous();
            if (plain.NumberOfElements > 0)
                stream.Write(plain.bytes);
        }
    }

    private static byte[] WriteHeader(string[] names, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject(MetadataKey);
                foreach ((string key, string value) in metadata)
                    json.WriteString(key, value);
                json.WriteEndObject();
            }
            long offset = 0;
            foreach (string name in names)
            {
                var entry = SafeTensorsEntry.Describe(name, tensors[name], offset);
                entry.WriteTo(json);
                offset = entry.End;
            }
            json.WriteEndObject();
        }
        // Spaces up to a multiple of 8 keep the numbers aligned for readers that map the file.
        while (buffer.Length % LengthBytes != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static List<SafeTensorsEntry> ReadHeader(FileStream stream, string path)
    {
        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        if (stream.ReadAtLeast(lengthBytes, LengthBytes, throwOnEndOfStream: false) < LengthBytes)
            throw Malformed(path, "it is shorter than its 8-byte length field");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > LongestHeader || (long)length > stream.Length - LengthBytes)
            throw Malformed(path, $"its header claims {length} bytes and the file has {stream.Length}");
        byte[] header = new byte[length];
        stream.ReadExactly(header);
        try
        {
            using JsonDocument document = JsonDocument.Parse(header);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw Malformed(path, "its header is no JSON object");
            List<SafeTensorsEntry> entries = [.. document.RootElement.EnumerateObject()
                .Where(property => property.Name != MetadataKey).Select(SafeTensorsEntry.Parse)];
            CheckPlaces(entries, stream.Length - LengthBytes - header.Length, path);
            return entries;
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            throw Malformed(path, $"its header cannot be read: {error.Message}");
        }
    }

    /// <summary>Every byte of the data belongs to exactly one tensor: nothing overlaps, nothing hides between.</summary>
    private static void CheckPlaces(List<SafeTensorsEntry> entries, long dataBytes, string path)
    {
        long expected = 0;
        HashSet<string> names = [];
        entries.Sort((left, right) => (left.Begin, left.End).CompareTo((right.Begin, right.End)));
        foreach (SafeTensorsEntry entry in entries)
        {
            if (!names.Add(entry.Name))
                throw Malformed(path, $"it names {entry.Name} twice");
            if (entry.Begin != expected || entry.End - entry.Begin != entry.Bytes)
                throw Malformed(path, $"{entry.Name} lies at bytes {entry.Begin} to {entry.End}; expected {expected} to {expected + entry.Bytes}");
            expected = entry.End;
        }
        if (expected != dataBytes)
            throw Malformed(path, $"its tensors take {expected} bytes and the file holds {dataBytes}");
    }

    private static Tensor ReadTensor(FileStream stream, SafeTensorsEntry entry)
    {
        Tensor tensor = empty(entry.Shape, entry.Type);
        if (entry.Bytes > 0)
            stream.ReadExactly(tensor.bytes);
        return tensor;
    }

    private static InvalidDataException Malformed(string path, string reason) =>
        new($"{path} is no sound safetensors file: {reason}. Write or fetch it again.");
}
