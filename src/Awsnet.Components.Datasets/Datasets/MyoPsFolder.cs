namespace Awsnet.Components;

/// <summary>
/// A folder in the layout of MyoPS 2020: <c>&lt;id&gt;_C0.nii.gz</c>, <c>&lt;id&gt;_DE.nii.gz</c>, <c>&lt;id&gt;_T2.nii.gz</c> and,
/// in the same or another folder, <c>&lt;id&gt;_gd.nii.gz</c> with the labels. <c>.nii</c> does as well, and so do <c>_LGE</c> for
/// <c>_DE</c> and a folder of each case's files, named <c>&lt;id&gt;</c>, as in later years of the challenge.
/// </summary>
public sealed partial class MyoPsFolder
{
    private const string NoCase = "holds no MyoPS case; expected files named <id>_C0.nii.gz, <id>_DE.nii.gz (or <id>_LGE.nii.gz) and " +
        "<id>_T2.nii.gz, in this folder or in one named <id> for each case.";

    private MyoPsFolder(string path, IReadOnlyList<MyoPsCase> cases) => (Path, Cases) = (path, cases);

    /// <summary>The folder of the images.</summary>
    public string Path { get; }

    /// <summary>The cases, in the order of their names.</summary>
    public IReadOnlyList<MyoPsCase> Cases { get; }

    /// <summary>Finds the cases of a folder by their files' names; reads no file.</summary>
    /// <param name="images">The folder of the images.</param>
    /// <param name="labels">The folder of the labels; null means the same folder.</param>
    /// <param name="requireLabels">Whether a case without labels is an error (for training and scoring) or not (for prediction). Default
    /// false.</param>
    /// <returns>At least one case, each with all three sequences.</returns>
    /// <exception cref="InvalidDataSetException">A folder is missing or holds no case, or a case lacks a sequence or required labels, or
    /// has one twice.</exception>
    public static MyoPsFolder Open(string images, string? labels = null, bool requireLabels = false)
    {
        DataSetFolder.Require(images);
        if (labels is not null)
            DataSetFolder.Require(labels);
        SortedSet<string> ids = MyoPsFiles.Ids(images, MyoPsFiles.Sequences);
        if (ids.Count == 0)
            throw new InvalidDataSetException(images, NoCase);

        var cases = new List<MyoPsCase>();
        foreach (string id in ids)
        {
            string[] paths = [.. MyoPsFiles.Sequences.Select(s => MyoPsFiles.Find(images, id, s, Stop)
                ?? throw new InvalidDataSetException(MyoPsFiles.Expected(images, id, s), MissingSequence(images, id)))];
            string? label = MyoPsFiles.Find(labels ?? images, id, MyoPsFiles.Labels, Stop);
            if (label is null && requireLabels)
                throw new InvalidDataSetException(MyoPsFiles.Expected(labels ?? images, id, MyoPsFiles.Labels), MissingLabels(id));
            cases.Add(new MyoPsCase(id, paths[0], paths[1], paths[2], label));
        }

        return new MyoPsFolder(images, cases);

        static void Stop(string path, string problem) => throw new InvalidDataSetException(path, problem);
    }

    private static string MissingSequence(string images, string id)
    {
        string[] there = [.. MyoPsFiles.Sequences.Where(s => MyoPsFiles.Find(images, id, s) is not null)];
        return $"missing; case {id} has {string.Join(" and ", there)} alone. Add the file, or remove the case's others.";
    }

    private static string MissingLabels(string id) =>
        $"missing; the labels of case {id} are needed. Add the file, or name the folder that holds the labels.";
}
