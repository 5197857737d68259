using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops;

/// <summary>A small JSON file that says how a folder's files came about, so that two runs never mix in one folder.</summary>
internal static class FolderRecord
{
    private const string FilesKey = "files";

    /// <summary>Refuses a folder that a new run, experiment or demo must not write to.</summary>
    /// <exception cref="InputException">The folder holds something.</exception>
    public static void CheckFree(string folder, string kind)
    {
        if (File.Exists(folder)) throw new InputException($"{folder}: this is a file. Name a folder for the {kind}.");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new InputException($"{folder}: holds files that are no {kind}. Choose another --out or empty the folder.");
    }

    /// <summary>Refuses a folder that holds files of another origin; a missing, an empty and an equal one are fine.</summary>
    /// <param name="folder">Where files are to be written.</param>
    /// <param name="origin">What tells one run from another.</param>
    /// <param name="option">What names the folder.</param>
    /// <exception cref="InputException">The folder holds something else.</exception>
    public static void Check(string folder, string name, JsonObject origin, string option = "--out")
    {
        if (File.Exists(folder)) throw new InputException($"{folder}: this is a file. Name a folder for {option}.");
        // A staged folder of one in this folder, left by a kill or in use, is no file of anyone's.
        if (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).All(StagedFolder.IsPart)) return;
        var record = Path.Combine(folder, name);
        if (!File.Exists(record))
            throw new InputException($"{folder}: holds files already. Choose another {option} or empty the folder.");
        var found = JsonFile.Read(record);
        (found as JsonObject)?.Remove(FilesKey);
        if (!JsonNode.DeepEquals(found, origin))
            throw new InputException(
                $"{record}: the folder holds the files of another run, of other data or of other options. Choose another {option} or " +
                $"empty it.");
    }

    /// <summary>Writes a record that lists the files which lie in its folder.</summary>
    public static void Write(string folder, string name, JsonObject origin)
    {
        var record = origin.DeepClone().AsObject();
        record[FilesKey] = new JsonArray(
            [.. Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).Select(file => (JsonNode?)file)]);
        JsonFile.Write(Path.Combine(folder, name), record);
    }

    /// <summary>The files that a folder's record lists; none without one.</summary>
    public static IReadOnlyList<string> Files(string folder, string name)
    {
        var record = Path.Combine(folder, name);
        return File.Exists(record) && JsonFile.Read(record) is JsonObject found && found[FilesKey] is JsonArray files
            // A name with a folder in it is not of ours: what it says must not be done elsewhere.
            ? [.. files.Select(file => file?.ToString()).OfType<string>().Where(file => Path.GetFileName(file) == file)]
            : [];
    }
}
