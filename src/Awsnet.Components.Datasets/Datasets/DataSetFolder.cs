using System.Collections.Immutable;
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

    private static readonly string[] RasterEndings = [".png", ".jpg", ".jpeg"];

    /// <summary>What images are named like; <c>.nii.gz</c> before <c>.nii</c>.</summary>
    private static readonly string[] ImageEndings = [.. RasterEndings, ".nii.gz", ".nii"];

    private static readonly string[] UnreadEndings =
    [
        ".bmp", ".dcm", ".gif", ".heic", ".hdr", ".jp2", ".mha", ".mhd", ".npy", ".npz", ".nrrd", ".tif", ".tiff", ".webp",
    ];

    /// <summary>The image files of a folder and below it, by their path below it, with forward slashes and without ending.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="apart">A folder whose files are left out, should it lie in this one: for images that of the masks. Null: none.</param>
    /// <param name="inspection">Gets an error for each file whose name another one has but for its ending, and a warning of images of other
    /// formats, which would go unnoticed.</param>
    public static SortedDictionary<string, string> ImageFiles(string folder, string? apart, FolderInspection inspection)
    {
        List<string> others = [];
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string path) in Files(folder, apart))
        {
            if (EndingOf(name, ImageEndings) is not { } ending)
            {
                others.Add(name);
                continue;
            }

            string id = name[..^ending.Length];
            if (!files.TryAdd(id, path))
                inspection.Error(id, path,
                    $"has the name of {Path.GetFileName(files[id])} but for its ending; which of the two is meant? Remove or rename one. "
                        + "A mask is told from its image by a suffix of its name or by a folder of its own, not by its ending.");
        }

        WarnOfUnread(folder, others, ".png or .nii.gz", inspection);
        return files;
    }

    /// <summary>Warns of the images among files that are not read, which would go unnoticed.</summary>
    public static void WarnOfUnread(string folder, IEnumerable<string> files, string readFormats, FolderInspection inspection)
    {
        string[] endings = [.. ImageEndings, .. UnreadEndings];
        string[] images = [.. files.Where(file => !LitterFile.Is(file) && EndingOf(file, endings) is not null)];
        if (images.Length > 0)
            inspection.Warning("", folder, $"holds {DataSetReport.Counted(images.Length, "image")} of formats that are not read: "
                + $"{string.Join(", ", images.Take(5))}{(images.Length > 5 ? ", …" : "")}; save as {readFormats} what is needed.");
    }

    public static bool IsRaster(string path) => EndingOf(path, RasterEndings) is not null;

    /// <summary>The files of a folder and below it, in the order of their paths.</summary>
    private static IEnumerable<(string Name, string Path)> Files(string folder, string? apart)
    {
        string? left = apart is null ? null : Path.TrimEndingDirectorySeparator(Below(folder, apart)) + "/";
        return FilesBelow(Path.TrimEndingDirectorySeparator(folder), []).Where(path => !LitterFile.Is(path))
            .Order(StringComparer.Ordinal).Select(path => (Name: Below(folder, path), path))
            .Where(file => left is null || !file.Name.StartsWith(left, StringComparison.Ordinal));
    }

    /// <summary>A link to a folder is followed, unless it leads back to one around it, which would have no end.</summary>
    private static IEnumerable<string> FilesBelow(string folder, ImmutableList<string> around)
    {
        string place = around.IsEmpty ? Path.GetFullPath(folder) : Path.Combine(around[^1], Path.GetFileName(folder));
        place = Path.TrimEndingDirectorySeparator(new DirectoryInfo(place).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? place);
        return around.Contains(place) ? [] : Directory.EnumerateFiles(folder)
            .Concat(Directory.EnumerateDirectories(folder).SelectMany(child => FilesBelow(child, around.Add(place))));
    }

    private static string? EndingOf(string name, string[] endings) =>
        endings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string Below(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    public static string? Problem(string path) =>
        Directory.Exists(path) ? null : File.Exists(path) ? "is a file; expected a folder." : "no such folder.";

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
}
