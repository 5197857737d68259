using System.IO.Compression;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>
/// Reads and writes the state dictionaries of PyTorch's <c>torch.save</c>; reads the form before PyTorch 1.6 too. The pickle
/// inside is read by a parser that knows tensors, dictionaries, lists and plain values only: whatever else a file asks
/// for is refused by name, and nothing in a file is ever executed.
/// </summary>
public static class PyTorchCheckpoint
{
    private const string PickleName = "data.pkl";
    private const long LargestPickle = 64 << 20;

    /// <summary>Reads the tensors of a file, on the CPU.</summary>
    /// <param name="path">A <c>.pth</c> or <c>.pt</c> file.</param>
    /// <param name="entry">Which dictionary of a checkpoint that holds several things, for example <c>state_dict</c>;
    /// <see langword="null"/> for a file that is a state dictionary itself.</param>
    /// <returns>New tensors by name, in the dispose scope of the caller.</returns>
    /// <exception cref="InvalidDataException">A file that is cut short, is no such file, asks for code to be run, or holds no tensors where asked.</exception>
    public static Dictionary<string, Tensor> Load(string path, string? entry = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (LegacyCheckpoint.IsOne(stream))
            {
                var legacy = LegacyCheckpoint.Read(stream);
                return Build(legacy.Saved, entry, legacy.BytesOf);
            }
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            return Load(archive, stream.Length, entry);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"{path} cannot be read as a PyTorch checkpoint: {error.Message}", error);
        }
    }

    /// <summary>Writes tensors as <c>torch.save</c> writes a state dictionary, replacing the file whole; <c>torch.load</c> reads it, also with <c>weights_only</c>.</summary>
    /// <param name="path">Where to; a temporary file beside it is moved there at the end.</param>
    /// <param name="tensors">Tensors by name, of any device and layout, written in this order.</param>
    /// <exception cref="NotSupportedException">A number type that the format does not know.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = File.Create(temporary))
            using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
                Write(archive, tensors);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Write(ZipArchive archive, IReadOnlyDictionary<string, Tensor> tensors)
    {
        Put(PickleName, StateDictionaryPickle.Of(tensors));
        int key = 0;
        foreach (Tensor tensor in tensors.Values)
        {
            using var scope = NewDisposeScope();
            Tensor plain = tensor.detach().cpu().contiguous();
            Put($"data/{key++}", plain.NumberOfElements > 0 ? plain.bytes : []);
        }
        Put("version", "3\n"u8);

        void Put(string name, ReadOnlySpan<byte> bytes)
        {
            using Stream entry = archive.CreateEntry($"archive/{name}", CompressionLevel.NoCompression).Open();
            entry.Write(bytes);
        }
    }

    private static Dictionary<string, Tensor> Load(ZipArchive archive, long fileBytes, string? entry)
    {
        ZipArchiveEntry[] pickles = [.. archive.Entries.Where(candidate => candidate.Name == PickleName)];
        if (pickles is not [var pickle])
            throw new FormatException($"it holds {pickles.Length} of {PickleName}; expected one");
        string root = pickle.FullName[..^PickleName.Length];
        if (ReadText(archive, root + "byteorder") is { } order && order != "little")
            throw new FormatException($"its numbers are {order}-endian; save it again on a little-endian machine");

        object? saved = new RestrictedUnpickler(ReadStored(pickle, fileBytes, LargestPickle)).Read();
        var storages = new Dictionary<string, byte[]>();
        return Build(saved, entry, storage =>
        {
            if (!storages.TryGetValue(storage.Key, out byte[]? bytes))
                storages[storage.Key] = bytes = ReadStorage(archive, root, storage, fileBytes);
            return bytes;
        });
    }

    private static Dictionary<string, Tensor> Build(object? saved, string? entry, Func<PickledStorage, ReadOnlyMemory<byte>> bytesOf)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>();
        foreach ((string name, PickledTensor tensor) in Choose(saved, entry))
            tensors[name] = tensor.Build(bytesOf(tensor.Storage).Span).MoveToOuterDisposeScope();
        return tensors;
    }

    private static IEnumerable<(string, PickledTensor)> Choose(object? saved, string? entry)
    {
        if (saved is not PickledDictionary dictionary)
            throw new FormatException("it holds no dictionary; save the state_dict, not the module");
        if (entry is null)
            return Tensors(dictionary, "");
        return dictionary.Find(entry) is PickledDictionary inner
            ? Tensors(inner, entry)
            : throw new FormatException($"it has no dictionary named {entry}; {Listing(dictionary)}");
    }

    private static IEnumerable<(string, PickledTensor)> Tensors(PickledDictionary dictionary, string where)
    {
        foreach ((object? key, object? value) in dictionary.Items)
        {
            if (key is not string name || value is not PickledTensor tensor)
                throw new FormatException($"'{key}' {(where.Length == 0 ? "" : $"in {where} ")}is no named tensor; {Listing(dictionary)}");
            yield return (name, tensor);
        }
    }

    private static string Listing(PickledDictionary dictionary) =>
        $"give the entry that is a state dictionary, of: {string.Join(", ", dictionary.Items.Where(item => item.Value is PickledDictionary).Select(item => item.Key))}";

    private static byte[] ReadStorage(ZipArchive archive, string root, PickledStorage storage, long fileBytes)
    {
        ZipArchiveEntry data = archive.GetEntry($"{root}data/{storage.Key}") ?? throw new FormatException($"its tensor data {storage.Key} is missing");
        byte[] bytes = ReadStored(data, fileBytes, Array.MaxLength);
        if (bytes.LongLength != checked(storage.Count * storage.ElementBytes))
            throw new FormatException($"its tensor data {storage.Key} has {bytes.LongLength} bytes for {storage.Count} numbers of {storage.ElementBytes}");
        return bytes;
    }

    private static string? ReadText(ZipArchive archive, string name)
    {
        if (archive.GetEntry(name) is not { } entry || entry.Length > 64)
            return null;
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd().Trim();
    }

    /// <summary>PyTorch stores without compression, so that no entry can claim more than the file holds.</summary>
    private static byte[] ReadStored(ZipArchiveEntry entry, long fileBytes, long most)
    {
        if (entry.CompressedLength != entry.Length || entry.Length > Math.Min(fileBytes, most))
            throw new FormatException($"{entry.FullName} claims {entry.Length} bytes, {entry.CompressedLength} compressed, in a file of {fileBytes}");
        byte[] bytes = new byte[entry.Length];
        using Stream stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }
}
