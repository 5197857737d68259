using System.Text;

namespace Awsnet.Components;

/// <summary>
/// Writes a file whole or not at all: under a temporary name in the same folder, flushed to the disk, then moved into place. Whatever
/// happens meanwhile, its name stands for the old content or for all of the new one. Its permissions stay, and of a link what it points to
/// is written. A device or a pipe is written to as it is.
/// </summary>
internal static class AtomicFile
{
    /// <summary>How a temporary file's name ends.</summary>
    internal const string TemporarySuffix = ".tmp";

    private const int BufferSize = 1 << 16;

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file; an existing one is replaced. Its folder must be there.</param>
    /// <param name="write">Writes the content, from its start; does not close the stream.</param>
    /// <param name="create">Makes the temporary file; null for a plain one.</param>
    /// <exception cref="IOException">The file cannot be written; the temporary one is gone.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing; the temporary one is gone.</exception>
    public static void Write(string path, Action<Stream> write, Func<string, Stream>? create = null)
    {
        if (!IsDevice(path) && new FileInfo(path).LinkTarget is not null)
            path = File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        if (IsDevice(path))
        {
            using var device = new FileStream(path, FileMode.Open, FileAccess.Write);
            write(device);
            return;
        }
        RequireFolder(path);
        string temporary = $"{path}.{Guid.NewGuid():N}{TemporarySuffix}";
        try
        {
            using (Stream file = create?.Invoke(temporary)
                ?? new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
            {
                write(file);
                // Else a power cut soon after the move could leave the new name with no content.
                (file as FileStream)?.Flush(flushToDisk: true);
            }
            if (!OperatingSystem.IsWindows() && File.Exists(path))
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error)
        {
            Remove(temporary);
            // The caller knows nothing of the temporary name.
            if (Named(error, temporary, path) is { } named) throw named;
            throw;
        }
    }

    /// <summary>The same of these bytes.</summary>
    public static void Write(string path, ReadOnlyMemory<byte> content) => Write(path, file => file.Write(content.Span));

    /// <summary>The same of this text, in UTF-8 without a byte order mark.</summary>
    public static void WriteText(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// /dev/stdout, or what a shell gives for >(command): there is nothing to move into their place. /dev/shm is a disk in memory.
    /// </summary>
    internal static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    /// <summary>Refuses a file whose folder is missing; else the error would name the temporary file.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    private static void RequireFolder(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder {folder} to write {path} in; create it first.");
    }

    private static Exception? Named(Exception error, string temporary, string path)
    {
        string message = error.Message.Replace(Path.GetFullPath(temporary), path, StringComparison.Ordinal)
            .Replace(temporary, path, StringComparison.Ordinal);
        if (message == error.Message) return null;
        return error switch
        {
            UnauthorizedAccessException => new UnauthorizedAccessException(message, error),
            IOException => new IOException(message, error) { HResult = error.HResult },
            _ => null,
        };
    }

    // What went wrong first is what the caller must hear of.
    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
