using System.Text.Json;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>An open safetensors file whose digest and header are right.</summary>
internal sealed class TensorFileContent : IDisposable
{
    private readonly FileStream _stream;
    private readonly long _dataStart;
    private readonly Dictionary<string, string> _texts = [];
    private readonly Dictionary<string, TensorFileEntry> _entries = [];

    internal TensorFileContent(FileStream stream, byte[] header, long dataStart)
    {
        _stream = stream;
        _dataStart = dataStart;
        using var json = JsonDocument.Parse(header);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException("its header is no JSON object");
        foreach (var property in json.RootElement.EnumerateObject())
        {
            if (property.Name == TensorFile.MetadataKey)
            {
                foreach (var text in property.Value.EnumerateObject())
                    _texts[text.Name] = text.Value.GetString()!;
            }
            else if (!_entries.TryAdd(property.Name, TensorFileEntry.Parse(property)))
            {
                throw new InvalidDataException($"it names {property.Name} twice");
            }
        }
        CheckPlaces(stream.Length - dataStart);
    }

    internal string Path => _stream.Name;

    /// <summary>The tensors' names, in the header's order.</summary>
    internal IEnumerable<string> Names => _entries.Keys;

    /// <summary>All texts of the metadata, the digest among them.</summary>
    internal IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>A text of the metadata.</summary>
    internal string Text(string key) => _texts.TryGetValue(key, out string? text)
        ? text
        : throw new InvalidDataException($"{Path} has no \"{key}\" in its metadata.");

    /// <summary>Refuses a stored tensor of another shape or type than the one that it is for.</summary>
    internal void Check(string name, Tensor target)
    {
        TensorFileEntry entry = Entry(name);
        if (entry.Type != target.dtype || !entry.Shape.AsSpan().SequenceEqual(target.shape))
            throw new InvalidDataException(
                $"\"{name}\" is {entry.Type} [{string.Join(", ", entry.Shape)}] in {Path}, but {target.dtype} " +
                $"[{string.Join(", ", target.shape)}] is needed; it was saved with another network.");
    }

    /// <summary>Copies a stored tensor into one of the same shape and type.</summary>
    internal void ReadInto(string name, Tensor target)
    {
        Check(name, target);
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        target.copy_(Read(name));
    }

    /// <summary>A stored tensor as a new one on the CPU, in the current dispose scope.</summary>
    internal Tensor Read(string name)
    {
        TensorFileEntry entry = Entry(name);
        Tensor tensor = empty(entry.Shape, entry.Type);
        _stream.Position = _dataStart + entry.Begin;
        foreach (Tensor piece in TensorFile.Pieces(tensor))
            _stream.ReadExactly(piece.bytes);
        return tensor;
    }

    public void Dispose() => _stream.Dispose();

    private TensorFileEntry Entry(string name) => _entries.TryGetValue(name, out var entry)
        ? entry
        : throw new InvalidDataException($"{Path} has no \"{name}\"; it was saved with another network or other options.");

    /// <summary>Every byte of the data belongs to exactly one tensor: nothing overlaps, nothing hides between.</summary>
    private void CheckPlaces(long dataBytes)
    {
        long expected = 0;
        foreach (TensorFileEntry entry in _entries.Values.OrderBy(entry => (entry.Begin, entry.End)))
        {
            if (entry.Begin != expected || entry.End - entry.Begin != entry.Bytes)
                throw new InvalidDataException(
                    $"{entry.Name} lies at bytes {entry.Begin} to {entry.End}; expected {expected} to {expected + entry.Bytes}");
            expected = entry.End;
        }
        if (expected != dataBytes)
            throw new InvalidDataException($"its tensors take {expected} bytes and the file holds {dataBytes}");
    }
}
