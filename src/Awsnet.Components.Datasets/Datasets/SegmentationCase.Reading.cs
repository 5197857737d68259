using System.Globalization;

namespace Awsnet.Components;

public sealed partial class SegmentationCase
{
    /// <summary>Reads channels and labels.</summary>
    /// <param name="found">Gets all that is wrong or noteworthy.</param>
    /// <param name="folder">Where a check compares the cases with each other and looks at how masks were made; null: it does not.</param>
    internal SegmentationSample? Read(FolderInspection found, FolderInspection? folder = null)
    {
        SegmentationFile[] images = [.. ImagePaths.Select(path => Open(found, path, Options.Color)).OfType<SegmentationFile>()];
        SegmentationFile? labels = LabelPath is null ? null : Open(found, LabelPath, color: false);
        // Whoever ignores geometry may do so.
        FindingSeverity unplaced = double.IsPositiveInfinity(Options.ToleranceMm) ? FindingSeverity.Warning : FindingSeverity.Error;
        foreach (SegmentationFile file in images.Append(labels).OfType<SegmentationFile>())
        {
            if (file.Grid.SpacingError is { } problem)
                found.Add(unplaced, Id, file.Path, problem);
        }

        if (images.Length > 0)
        {
            if (images[0].Grid.SpacingWarning is { } doubtful)
                found.Warning(Id, images[0].Path, doubtful);
            foreach ((string path, string difference) in
                Differences(images[0], images.Skip(1).Append(labels).OfType<SegmentationFile>()))
                found.Error(Id, path, difference);
            CheckMemory(found, images);
            folder?.Size(images[0].Grid);
        }

        if (labels?.Grid.Volumes > 1)
            found.Error(Id, labels.Path, $"has {labels.Grid.Volumes} volumes; a label map has one.");
        if (found.Report(1).HasErrors)
            return null;
        var channels = new List<float[]>();
        foreach (SegmentationFile image in images)
            foreach (float[] channel in found.Get(Id, image.Path, () => image.ReadChannels().ToList()) ?? [])
            {
                CheckValues(found, folder, image, channel);
                channels.Add(channel);
            }

        byte[]? classes = labels is null ? null : found.Get(Id, labels.Path, () => labels.ReadClasses(Options));
        if (classes is not null && !classes.AsSpan().ContainsAnyExcept((byte)0))
            TellOfBackground(found, labels!);
        if (classes is not null && Options.BinaryLabels && labels!.Raster is { } mask)
            folder?.BinaryValues(Id, labels.Path, mask);
        return found.Report(1).HasErrors ? null : new SegmentationSample(Id, images[0].Grid, channels, classes);
    }

    private SegmentationFile? Open(FolderInspection found, string path, bool color) =>
        found.Get(Id, path, () => new SegmentationFile(path, color));

    private IEnumerable<(string Path, string Difference)> Differences(SegmentationFile first, IEnumerable<SegmentationFile> others) =>
        from other in others
        from difference in other.Grid.Differences(first.Grid, Path.GetFileName(first.Path), Options.ToleranceMm)
        select (other.Path, difference);

    private void CheckMemory(FolderInspection found, SegmentationFile[] images)
    {
        VoxelGrid grid = images[0].Grid;
        int channels = images.Sum(image => image.Grid.Volumes);
        double needed = (double)grid.Voxels * (channels * sizeof(float) + 1);
        long free = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (grid.Voxels > Array.MaxLength || needed > free)
            found.Error(Id, images[0].Path, string.Create(CultureInfo.InvariantCulture,
                $"is {grid} with {channels} channels, {needed / (1 << 30):0.#} GiB in memory, and this process can have "
                + $"{free / (double)(1 << 30):0.#} GiB and {Array.MaxLength} voxels a channel; crop, resample or split it."));
    }

    // A mask of 0 and 1 in place of 0 and 255 is no empty one.
    private void TellOfBackground(FolderInspection found, SegmentationFile labels)
    {
        int brightest = Options.BinaryLabels && labels.Raster is { } mask ? mask.ToGray8().Max() : 0;
        if (brightest == 0)
            found.Info(Id, labels.Path, "has background alone.");
        else
            found.Warning(Id, labels.Path, $"is nowhere half bright, but up to {brightest} of 255, so all of it is background. If its "
                + "values are class numbers, leave BinaryLabels unset.");
    }

    private void CheckValues(FolderInspection found, FolderInspection? folder, SegmentationFile image, float[] values)
    {
        int first = values.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (first >= 0)
            found.Error(Id, image.Path, $"has {values.Count(value => !float.IsFinite(value))} values that are no finite numbers, the first "
                + $"at {image.Grid.Place(first)}; replace them.");
        else if (values.AsSpan().IndexOfAnyExcept(values[0]) < 0)
            found.Warning(Id, image.Path, string.Create(CultureInfo.InvariantCulture, $"is {values[0]} everywhere."));
        else
            folder?.Duplicate(Id, image.Path, values);
    }
}
