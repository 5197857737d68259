using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>An open file of named tensors whose checksum is right.</summary>
internal sealed class TensorFileContent(FileStream stream, JsonObject header, long dataStart) : IDisposable
{
    private JsonObject Metadata => header["__metadata__"] as JsonObject ?? throw new InvalidDataException("it has no metadata");

    internal string Path => stream.Name;

    internal IEnumerable<string> Names => header.Select(entry => entry.Key).Where(name => name != "__metadata__");

    internal string Text(string key) => (string?)Metadata[key] ?? throw new InvalidDataException($"{stream.Name} has no \"{key}\" in its metadata.");

    internal bool Has(string name) => name != "__metadata__" && header.ContainsKey(name);

    /// <summary>Copies a stored tensor into one of the same shape and type.</summary>
    internal void ReadInto(string name, Tensor target)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        target.copy_(ReadTensor(name, target.shape, target.dtype));
    }

    /// <summary>A stored tensor as a new one, in the current dispose scope.</summary>
    internal Tensor Read(string name)
    {
        var (type, shape, _, _) = Entry(name);
        return ReadTensor(name, shape, type);
    }

    /// <summary>The tensors whose names begin with a prefix, by what follows it.</summary>
    internal ITensorSource Under(string prefix) => new Section(this, prefix);

    public void Dispose() => stream.Dispose();

    private Tensor ReadTensor(string name, long[] expectedShape, ScalarType expectedType)
    {
        var (type, shape, start, end) = Entry(name);
        if (type != expectedType || !shape.AsSpan().SequenceEqual(expectedShape))
            throw new InvalidDataException($"\"{name}\" is {type} [{string.Join(", ", shape)}] in {stream.Name}, but {expectedType} [{string.Join(", ", expectedShape)}] is needed; it was saved with another network.");
        Tensor tensor = empty(shape, type);
        Span<byte> bytes = tensor.bytes;
        if (bytes.Length != end - start)
            throw new InvalidDataException($"\"{name}\" takes {end - start} bytes in {stream.Name}, but its shape {bytes.Length}.");
        stream.Position = dataStart + start;
        stream.ReadExactly(bytes);
        return tensor;
    }

    private (ScalarType Type, long[] Shape, long Start, long End) Entry(string name)
    {
        if (!Has(name) || header[name] is not JsonObject entry)
            throw new InvalidDataException($"{stream.Name} has no \"{name}\"; it was saved with another network or other options.");
        return (
            TensorFile.TypeOf((string)entry["dtype"]!),
            [.. entry["shape"]!.AsArray().Select(size => (long)size!)],
            (long)entry["data_offsets"]![0]!,
            (long)entry["data_offsets"]![1]!);
    }

    private sealed class Section(TensorFileContent file, string prefix) : ITensorSource
    {
        public void ReadInto(string name, Tensor target) => file.ReadInto(prefix + name, target);

        public Tensor Read(string name) => file.Read(prefix + name);
    }
}
