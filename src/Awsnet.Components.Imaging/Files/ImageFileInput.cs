using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Awsnet.Components;

/// <summary>
/// The content of a file from its start, unpacked where the file begins with gzip's signature, whatever its name.
/// Damage of the compressed stream is reported as an <see cref="InvalidImageFileException"/>.
/// </summary>
internal sealed class ImageFileInput : IDisposable
{
    /// <summary>
    /// The most bytes handed on at a time: small enough for the processor's caches, and whole voxels of every size
    /// (1, 2, 3, 4, 8, 16 bytes).
    /// </summary>
    public const int Portion = 3 << 16;

    /// <summary>Content this much larger than its file, and this large, is measured before memory is taken for it.</summary>
    private const int SuspectRatio = 64;
    private const long SuspectLength = 64 << 20;

    /// <summary>How far behind the wanted content the checks at a compressed file's end may lie and still be made.</summary>
    private const long MostBehind = 16 << 20;

    private readonly SafeFileHandle handle;
    private readonly bool isShared;
    private readonly FileByteSource file;
    private readonly Unpacker? gzip;
    private byte[]? buffer;

    private ImageFileInput(string path, SafeFileHandle handle, bool isShared, bool isPlain)
    {
        Path = path;
        this.handle = handle;
        this.isShared = isShared;
        file = new FileByteSource(handle);
        FileLength = RandomAccess.GetLength(handle);
        LastWrite = File.GetLastWriteTimeUtc(handle);
        if (!isPlain && StartsAsGzip()) gzip = new Unpacker(file, path);
    }

    public string Path { get; }

    public long FileLength { get; }

    /// <summary>When the file had last been written as it was opened; UTC.</summary>
    public DateTime LastWrite { get; }

    public bool IsGzip => gzip is not null;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its name, as the caller gave it, for messages.</param>
    /// <param name="fullPath">Where it lies; null means where the name says.</param>
    /// <param name="isPlain">Whether it is known to be plain, whatever it begins with.</param>
    public static ImageFileInput Open(string path, string? fullPath = null, bool isPlain = false)
    {
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(fullPath ?? path);
        }
        catch (UnauthorizedAccessException e) when (Directory.Exists(fullPath ?? path))
        {
            throw new InvalidImageFileException(path, "is a folder; expected a file in it", e);
        }

        try
        {
            return new ImageFileInput(path, handle, isShared: false, isPlain);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Another reader of a plain file that is open already; the handle stays with its owner.</summary>
    public static ImageFileInput Share(string path, SafeFileHandle handle) => new(path, handle, isShared: true, isPlain: true);

    /// <summary>Reads on.</summary>
    /// <param name="count">How many bytes; at most <see cref="Portion"/>.</param>
    /// <returns>As many bytes as asked for, fewer only at the content's end; valid until the next call.</returns>
    public ReadOnlySpan<byte> Take(int count)
    {
        buffer ??= ArrayPool<byte>.Shared.Rent(Portion);
        return buffer.AsSpan(0, ReadUpTo(buffer.AsSpan(0, count)));
    }

    /// <summary>Fills the span, or as much of it as the content goes on for.</summary>
    public int ReadUpTo(Span<byte> destination)
    {
        ByteSource content = gzip is null ? file : gzip;
        int filled = 0;
        while (filled < destination.Length)
        {
            int count = content.Read(destination[filled..]);
            if (count == 0) break;
            filled += count;
        }
        return filled;
    }

    /// <summary>Passes over bytes: by moving on in a plain file, by unpacking in a compressed one.</summary>
    /// <returns>How many there were.</returns>
    public long Skip(long count)
    {
        long skipped = 0;
        if (gzip is null)
        {
            skipped = Math.Clamp(FileLength - file.Position, 0, count);
            file.Position += skipped;
            return skipped;
        }
        while (skipped < count)
        {
            int length = Take((int)Math.Min(Portion, count - skipped)).Length;
            if (length == 0) break;
            skipped += length;
        }
        return skipped;
    }

    /// <summary>
    /// Unpacks to the end of a compressed file, so that its checks are made, unless more lies there than an image has
    /// behind its voxels: such a rest is nobody's data, and could be made to take for ever.
    /// </summary>
    public void CheckEnd()
    {
        if (gzip is not null) Skip(MostBehind);
    }

    /// <summary>The bytes of content; of a compressed file as it says itself: modulo 2^32, and of its last member alone.</summary>
    public long RecordedLength()
    {
        if (gzip is null) return FileLength;
        Span<byte> record = stackalloc byte[4];
        RandomAccess.Read(handle, record, Math.Max(0, FileLength - 4));
        return BinaryPrimitives.ReadUInt32LittleEndian(record);
    }

    /// <summary>
    /// How many bytes of content there are from the start, if they are fewer than so many; else so many. Takes no memory and
    /// does not move this reader; the file is unpacked once more only where its own record does not answer.
    /// </summary>
    /// <exception cref="InvalidImageFileException">The file was unpacked, and is damaged or cut short.</exception>
    public long LengthUpTo(long wanted)
    {
        if (gzip is null) return Math.Min(FileLength, wanted);
        bool isPlausible = wanted <= RecordedLength() && (wanted < SuspectLength || wanted / SuspectRatio < FileLength);
        if (isPlausible) return wanted;
        using var again = new ImageFileInput(Path, handle, isShared: true, isPlain: false);
        return again.Skip(wanted);
    }

    public void Dispose()
    {
        gzip?.Dispose();
        if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer);
        if (!isShared) handle.Dispose();
    }

    private bool StartsAsGzip()
    {
        Span<byte> start = stackalloc byte[3];
        int count = RandomAccess.Read(handle, start, 0);
        if (count < 2 || start[0] != 0x1F || start[1] != 0x8B) return false;
        if (count == 3 && start[2] != 8) throw new InvalidImageFileException(Path, $"is compressed by an unknown method ({start[2]})");
        return true;
    }
}
