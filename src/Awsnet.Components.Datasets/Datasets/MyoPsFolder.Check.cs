namespace Awsnet.Components;

public sealed partial class MyoPsFolder
{
    /// <summary>Reads everything in a folder and lists all that is wrong or noteworthy, instead of stopping at the first.</summary>
    /// <param name="images">The folder of the images.</param>
    /// <param name="labels">The folder of the labels; null means the same folder.</param>
    /// <param name="requireLabels">Whether missing labels are an error or a note. Default false.</param>
    /// <returns>The findings; a folder without errors opens and loads.</returns>
    public static DataSetReport Check(string images, string? labels = null, bool requireLabels = false)
    {
        var inspection = new FolderInspection(images);
        labels ??= images;
        if (!inspection.Finds(images) || !inspection.Finds(labels)
            || inspection.Get("", images, () => MyoPsFiles.Ids(images, MyoPsFiles.Sequences)) is not { } ids
            || inspection.Get("", labels, () => MyoPsFiles.Ids(labels, [MyoPsFiles.Labels])) is not { } labeled)
            return inspection.Report(0);

        if (ids.Count == 0)
            inspection.Error("", images, NoCase);
        foreach (string id in ids)
            CheckCase(inspection, images, labels, id, requireLabels);
        foreach (string id in labeled.Except(ids))
            inspection.Warning(id, MyoPsFiles.Find(labels, id, MyoPsFiles.Labels)!, "are labels without images.");
        return inspection.Report(ids.Count);
    }

    private static void CheckCase(FolderInspection inspection, string images, string labels, string id, bool requireLabels)
    {
        (string? Path, NiftiImage? Image) c0 = Look("C0"), de = Look("DE"), t2 = Look("T2");
        string? labelPath = MyoPsFiles.Find(labels, id, MyoPsFiles.Labels, Twice);
        if (labelPath is not null)
            inspection.UncompressedTwin(id, labelPath);
        else if (requireLabels)
            inspection.Error(id, MyoPsFiles.Expected(labels, id, MyoPsFiles.Labels), MissingLabels(id));
        else
            inspection.Info(id, MyoPsFiles.Expected(labels, id, MyoPsFiles.Labels), "missing; this case has no labels.");

        NiftiImage? gd = labelPath is null ? null : inspection.Open(id, labelPath);

        if (de.Image is { } late)
        {
            inspection.Orientation(late);
            var files = new MyoPsCase(id, c0.Path ?? "", de.Path!, t2.Path ?? "", labelPath);
            foreach ((string path, string problem) in files.GridProblems(c0.Image ?? late, late, t2.Image ?? late, gd))
                inspection.Error(id, path, problem);
        }

        // The late enhancement image first: its spacing is the case's.
        inspection.Spacing(id, de, c0, t2, (labelPath, gd));
        if (gd is not null && inspection.Labels(id, labelPath!, gd) is { } values)
            CheckLabels(inspection, id, labelPath!, gd, values);

        (string? Path, NiftiImage? Image) Look(string sequence)
        {
            if (MyoPsFiles.Find(images, id, sequence, Twice) is not { } path)
            {
                inspection.Error(id, MyoPsFiles.Expected(images, id, sequence), MissingSequence(images, id));
                return default;
            }

            inspection.UncompressedTwin(id, path);
            NiftiImage? image = inspection.Open(id, path);
            if (image is not null)
                inspection.Values(id, path, image);
            return (path, image);
        }
        void Twice(string path, string problem) => inspection.Error(id, path, problem);
    }

    private static void CheckLabels(FolderInspection inspection, string id, string path, NiftiImage gd, short[] values)
    {
        if (MyoPsCase.LabelProblem(values) is { } unknown)
            inspection.Error(id, path, unknown);
        int plane = gd.Shape[0] * (gd.Shape.Length > 1 ? gd.Shape[1] : 1);
        int slices = values.Length / plane;
        int[] without = [.. Enumerable.Range(0, slices).Where(z => !HasVentricle(values.AsSpan(z * plane, plane)))];
        if (without.Length == slices)
            inspection.Warning(id, path, "labels no left ventricle in any slice.");
        else if (without.Length > 0)
            inspection.Info(id, path,
                $"labels no left ventricle in slice {string.Join(", ", without.Take(5))}{(without.Length > 5 ? ", …" : "")} of 0 to " +
                    $"{slices - 1}.");
        if (!values.Contains(MyoPsLabels.Scar))
            inspection.Info(id, path, "labels no scar.");
    }

    private static bool HasVentricle(ReadOnlySpan<short> slice) =>
        slice.IndexOfAny([MyoPsLabels.Myocardium, MyoPsLabels.LeftVentricleBlood, MyoPsLabels.Edema, MyoPsLabels.Scar]) >= 0;
}
