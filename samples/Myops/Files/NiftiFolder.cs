namespace Awsnet.Components.Myops;

/// <summary>
/// Finds the files <c>&lt;id&gt;&lt;suffix&gt;.nii.gz</c> (or <c>.nii</c>) of a folder, or of a folder in it named <c>&lt;id&gt;</c>, as
/// <see cref="MyoPsFolder"/> finds its cases.
/// </summary>
internal static class NiftiFolder
{
    /// <summary>Case identifiers and paths, in the identifiers' order.</summary>
    /// <param name="suffix">Begins with <c>_</c>.</param>
    /// <exception cref="InputException">The folder is missing, holds a case twice, or holds no such file.</exception>
    public static SortedDictionary<string, string> Find(string folder, string suffix)
    {
        if (!Directory.Exists(folder)) throw new InputException($"{folder}: there is no such folder. Check the name.");
        var kind = suffix[1..];
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in MyoPsFiles.Ids(folder, [kind]))
            found.Add(id, MyoPsFiles.Find(folder, id, kind, Refuse) ?? MyoPsFiles.Expected(folder, id, kind)); // a link may lead nowhere
        if (found.Count == 0)
            throw new InputException($"{folder}: no file is named <id>{suffix}.nii.gz. Check that this is the right folder.");
        return found;

        static void Refuse(string path, string problem) => throw new InputException($"{path}: {problem}");
    }
}
