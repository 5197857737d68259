using System.Text.RegularExpressions;

namespace Awsnet.Components;

/// <summary>
/// A folder of images and one of label maps, in 2-D or 3-D: NIfTI, PNG or JPEG, one file or several for the channels of a case, found
/// by their names.
/// </summary>
public sealed partial class SegmentationFolder
{
    private SegmentationFolder(string path, IReadOnlyList<SegmentationCase> cases, DataSetReport report) =>
        (Path, Cases, Report) = (path, cases, report);

    /// <summary>The folder of the images.</summary>
    public string Path { get; }

    /// <summary>The cases in the order of their names.</summary>
    public IReadOnlyList<SegmentationCase> Cases { get; }

    /// <summary>What the names of the files tell: label maps without image, images that are left out. <see cref="Check"/> reads them
    /// too.</summary>
    public DataSetReport Report { get; }

    /// <summary>Finds the cases of a folder, and below it, by their names; reads no file.</summary>
    /// <param name="images">The folder of the images.</param>
    /// <param name="labels">The folder of the label maps, with the same subfolders, or that of the images; null for images without
    /// labels.</param>
    /// <param name="options">Names and meaning of labels; null means the defaults.</param>
    /// <exception cref="InvalidDataSetException">
    /// A folder is missing or holds no image, a case lacks a channel or its label map, or two files have the same name but for its ending;
    /// the message lists every such case.
    /// </exception>
    /// <exception cref="ArgumentException">The group pattern is no regular expression with a group, images and labels share a folder
    /// and <see cref="SegmentationFolderOptions.LabelSuffix"/> is empty, or <see cref="SegmentationFolderOptions.LabelMap"/> makes a class
    /// from <see cref="SegmentationFolderOptions.Classes"/> on or is set beside <see cref="SegmentationFolderOptions.BinaryLabels"/>.
    /// </exception>
    public static SegmentationFolder Open(string images, string? labels = null, SegmentationFolderOptions? options = null)
    {
        var inspection = new FolderInspection(images);
        List<SegmentationCase> cases = Find(images, labels, options ?? new SegmentationFolderOptions(), inspection);
        DataSetReport report = inspection.Report(cases.Count);
        report.ThrowIfErrors();
        return new SegmentationFolder(images, cases, report);
    }

    /// <summary>Reads everything in a folder and lists all that is wrong or noteworthy, instead of stopping at the first.</summary>
    /// <param name="images">The folder of the images.</param>
    /// <param name="labels">The folder of the label maps; null for images without labels.</param>
    /// <param name="options">Names and meaning of labels; null means the defaults.</param>
    /// <returns>The findings; a folder without errors opens and loads.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Open"/>.</exception>
    public static DataSetReport Check(string images, string? labels = null, SegmentationFolderOptions? options = null)
    {
        var inspection = new FolderInspection(images);
        List<SegmentationCase> cases = Find(images, labels, options ?? new SegmentationFolderOptions(), inspection);
        var findings = new List<DataSetFinding>();
        var survey = new CaseSurvey();
        foreach (SegmentationCase one in cases)
        {
            var found = new FolderInspection(images);
            survey.Add(one.Options, one.Read(found, inspection));
            findings.AddRange(found.Report(1).Findings);
        }

        foreach (string note in survey.Notes())
            inspection.Info("", images, note);
        return new DataSetReport(images, cases.Count, [.. inspection.Report(cases.Count).Findings, .. findings]);
    }

    private static List<SegmentationCase> Find(
        string images, string? labels, SegmentationFolderOptions options, FolderInspection inspection)
    {
        ArgumentException.ThrowIfNullOrEmpty(images);
        // However the two are spelled.
        bool isShared = labels is { Length: > 0 } && System.IO.Path.GetRelativePath(images, labels) == ".";
        if (isShared && options.LabelSuffix.Length == 0)
            throw new ArgumentException(
                $"{images} holds images and labels alike, and LabelSuffix is empty; say what label maps have after their case's name.",
                nameof(options));
        if (options is { BinaryLabels: true, LabelMap: not null })
            throw new ArgumentException(
                "BinaryLabels makes class 1 of all that is not background, and LabelMap would not be looked at; set one of the two.",
                nameof(options));
        string[] beyond = options.LabelMap?.Where(pair => pair.Value >= options.Classes)
            .Select(pair => $"class {pair.Value} of {pair.Key}").ToArray() ?? [];
        if (beyond.Length > 0)
            throw new ArgumentException(
                $"LabelMap makes {string.Join(", ", beyond)}, but Classes is {options.Classes}: 0 to {options.Classes - 1}. Change one of "
                    + "the two; leave Classes unset for a class that the loss ignores.", nameof(options));
        Regex? group = DataSetFolder.GroupOf(options.GroupPattern);
        string[] folders = labels is null || isShared ? [images] : [images, labels];
        string[] missing = [.. folders.Where(folder => DataSetFolder.Problem(folder) is not null)];
        foreach (string folder in missing)
            inspection.Error("", folder, DataSetFolder.Problem(folder)!);
        if (missing.Length > 0)
            return [];

        if (inspection.Get("", images, () => DataSetFolder.ImageFiles(images, apart: labels, inspection)) is not { } imageFiles)
            return [];
        SortedDictionary<string, string>? labelFiles = labels is null ? null : isShared ? new(imageFiles, StringComparer.Ordinal)
            : inspection.Get("", labels, () => DataSetFolder.ImageFiles(labels, apart: images, inspection));
        if (isShared)
            foreach (string id in imageFiles.Keys.Where(id => id.EndsWith(options.LabelSuffix, StringComparison.Ordinal)).ToArray())
                imageFiles.Remove(id);
        if (imageFiles.Count == 0)
            inspection.Error("", images, "holds no image; expected .png, .jpg, .nii or .nii.gz files.");
        var names = new Names(imageFiles, labelFiles, areApart: !isShared, options, inspection);
        var cases = new List<SegmentationCase>();
        foreach (string id in names.Cases())
        {
            if (names.Channels(id) is not { } channels)
                continue;
            string? label = labelFiles is null ? null : names.Label(id, channels[0]);
            string? patient = group is null ? id : group.Match(id).Groups[1] is { Success: true } first ? first.Value : null;
            if (patient is null)
                inspection.Error(id, channels[0], $"does not match the group pattern {options.GroupPattern}; change the pattern, or "
                    + "rename the file.");
            if (label is not null || labelFiles is null)
                cases.Add(new SegmentationCase(images, id, patient ?? id, channels, label, options));
        }

        names.WarnOfOrphans();
        return cases;
    }
}
