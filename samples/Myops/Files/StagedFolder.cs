using System.Text.RegularExpressions;

namespace Awsnet.Components.Myops;

/// <summary>
/// A hidden folder beside the one asked for; its files move there together, or vanish together. A file beside it, held while it is in
/// use, tells one in use from one that a killed process left; the next one of the same target removes those.
/// </summary>
internal sealed partial class StagedFolder : IDisposable
{
    private const string Ending = ".tmp", LockEnding = ".lock";

    // EROFS, for which .NET has no exception of its own.
    private const int ReadOnly = 30;

    private readonly string target;
    private readonly string? record;
    private readonly IReadOnlyList<string> former;
    private readonly FileStream held;

    /// <param name="target">The folder asked for; made if missing.</param>
    /// <param name="record">A file (<see cref="FolderRecord.Write"/>) that lists what was written there before, and now will be.</param>
    public StagedFolder(string target, string? record = null)
    {
        this.record = record;
        this.target = FullPath(target);
        if (File.Exists(this.target)) throw new InputException($"{target}: this is a file. Name a folder to write to.");
        var parent = System.IO.Path.GetDirectoryName(this.target)
            ?? throw new InputException($"{target}: this is the root of a disk. Name a folder to write to.");
        former = record is null ? [] : FolderRecord.Files(this.target, record);
        try
        {
            Directory.CreateDirectory(parent);
            // The lock is there before the folder and goes after it, so that whoever gets the lock may remove the folder.
            FileStream? taken;
            do
            {
                Path = System.IO.Path.Combine(parent, $".{System.IO.Path.GetFileName(this.target)}.{Guid.NewGuid():N}{Ending}");
                taken = LockFile.TryTake(LockOf(Path), FileMode.CreateNew);
            }
            while (taken is null);
            held = taken;
        }
        catch (Exception error) when (error is UnauthorizedAccessException || error.HResult == ReadOnly)
        {
            // The lock's own name would say nothing: nobody asked for it.
            throw new InputException(
                $"{parent}: must not be written to, and the files for {target} wait there until all are there. Change its permissions or " +
                "choose another place.", error);
        }

        RemoveLeftovers(parent);
        Directory.CreateDirectory(Path);
    }

    /// <summary>Where to write.</summary>
    public string Path { get; }

    /// <summary>
    /// Moves all files to the folder asked for; files of the same names are replaced, and those that its record listed are removed.
    /// </summary>
    public void Commit()
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(Path, target);
            return;
        }

        // The record after what it no longer lists and before what it does: were this killed, it would list all that there is.
        foreach (var name in former.Where(name => !File.Exists(System.IO.Path.Combine(Path, name))))
        {
            var old = System.IO.Path.Combine(target, name);
            if (File.Exists(old)) File.Delete(old);
        }

        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .OrderBy(file => System.IO.Path.GetFileName(file) != record).ThenBy(file => file, StringComparer.Ordinal))
        {
            var place = System.IO.Path.Combine(target, System.IO.Path.GetRelativePath(Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(place)!);
            File.Move(file, place, overwrite: true);
        }
    }

    public void Dispose() => Remove(Path, held);

    /// <summary>A folder's one name, however it was given.</summary>
    public static string FullPath(string folder) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));

    /// <summary>Whether a file or folder is a staged folder, in use or left, or its lock.</summary>
    public static bool IsPart(string path) => TargetOf(path) is not null;

    private void RemoveLeftovers(string parent)
    {
        // Where the file system knows no locks, nobody can tell what is in use.
        using (var second = LockFile.TryTake(LockOf(Path), FileMode.Open))
        {
            if (second is not null) return;
        }

        foreach (var file in Directory.GetFiles(parent, $"*{LockEnding}"))
        {
            if (TargetOf(file) != System.IO.Path.GetFileName(target)) continue;
            try
            {
                if (LockFile.TryTake(file, FileMode.Open) is { } free) Remove(System.IO.Path.ChangeExtension(file, Ending), free);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Another process was faster, or it is another user's: it is in nobody's way.
            }
        }
    }

    private static void Remove(string folder, FileStream held)
    {
        using (held)
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }

        File.Delete(LockOf(folder));
    }

    private static string LockOf(string folder) => System.IO.Path.ChangeExtension(folder, LockEnding);

    /// <summary>The name of the folder that a file or folder of this kind was made for; null of any other.</summary>
    private static string? TargetOf(string path) =>
        OwnName().Match(System.IO.Path.GetFileName(path)) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^\.(.+)\.[0-9a-f]{32}\.(?:tmp|lock)\z", RegexOptions.Singleline)]
    private static partial Regex OwnName();
}
