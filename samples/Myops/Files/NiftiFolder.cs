namespace Awsnet.Components.Myops;

/// <summary>
/// Finds the files <c>&lt;id&gt;&lt;suffix&gt;.nii.gz</c> (or <c>.nii</c>) of a folder, or of a folder in it named <c>&lt;id&gt;</c>.
/// </summary>
internal static class NiftiFolder
{
    private static readonly string[] Endings = [".nii.gz", ".nii"];

    /// <summary>Case identifiers and paths, in the identifiers' order.</summary>
    /// <exception cref="InputException">The folder is missing, holds a case twice, or holds no such file.</exception>
    public static SortedDictionary<string, string> Find(string folder, string suffix)
    {
        if (!Directory.Exists(folder)) throw new InputException($"{folder}: there is no such folder. Check the name.");
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder).Concat(InOwnFolders(folder, suffix)).Order(StringComparer.Ordinal))
        {
            if (CaseOf(Path.GetFileName(path), suffix) is not { } id) continue;
            // A compressed file and the same one uncompressed are one, as where cases are read: what is compressed counts.
            if (found.TryGetValue(id, out var other) && path == $"{other}.gz") found[id] = path;
            else if (!found.TryAdd(id, path))
                throw new InputException($"{path}: {Path.GetRelativePath(folder, found[id])} is the same case. Keep one of the two.");
        }

        if (found.Count == 0)
            throw new InputException($"{folder}: no file is named <id>{suffix}.nii.gz. Check that this is the right folder.");
        return found;
    }

    private static IEnumerable<string> InOwnFolders(string folder, string suffix) =>
        from own in Directory.EnumerateDirectories(folder)
        from ending in Endings
        let path = Path.Combine(own, Path.GetFileName(own) + suffix + ending)
        where File.Exists(path)
        select path;

    private static string? CaseOf(string name, string suffix)
    {
        foreach (var ending in Endings)
        {
            var tail = suffix + ending;
            if (name.EndsWith(tail, StringComparison.Ordinal) && name.Length > tail.Length) return name[..^tail.Length];
        }

        return null;
    }
}
