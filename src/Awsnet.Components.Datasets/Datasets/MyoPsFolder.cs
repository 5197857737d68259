namespace Awsnet.Components;

/// <summary>
/// A folder in the layout of MyoPS 2020: <c>&lt;id&gt;_C0.nii.gz</c>, <c>&lt;id&gt;_DE.nii.gz</c>, <c>&lt;id&gt;_T2.nii.gz</c> and,
/// in the same or another folder, <c>&lt;id&gt;_gd.nii.gz</c> with the labels. <c>.nii</c> does as well.
/// </summary>
public sealed partial class MyoPsFolder
{
    private static readonly string[] Sequences = ["C0", "DE", "T2"];
    private static readonly string[] Endings = [".nii.gz", ".nii"];

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
    /// <exception cref="InvalidDataSetException">A folder is missing or holds no case, or a case lacks a sequence or required
    /// labels.</exception>
    public static MyoPsFolder Open(string images, string? labels = null, bool requireLabels = false)
    {
        DataSetFolder.Require(images);
        if (labels is not null)
            DataSetFolder.Require(labels);
        SortedSet<string> ids = FindIds(images);
        if (ids.Count == 0)
            throw new InvalidDataSetException(
                images, "holds no MyoPS case; expected files named <id>_C0.nii.gz, <id>_DE.nii.gz and <id>_T2.nii.gz.");

        var cases = new List<MyoPsCase>();
        foreach (string id in ids)
        {
            string[] paths = [.. Sequences.Select(s => Find(images, id, s)
                ?? throw new InvalidDataSetException(System.IO.Path.Combine(images, $"{id}_{s}.nii.gz"), MissingSequence(images, id)))];
            string? label = Find(labels ?? images, id, "gd");
            if (label is null && requireLabels)
                throw new InvalidDataSetException(System.IO.Path.Combine(labels ?? images, $"{id}_gd.nii.gz"), MissingLabels(id));
            cases.Add(new MyoPsCase(id, paths[0], paths[1], paths[2], label));
        }

        return new MyoPsFolder(images, cases);
    }

    /// <summary>The names before <c>_C0</c>, <c>_DE</c> or <c>_T2</c> of a folder's files.</summary>
    internal static SortedSet<string> FindIds(string images) => FindIds(images, Sequences);

    internal static SortedSet<string> FindIds(string folder, IEnumerable<string> kinds)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(folder))
        {
            string file = System.IO.Path.GetFileName(path);
            foreach (string kind in kinds)
            {
                foreach (string ending in Endings)
                {
                    string tail = $"_{kind}{ending}";
                    if (file.Length > tail.Length && file.EndsWith(tail, StringComparison.Ordinal))
                        ids.Add(file[..^tail.Length]);
                }
            }
        }

        return ids;
    }

    internal static string? Find(string folder, string id, string kind) =>
        Endings.Select(e => System.IO.Path.Combine(folder, $"{id}_{kind}{e}")).FirstOrDefault(File.Exists);

    internal static string MissingSequence(string images, string id)
    {
        string[] there = [.. Sequences.Where(s => Find(images, id, s) is not null)];
        return $"missing; case {id} has {string.Join(" and ", there)} alone. Add the file, or remove the case's others.";
    }

    internal static string MissingLabels(string id) =>
        $"missing; the labels of case {id} are needed. Add the file, or name the folder that holds the labels.";
}
