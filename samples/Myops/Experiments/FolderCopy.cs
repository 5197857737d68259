namespace Awsnet.Components.Myops;

/// <summary>Copies what a training has saved so far.</summary>
internal static class FolderCopy
{
    /// <summary>Copies the files of a folder, locks and unfinished files left out; the copy appears when it is whole.</summary>
    public static void Copy(string from, string to)
    {
        var temporary = $"{to}.{Guid.NewGuid():N}.tmp";
        Directory.CreateDirectory(temporary);
        foreach (var file in Directory.EnumerateFiles(from).Where(IsState))
            File.Copy(file, Path.Combine(temporary, Path.GetFileName(file)));
        Directory.Move(temporary, to);
    }

    // The mark of the attempt too: the seed that the checkpoints are of depends on it.
    private static bool IsState(string file) =>
        Path.GetExtension(file) is ".safetensors" or ".jsonl" || Path.GetFileName(file) == Restarts.MarkName;
}
