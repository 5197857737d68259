using System.Text.RegularExpressions;

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

    /// <summary>What images are named like; <c>.nii.gz</c> before <c>.nii</c>.</summary>
    public static readonly string[] ImageEndings = [.. ImageMaskPair.RasterEndings, ".nii.gz", ".nii"];

    /// <summary>The image files of a folder and below it, by their path below it, with forward slashes and without ending.</summary>
    public static SortedDictionary<string, string> ImageFiles(string folder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (ImageEndings.FirstOrDefault(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is { } ending)
                files.TryAdd(Path.GetRelativePath(folder, path)[..^ending.Length].Replace('\\', '/'), path);
        }

        return files;
    }

    public static string? Problem(string path) =>
        Directory.Exists(path) ? null : File.Exists(path) ? "is a file; expected a folder." : "no such folder.";

    /// <summary>Whether two paths are one folder, however they are spelled.</summary>
    public static bool IsSame(string one, string other) => Path.GetRelativePath(one, other) == ".";

    /// <summary>The pattern that names groups; null where each image is one of its own.</summary>
    public static Regex? GroupOf(string? groupPattern)
    {
        if (groupPattern is null)
            return null;
        var pattern = new Regex(groupPattern, RegexOptions.CultureInvariant);
        return pattern.GetGroupNumbers().Length > 1
            ? pattern
            : throw new ArgumentException(
                $"The group pattern {groupPattern} has no group in brackets; its first one names the patient.", "options");
    }

    /// <summary>The group that a name belongs to; null where it does not match.</summary>
    /// <param name="pattern">Null: the name itself, or what stands for it.</param>
    /// <param name="name">What is matched.</param>
    /// <param name="alone">The group where there is no pattern; null for the name.</param>
    public static string? GroupName(Regex? pattern, string name, string? alone = null)
    {
        if (pattern is null)
            return alone ?? name;
        Match match = pattern.Match(name);
        return match.Success ? match.Groups[1].Value : null;
    }
}
