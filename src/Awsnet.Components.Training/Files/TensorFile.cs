using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>
/// Named tensors in one file, in the safetensors layout (eight bytes of header length, a JSON header, the data), with a SHA-256 of
/// the whole file in its metadata, taken with the digest's own 64 characters as zeros. Written under a temporary name, flushed to
/// the disk, then moved: a file of that name is a whole one.
/// </summary>
internal static class TensorFile
{
    internal const string Extension = ".safetensors";
    internal const string TemporarySuffix = ".tmp";
    private const string DigestKey = "sha256";
    private const int DigestLength = 64;
    private const int CopyBlock = 1 << 20;
    private static readonly string blank = new('0', DigestLength);

    private static readonly Dictionary<ScalarType, string> names = new()
    {
        [ScalarType.Bool] = "BOOL",
        [ScalarType.Byte] = "U8",
        [ScalarType.Int8] = "I8",
        [ScalarType.Int16] = "I16",
        [ScalarType.Int32] = "I32",
        [ScalarType.Int64] = "I64",
        [ScalarType.Float16] = "F16",
        [ScalarType.BFloat16] = "BF16",
        [ScalarType.Float32] = "F32",
        [ScalarType.Float64] = "F64",
    };

    /// <summary>Writes a file; if that fails, nothing of it is left and a file of that name from before stands as it was.</summary>
    /// <param name="path">Where it will be.</param>
    /// <param name="metadata">Text by name.</param>
    /// <param name="entries">Tensors on any device, by distinct names.</param>
    /// <param name="create">Makes the stream that is written to.</param>
    internal static void Write(string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<(string Name, Tensor Value)> entries, Func<string, Stream> create)
    {
        byte[] header = Header(metadata, entries);
        string temporary = path + TemporarySuffix;
        try
        {
            using (Stream stream = create(temporary))
            {
                using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                void Put(ReadOnlySpan<byte> bytes)
                {
                    stream.Write(bytes);
                    digest.AppendData(bytes);
                }

                Span<byte> length = stackalloc byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
                Put(length);
                Put(header);
                foreach (var (_, value) in entries)
                {
                    using var scope = NewDisposeScope();
                    Put(value.detach().cpu().contiguous().bytes);
                }
                stream.Position = 8 + DigestPosition(header);
                stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexString(digest.GetHashAndReset()).ToLowerInvariant()));
                (stream as FileStream)?.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Opens a file after its checksum was found right.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or not of this kind; the message says how.</exception>
    internal static TensorFileContent Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            byte[] header = ReadHeader(stream);
            long digestAt = DigestPosition(header);
            string expected = Encoding.ASCII.GetString(header, (int)digestAt, DigestLength);
            Encoding.ASCII.GetBytes(blank).CopyTo(header, digestAt);
            if (DigestOf(stream, header) != expected)
                throw new InvalidDataException("its checksum is wrong");
            return new TensorFileContent(stream, (JsonObject)JsonNode.Parse(header)!, 8 + header.Length);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or EndOfStreamException or InvalidOperationException or InvalidCastException)
        {
            stream.Dispose();
            throw new InvalidDataException($"{path} is damaged: {e.Message}.", e);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    internal static ScalarType TypeOf(string name)
    {
        foreach (var (type, text) in names)
        {
            if (text == name)
                return type;
        }
        throw new InvalidDataException($"its header names an element type {name}, which there is not");
    }

    private static byte[] Header(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<(string Name, Tensor Value)> entries)
    {
        var texts = new JsonObject { [DigestKey] = blank };
        foreach (var (key, text) in metadata)
            texts[key] = text;
        var header = new JsonObject { ["__metadata__"] = texts };
        long offset = 0;
        foreach (var (name, value) in entries)
        {
            long end = offset + value.numel() * value.ElementSize;
            if (!names.TryGetValue(value.dtype, out string? type))
                throw new NotSupportedException($"\"{name}\" holds {value.dtype}, which the file format has no name for.");
            header.Add(name, new JsonObject
            {
                ["dtype"] = type,
                ["shape"] = new JsonArray([.. value.shape.Select(size => (JsonNode)size)]),
                ["data_offsets"] = new JsonArray(offset, end),
            });
            offset = end;
        }
        byte[] json = Encoding.UTF8.GetBytes(header.ToJsonString());
        // Data begin at a multiple of eight bytes, as the layout advises.
        byte[] padded = new byte[(json.Length + 7) / 8 * 8];
        padded.AsSpan().Fill((byte)' ');
        json.CopyTo(padded, 0);
        return padded;
    }

    private static byte[] ReadHeader(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[8];
        stream.ReadExactly(bytes);
        long length = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        if (length < 2 || length > stream.Length - 8)
            throw new InvalidDataException($"it announces a header of {length} bytes and has {stream.Length}");
        var header = new byte[length];
        stream.ReadExactly(header);
        return header;
    }

    /// <summary>Where the digest's characters begin in the header: the first entry of the metadata, so the first of that name.</summary>
    private static long DigestPosition(ReadOnlySpan<byte> header)
    {
        ReadOnlySpan<byte> lead = Encoding.ASCII.GetBytes($"\"{DigestKey}\":\"");
        int at = header.IndexOf(lead);
        return at >= 0 && at + lead.Length + DigestLength <= header.Length
            ? at + lead.Length
            : throw new InvalidDataException("it has no checksum");
    }

    private static string DigestOf(Stream stream, byte[] header)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        digest.AppendData(length);
        digest.AppendData(header);
        var block = new byte[CopyBlock];
        for (int read; (read = stream.Read(block)) > 0;)
            digest.AppendData(block, 0, read);
        return Convert.ToHexString(digest.GetHashAndReset()).ToLowerInvariant();
    }
}
