using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace Awsnet.Components;

/// <summary>
/// The content of a file from its start, unpacked where it begins with gzip's signature, whatever its name.
/// Damage of the compressed stream is reported as an <see cref="InvalidImageFileException"/>.
/// </summary>
internal sealed class ImageFileInput : IDisposable
{
    private readonly Stream file;
    private readonly Stream content;

    private ImageFileInput(string path, Stream file, bool isGzip)
    {
        Path = path;
        this.file = file;
        IsGzip = isGzip;
        content = isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    public string Path { get; }

    public bool IsGzip { get; }

    public long FileLength => file.Length;

    public static ImageFileInput Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        try
        {
            return new ImageFileInput(path, file, IsGzipFile(file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Fills the span, or as much of it as the content goes on for.</summary>
    public int ReadUpTo(Span<byte> destination)
    {
        try
        {
            return content.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidImageFileException(Path, "its compressed content is damaged", e);
        }
    }

    /// <summary>Passes over bytes: by moving in a plain file, by unpacking in a compressed one.</summary>
    /// <returns>False if the content ends before.</returns>
    public bool Skip(long count)
    {
        if (!IsGzip)
        {
            file.Seek(count, SeekOrigin.Current);
            return file.Position <= file.Length;
        }
        byte[] scratch = new byte[1 << 16];
        while (count > 0)
        {
            int read = ReadUpTo(scratch.AsSpan(0, (int)Math.Min(count, scratch.Length)));
            if (read == 0) return false;
            count -= read;
        }
        return true;
    }

    public void Dispose()
    {
        content.Dispose();
        file.Dispose();
    }

    private static bool IsGzipFile(FileStream file)
    {
        Span<byte> signature = stackalloc byte[2];
        int count = file.ReadAtLeast(signature, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return count == 2 && signature[0] == 0x1F && signature[1] == 0x8B;
    }
}
