using System.Text.RegularExpressions;

namespace Awsnet.Components.Myops;

/// <summary>Finds and reads the runs that the user named, or that lie in the folders that the user named.</summary>
internal static partial class RunReader
{
    // An experiment keeps its runs as EXPERIMENT/arm/fold, or with a seed between.
    private const int Depth = 4;

    /// <summary>Reads all runs.</summary>
    /// <exception cref="InputException">There is no run, or one cannot be read.</exception>
    public static IReadOnlyList<RunHistory> ReadAll(IReadOnlyList<string> paths)
    {
        List<RunHistory> runs = [];
        HashSet<string> names = [], seen = [];
        foreach (var path in paths)
        {
            var full = StagedFolder.FullPath(path);
            if (!Directory.Exists(full))
                throw new InputException(
                    $"{path}: there is no such folder. Name the folder that 'myops train --out' or 'myops experiment --out' wrote.");
            // CASN first, then the arms as the tables have them.
            var folders = Find(full, Depth)
                .OrderBy(folder => IndexOfArm(Path.GetFileName(folder)))
                .ThenBy(folder => folder, StringComparer.Ordinal)
                .ToArray();
            if (folders.Length == 0)
                throw new InputException(
                    $"{path}: holds no run (no run.json, nor in the folders below). Name the folder that 'myops train --out' or " +
                    $"'myops experiment --out' wrote.");
            foreach (var folder in folders)
            {
                if (!seen.Add(folder)) continue;
                var (arm, part) = Names(full, folder);
                var name = part.Length == 0 ? arm : $"{arm} ({part})";
                for (var i = 2; !names.Add(name); i++) name = $"{name.Split(" #")[0]} #{i}";
                // Two runs of one name that were named one by one are two arms.
                runs.Add(Read(folder, name, part.Length == 0 ? name : arm));
            }
        }

        return runs;
    }

    /// <summary>An experiment's EXPERIMENT/seed-1/fold-2/arms/base is arm "base", part "seed 1, fold 2".</summary>
    private static (string Arm, string Part) Names(string root, string folder)
    {
        string[] parts = folder == root ? [] : Path.GetRelativePath(root, folder).Split(Path.DirectorySeparatorChar);
        string[] arm = [.. parts.Where(part => part != "arms" && !Numbered().IsMatch(part))];
        var id = arm.Length == 0 ? Name(root) : string.Join('/', arm);
        var title = parts.Contains("arms") ? Arms.All.FirstOrDefault(known => known.Id == id)?.Title
            : id == "casn" && parts.Length > 1 ? "CASN of all arms"
            : null;
        return (title ?? id, string.Join(", ", parts.Where(part => Numbered().IsMatch(part)).Select(part => part.Replace('-', ' '))));
    }

    /// <summary>The folder's name; "run", as a demo names it, says little without the folder above.</summary>
    public static string Name(string folder) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) is var name and not "run"
            ? name
            : $"{Path.GetFileName(Path.GetDirectoryName(folder))}/run".TrimStart('/');

    [GeneratedRegex("^(seed|fold)-[0-9]+$")]
    private static partial Regex Numbered();

    private static int IndexOfArm(string id) => Arms.All.Select(arm => arm.Id).ToList().IndexOf(id);

    private static IEnumerable<string> Find(string folder, int depth)
    {
        if (RunFolder.Holds(folder)) return [folder];
        return depth == 0 ? [] : Directory.EnumerateDirectories(folder).SelectMany(below => Find(below, depth - 1));
    }

    private static RunHistory Read(string path, string name, string arm)
    {
        var folder = RunFolder.Open(path);
        string[] known = [Stage.Locate, Stage.Segment, Stage.Scar, Stage.Pathology, Stage.Both];
        var files = Directory.EnumerateFiles(
            path, MetricsLog.FileName, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 })
            .Select(file =>
                (File: file, Name: Path.GetRelativePath(path, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '/')));
        var stages = files.Select(stage => ReadStage(stage.File, stage.Name, folder.Record))
            .OrderBy(stage => stage.Member)
                .ThenBy(stage => Array.IndexOf(known, stage.Task) is var at and >= 0 ? at : known.Length)
                .ThenBy(stage => stage.Name, StringComparer.Ordinal);
        return new RunHistory { Name = name, Arm = arm, Folder = folder, Stages = [.. stages] };
    }

    private static StageHistory ReadStage(string file, string name, RunRecord record)
    {
        var options = record.Options;
        var (epochs, candidates) = MetricsLog.Read(file);
        // The log calls epochs auto-weighted also where equal weights alone are proposed: nothing is searched for there.
        if (!options.Fine.Searches) (epochs, candidates) = ([.. epochs.Select(epoch => epoch with { IsAuto = false })], []);
        return new StageHistory
        {
            Name = name,
            LearningRate = name == Stage.Locate ? options.Locate.LearningRate
                : Stage.IsCoarse(name) ? options.Segment.LearningRate
                : options.Fine.LearningRate,
            JudgedBy = record.ValidationCases.Count > 0 ? "validation Dice" : "Dice of training cases",
            HasFixedWeights = !Stage.IsCoarse(name)
                && options.Fine is { Searches: false, Heads: > 1, Finder: not WeightFinder.Gradient },
            Epochs = epochs,
            Candidates = candidates,
        };
    }
}
