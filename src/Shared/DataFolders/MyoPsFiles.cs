namespace Awsnet.Components;

/// <summary>
/// The files of a MyoPS folder by their names: all in one folder as in 2020, or those of a case in a folder of its name, with LGE for DE,
/// as in later years.
/// </summary>
internal static class MyoPsFiles
{
    internal const string Labels = "gd";

    internal static readonly string[] Sequences = ["C0", "DE", "T2"];

    /// <summary>The names before the kinds of a folder's files.</summary>
    internal static SortedSet<string> Ids(string folder, IReadOnlyList<string> kinds)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        string[] tails = [.. from kind in kinds from tail in Tails(kind) from ending in NiftiFileName.Endings select tail + ending];
        foreach (string file in Directory.EnumerateFiles(folder).Where(path => !LitterFile.Is(path))
            .Select(path => Path.GetFileName(path)))
            ids.UnionWith(tails.Where(tail => file.Length > tail.Length && file.EndsWith(tail, StringComparison.Ordinal))
                .Select(tail => file[..^tail.Length]));
        foreach (string id in Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)))
        {
            if (kinds.Any(kind => Find(folder, id, kind) is not null))
                ids.Add(id);
        }
        return ids;
    }

    /// <summary>The file of a case, or null.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="id">The case.</param>
    /// <param name="kind">Which of its files.</param>
    /// <param name="twice">Told of another such file of the case, if there is one: its path, the problem.</param>
    internal static string? Find(string folder, string id, string kind, Action<string, string>? twice = null)
    {
        IReadOnlyList<string> all = All(folder, id, kind);
        if (all is [var one, var other, ..])
            twice?.Invoke(other, $"is there beside {one}; case {id} has one such file. Remove the one that is not meant.");
        return all is [var first, ..] ? first : null;
    }

    private static IReadOnlyList<string> All(string folder, string id, string kind) =>
    [
        .. from place in new[] { folder, Path.Combine(folder, id) }
           from tail in Tails(kind)
           let path = NiftiFileName.Find(Path.Combine(place, id + tail))
           where path is not null
           select path,
    ];

    /// <summary>Where a file that is missing would be expected.</summary>
    internal static string Expected(string folder, string id, string kind)
    {
        string own = Path.Combine(folder, id);
        return Path.Combine(Directory.Exists(own) ? own : folder, id + Tails(kind)[0] + NiftiFileName.Endings[0]);
    }

    /// <summary>What the file names of a kind have before their ending.</summary>
    private static string[] Tails(string kind) => kind == "DE" ? ["_DE", "_LGE"] : [$"_{kind}"];
}
