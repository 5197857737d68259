namespace Awsnet.Components.Myops;

/// <summary>A hidden folder beside the one asked for; its files move there together, or vanish together.</summary>
internal sealed class StagedFolder : IDisposable
{
    private readonly string target;

    public StagedFolder(string target)
    {
        this.target = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        if (File.Exists(this.target)) throw new InputException($"{target}: this is a file. Name a folder to write to.");
        var parent = System.IO.Path.GetDirectoryName(this.target)
            ?? throw new InputException($"{target}: this is the root of a disk. Name a folder to write to.");
        Path = System.IO.Path.Combine(parent, $".{System.IO.Path.GetFileName(this.target)}.{Guid.NewGuid():N}.tmp");
        Directory.CreateDirectory(Path);
    }

    /// <summary>Where to write.</summary>
    public string Path { get; }

    /// <summary>Moves all files to the folder asked for; files of the same names are replaced.</summary>
    public void Commit()
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(Path, target);
            return;
        }

        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var place = System.IO.Path.Combine(target, System.IO.Path.GetRelativePath(Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(place)!);
            File.Move(file, place, overwrite: true);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
