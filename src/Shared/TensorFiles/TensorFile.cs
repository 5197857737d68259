using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>
/// Named tensors in a safetensors file (eight bytes of header length, a JSON header, the data), with a SHA-256 of the whole file in
/// its metadata, taken with the digest's own 64 characters as zeros. Written under a temporary name, flushed to the disk, then
/// moved: a file of that name is a whole one. One tensor at a time is in memory.
/// </summary>
internal static class TensorFile
{
    internal const string Extension = ".safetensors";
    internal const string MetadataKey = "__metadata__";
    private const string DigestKey = "sha256";
    private const int LengthBytes = 8, DigestLength = 2 * SHA256.HashSizeInBytes, LongestHeader = 100_000_000, CopyBlock = 1 << 20;
    private const int PieceNumbers = 1 << 20;
    private static readonly string blank = new('0', DigestLength);

    // The digest is the first entry of the metadata, and they of the header: it needs no search.
    private static readonly byte[] digestLead = Encoding.ASCII.GetBytes($"{{\"{MetadataKey}\":{{\"{DigestKey}\":\"");

    /// <summary>Writes a file; if that fails, nothing of it is left and a file of that name from before stands as it was.</summary>
    /// <param name="path">Where it will be.</param>
    /// <param name="metadata">Text by name.</param>
    /// <param name="tensors">Tensors of any device and layout, by distinct names.</param>
    /// <param name="create">Makes the stream that is written to.</param>
    internal static void Write(
        string path, IEnumerable<KeyValuePair<string, string>> metadata, IReadOnlyList<(string Name, Tensor Value)> tensors, Func<string,
            Stream> create)
    {
        byte[] header = Header(metadata, tensors);
        AtomicFile.Write(path, stream =>
        {
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            void Put(ReadOnlySpan<byte> bytes)
            {
                stream.Write(bytes);
                digest.AppendData(bytes);
            }

            Put(LengthOf(header));
            Put(header);
            foreach (var (_, value) in tensors)
            {
                using var scope = NewDisposeScope();
                foreach (Tensor piece in Pieces(value.detach().cpu().contiguous()))
                    Put(piece.bytes);
            }
            stream.Position = LengthBytes + digestLead.Length;
            stream.Write(Encoding.ASCII.GetBytes(Text(digest)));
        }, create);
    }

    /// <summary>Opens a file after its digest and its header were found right.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <param name="digestNeeded">Whether a file without digest, as other programs write it, is refused.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or not of this kind; the message says how.</exception>
    internal static TensorFileContent Open(string path, bool digestNeeded = true)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            byte[] header = ReadHeader(stream);
            CheckDigest(stream, header, digestNeeded);
            return new TensorFileContent(stream, header, LengthBytes + header.Length);
        }
        catch (Exception e)
        {
            stream.Dispose();
            string? reason = e switch
            {
                InvalidDataException => e.Message,
                JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException =>
                    $"its header cannot be read: {e.Message.TrimEnd('.')}",
                _ => null,
            };
            if (reason is null)
                throw;
            throw new InvalidDataException($"{path} is damaged or no safetensors file: {reason}.", e);
        }
    }

    /// <summary>The numbers of a contiguous tensor, some at a time: the bytes of a tensor are a span, which ends at 2 GB.</summary>
    internal static IEnumerable<Tensor> Pieces(Tensor tensor)
    {
        using Tensor numbers = tensor.view(-1);
        for (long at = 0; at < numbers.NumberOfElements; at += PieceNumbers)
        {
            using Tensor piece = numbers.narrow(0, at, Math.Min(PieceNumbers, numbers.NumberOfElements - at));
            yield return piece;
        }
    }

    private static byte[] Header(IEnumerable<KeyValuePair<string, string>> metadata, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
            json.WriteString(DigestKey, blank);
            foreach (var (key, text) in metadata)
            {
                if (key == DigestKey)
                    throw new ArgumentException($"The file's own digest has the key {DigestKey}; choose another.", nameof(metadata));
                json.WriteString(key, text);
            }
            json.WriteEndObject();
            long offset = 0;
            foreach (var (name, value) in tensors)
            {
                if (name == MetadataKey)
                    throw new ArgumentException($"A tensor is named {MetadataKey}, the header's own; choose another.", nameof(tensors));
                var entry = TensorFileEntry.Describe(name, value, offset);
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

    private static byte[] ReadHeader(FileStream stream)
    {
        Span<byte> bytes = stackalloc byte[LengthBytes];
        if (stream.ReadAtLeast(bytes, LengthBytes, throwOnEndOfStream: false) < LengthBytes)
            throw new InvalidDataException("it is shorter than its 8-byte length field");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > LongestHeader || (long)length > stream.Length - LengthBytes)
            throw new InvalidDataException($"its header claims {length} bytes and the file has {stream.Length}");
        var header = new byte[length];
        stream.ReadExactly(header);
        return header;
    }

    private static void CheckDigest(FileStream stream, byte[] header, bool digestNeeded)
    {
        int at = digestLead.Length;
        if (header.Length < at + DigestLength || !header.AsSpan().StartsWith(digestLead))
        {
            if (digestNeeded)
                throw new InvalidDataException("it has no digest");
            return;
        }
        byte[] blanked = [.. header];
        Encoding.ASCII.GetBytes(blank).CopyTo(blanked, at);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(LengthOf(header));
        digest.AppendData(blanked);
        var block = new byte[CopyBlock];
        for (int read; (read = stream.Read(block)) > 0;)
            digest.AppendData(block, 0, read);
        if (Text(digest) != Encoding.ASCII.GetString(header, at, DigestLength))
            throw new InvalidDataException("its digest is wrong");
    }

    private static byte[] LengthOf(byte[] header)
    {
        var bytes = new byte[LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        return bytes;
    }

    private static string Text(IncrementalHash digest) => Convert.ToHexString(digest.GetHashAndReset()).ToLowerInvariant();
}
