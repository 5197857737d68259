namespace Awsnet.Components.Myops;

/// <summary>Text files in folders that need not be there yet.</summary>
internal static class TextFile
{
    /// <summary>Writes a file whole or not at all.</summary>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        AtomicFile.WriteText(path, text);
    }
}
