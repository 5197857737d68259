using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops;

/// <summary>A small JSON file that says how a folder's files came about, so that two runs never mix in one folder.</summary>
internal static class FolderRecord
{
    /// <summary>Refuses a folder that a new run, or experiment, must not write to.</summary>
    /// <exception cref="InputException">The folder holds something.</exception>
    public static void CheckFree(string folder, string kind)
    {
        if (File.Exists(folder)) throw new InputException($"{folder}: this is a file. Name a folder for the {kind}.");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new InputException($"{folder}: holds files that are no {kind}. Choose another --out or empty the folder.");
    }

    /// <summary>Refuses a folder that holds files of another origin; a missing, an empty and an equal one are fine.</summary>
    /// <param name="folder">Where files are to be written.</param>
    /// <param name="name">The record's file name.</param>
    /// <param name="origin">What tells one run from another.</param>
    /// <exception cref="InputException">The folder holds something else.</exception>
    public static void Check(string folder, string name, JsonObject origin)
    {
        // A staged folder of one in this folder, left by a kill or in use, is no file of anyone's.
        if (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).All(StagedFolder.IsPart)) return;
        var record = Path.Combine(folder, name);
        if (!File.Exists(record))
            throw new InputException($"{folder}: holds files already. Choose another --out or empty the folder.");
        if (!JsonNode.DeepEquals(JsonFile.Read(record), origin))
            throw new InputException(
                $"{record}: the folder holds the files of another run, or of other data. Choose another --out or empty it.");
    }
}
