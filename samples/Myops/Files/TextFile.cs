namespace Awsnet.Components.Myops;

/// <summary>Text files in folders that need not be there yet.</summary>
internal static class TextFile
{
    /// <summary>Makes a file's folder. What takes long calls it first, so that a name that cannot be written is known before.</summary>
    /// <exception cref="InputException">The name is a folder's.</exception>
    public static void Prepare(string path)
    {
        if (Path.EndsInDirectorySeparator(path) || Directory.Exists(path))
            throw new InputException($"{path}: this is a folder. Name the file to write.");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Writes a file whole or not at all.</summary>
    public static void Write(string path, string text)
    {
        Prepare(path);
        AtomicFile.WriteText(path, text);
    }
}
