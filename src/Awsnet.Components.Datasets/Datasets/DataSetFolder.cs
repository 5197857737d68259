namespace Awsnet.Components;

/// <summary>What all folder readers ask of a folder first.</summary>
internal static class DataSetFolder
{
    public static void Require(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Problem(path) is { } problem)
            throw new InvalidDataSetException(path, problem);
    }

    public static string? Problem(string path) =>
        Directory.Exists(path) ? null : File.Exists(path) ? "is a file; expected a folder." : "no such folder.";
}
