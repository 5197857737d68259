using System.IO.Compression;

namespace Awsnet.Components;

/// <summary>Writes a file under a temporary name in the same folder and moves it into place when it is whole.</summary>
internal static class AtomicFile
{
    public static void Write(string path, bool isGzip, int gzipLevel, Action<Stream> write)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                if (isGzip)
                {
                    using var packed = new GZipStream(file, new ZLibCompressionOptions { CompressionLevel = gzipLevel }, leaveOpen: true);
                    write(packed);
                }
                else
                {
                    write(file);
                }
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
