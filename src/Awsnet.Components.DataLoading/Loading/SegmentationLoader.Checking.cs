using System.Globalization;

namespace Awsnet.Components;

public sealed partial class SegmentationLoader
{
    private static readonly string[] Axes = ["z", "y", "x"];

    private DataSetReport Inspect()
    {
        var found = new List<DataSetFinding>[Cases.Count];
        var channels = new int[Cases.Count];
        var hasForeground = new bool[Cases.Count];
        var survey = new CaseSurvey();
        Parallel.For(0, Cases.Count, new ParallelOptions { MaxDegreeOfParallelism = Workers }, index =>
        {
            found[index] = [];
            if (Look(index, found[index], survey) is not var (shape, foreground))
                return;
            (channels[index], hasForeground[index]) = (shape.Channels, foreground);
            sizes[index] = (shape.Depth, shape.Height, shape.Width);
        });
        List<DataSetFinding> findings = [.. found.SelectMany(each => each)];
        int first = Math.Max(0, Array.FindIndex(channels, count => count > 0));
        Channels = channels[first];
        for (int index = 0; index < Cases.Count; index++)
        {
            if (channels[index] == 0)
                continue;
            if (channels[index] != Channels)
                Add(FindingSeverity.Error, index, $"has {channels[index]} channels where {Cases[first].Id} has {Channels}; "
                    + "all cases need the same ones.");
            CheckSize(index);
        }

        CheckSizes(findings);
        if (Options is { CheckValues: true, ForegroundFraction: > 0 } && !hasForeground.Contains(true) && findings.All(finding =>
            finding.Severity != FindingSeverity.Error))
            findings.Add(new DataSetFinding(FindingSeverity.Warning, "", Cases[0].Folder,
                "has no foreground in any label map; patches lie anywhere."));
        findings.AddRange(survey.Notes().Select(note => new DataSetFinding(FindingSeverity.Info, "", Cases[0].Folder, note)));
        return new DataSetReport(Cases[0].Folder, Cases.Count, findings);

        void Add(FindingSeverity severity, int index, string problem) =>
            findings.Add(new DataSetFinding(severity, Cases[index].Id, Cases[index].ImagePaths[0], problem));

        void CheckSize(int index)
        {
            int[] lengths = [sizes[index].Depth, sizes[index].Height, sizes[index].Width];
            int[] patch = Options.PatchSize.Length == 2 ? [1, .. Options.PatchSize] : [.. Options.PatchSize];
            for (int axis = 0; axis < patch.Length; axis++)
            {
                if (lengths[axis] < patch[axis] && Options.SmallImages == SmallImagePolicy.Refuse)
                    Add(FindingSeverity.Error, index, $"has {lengths[axis]} voxels along {Axes[axis]}, fewer than the patch's "
                        + $"{patch[axis]}; take smaller patches, or set SmallImages to Pad.");
                else if (lengths[axis] < patch[axis])
                    Add(FindingSeverity.Info, index, $"has {lengths[axis]} voxels along {Axes[axis]} and is padded to the patch's "
                        + $"{patch[axis]}.");
            }

            long bytes = (long)lengths[0] * lengths[1] * lengths[2] * (channels[index] * sizeof(float) + 1);
            if (bytes > Options.CacheBytes)
                Add(FindingSeverity.Warning, index, string.Create(CultureInfo.InvariantCulture,
                    $"takes {bytes / (double)(1 << 20):0.#} MiB, more than CacheBytes allow, and is decoded for each patch; raise them, "
                    + $"or crop."));
        }
    }

    /// <summary>One case: its files' own problems, its shape, and whether there is foreground. What was read stays in the cache.</summary>
    private ((int Channels, int Depth, int Height, int Width) Shape, bool HasForeground)? Look(
        int index, List<DataSetFinding> findings, CaseSurvey survey)
    {
        SegmentationCase one = Cases[index];
        if (one.LabelPath is null)
            findings.Add(new DataSetFinding(
                FindingSeverity.Error, one.Id, one.ImagePaths[0], "has no label map; open the folder with its labels."));
        try
        {
            if (!Options.CheckValues)
                return (one.ReadShape(), false);
            if (one.Load(findings) is not { } sample || one.LabelPath is null)
                return null;
            survey.Add(one.Options, sample);
            var voxels = new CaseVoxels(sample, Options.Normalization);
            cache.Offer(index, voxels);
            return ((voxels.Channels, voxels.Depth, voxels.Height, voxels.Width), voxels.HasForeground);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            (string path, string problem) = error switch
            {
                InvalidImageFileException file => (file.Path, file.Problem),
                InvalidDataSetException set => (set.Path, set.Problem),
                _ => (one.ImagePaths[0], $"cannot be read: {error.Message}"),
            };
            findings.Add(new DataSetFinding(FindingSeverity.Error, one.Id, path, problem));
            return null;
        }
    }

    /// <summary>Whole images of different sizes make no batch.</summary>
    private void CheckSizes(List<DataSetFinding> findings)
    {
        if (!IsWhole || Options.BatchSize == 1)
            return;
        var bySize = Enumerable.Range(0, Cases.Count).Where(index => sizes[index].Width > 0)
            .GroupBy(index => WholeOf(sizes[index], 0)).OrderByDescending(group => group.Count()).ToArray();
        foreach (var group in bySize.Skip(1))
        {
            foreach (int index in group)
                findings.Add(new DataSetFinding(FindingSeverity.Error, Cases[index].Id, Cases[index].ImagePaths[0],
                    $"is {Text(group.Key)} where most are {Text(bySize[0].Key)}; set PatchSize, or BatchSize to 1, or bring all to one "
                    + "size."));
        }

        string Text(VoxelBox box) => Options.SpatialDimensions == 2
            ? $"{box.Width} x {box.Height}"
            : $"{box.Width} x {box.Height} x {box.Depth}";
    }
}
