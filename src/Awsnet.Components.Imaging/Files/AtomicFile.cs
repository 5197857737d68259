namespace Awsnet.Components;

/// <summary>Writes a file under a temporary name in the same folder and moves it into place when it is whole.</summary>
internal static class AtomicFile
{
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
                write(file);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>The same, through gzip. Its header holds no time and no name, so equal content gives equal bytes.</summary>
    public static void WriteGzip(string path, int level, Action<Stream> write) => Write(path, file =>
    {
        using var packed = Compressor.Gzip(file, level);
        write(packed);
    });
}
