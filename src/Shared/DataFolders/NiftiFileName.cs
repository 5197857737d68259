namespace Awsnet.Components;

/// <summary>NIfTI files by their names, in lower or upper case as they come from other systems.</summary>
internal static class NiftiFileName
{
    /// <summary>What is compressed comes before what is not.</summary>
    internal static readonly string[] Endings = [".nii.gz", ".NII.GZ", ".nii", ".NII"];

    /// <summary>The file of a name without ending, or null. A compressed file and the same one uncompressed are one.</summary>
    internal static string? Find(string path) => Endings.Select(ending => path + ending).FirstOrDefault(File.Exists);

    /// <summary>The same file uncompressed, beside a compressed one that counts; null where there is none.</summary>
    internal static string? UncompressedTwin(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
        ? Endings[2..].Select(ending => path[..^Endings[0].Length] + ending).FirstOrDefault(File.Exists)
        : null;
}
