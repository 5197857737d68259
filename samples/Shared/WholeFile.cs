using System.Text;

namespace Awsnet.Components.Samples;

/// <summary>Writes a file whole or not at all: under a temporary name beside it, then moved into place.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file of this text, in UTF-8.</summary>
    /// <exception cref="IOException">The file cannot be written; the temporary one is gone.</exception>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file of these bytes. A device, such as /dev/stdout, is written to as it is.</summary>
    /// <exception cref="IOException">The file cannot be written; the temporary one is gone.</exception>
    public static void Write(string path, byte[] content)
    {
        bool isDevice = path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);
        string written = isDevice ? path : path + ".tmp";
        try
        {
            using (var file = new FileStream(written, isDevice ? FileMode.Open : FileMode.Create, FileAccess.Write))
            {
                file.Write(content);
                // Else a power cut soon after the move could leave the new name with no content.
                file.Flush(flushToDisk: !isDevice);
            }
            if (!isDevice)
                File.Move(written, path, overwrite: true);
        }
        catch (Exception) when (!isDevice)
        {
            File.Delete(written);
            throw;
        }
    }
}
