using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops;

/// <summary>
/// The folders that predictions are written to, all or none. A record in each says of which run and data they are and which files were
/// written; options may name the same folder, since no two of them write files of the same name.
/// </summary>
internal sealed class PredictionFolders : IDisposable
{
    public const string RecordName = "predictions.json";

    private readonly JsonObject origin;
    private readonly Dictionary<string, StagedFolder> staged = new(StringComparer.Ordinal);

    /// <exception cref="InputException">A folder holds something else.</exception>
    public PredictionFolders(RunFolder run, PredictRequest request)
    {
        origin = new JsonObject { ["run"] = run.Record.Id, ["data"] = StagedFolder.FullPath(request.Data) };
        // What is read lies in them.
        (string Option, string? Folder)[] read = [("--data", request.Data), ("--labels", request.Labels), ("--run", run.Path)];
        // --out last, as it is what others look for.
        (string Option, string? Folder)[] asked =
        [
            ("--overlays", request.Overlays), ("--probabilities", request.Probabilities), ("--agreement", request.Agreement),
            ("--out", request.Output),
        ];
        foreach (var (option, folder) in asked)
        {
            if (folder is null) continue;
            foreach (var (other, source) in read)
            {
                if (source is not null && StagedFolder.FullPath(source) == StagedFolder.FullPath(folder))
                    throw new InputException($"{folder}: this is the folder of {other}. Choose another {option}.");
            }

            FolderRecord.Check(folder, RecordName, origin, option);
        }

        try
        {
            foreach (var folder in asked.Select(one => one.Folder).OfType<string>().DistinctBy(StagedFolder.FullPath))
                staged.Add(StagedFolder.FullPath(folder), new StagedFolder(folder, RecordName));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where to write what is asked for in a folder; null where nothing is.</summary>
    [return: NotNullIfNotNull(nameof(folder))]
    public string? For(string? folder) => folder is null ? null : staged[StagedFolder.FullPath(folder)].Path;

    /// <summary>Moves all files to their folders, which then hold no others of former predictions.</summary>
    public void Commit()
    {
        foreach (var folder in staged.Values)
        {
            FolderRecord.Write(folder.Path, RecordName, origin);
            folder.Commit();
        }
    }

    public void Dispose()
    {
        foreach (var folder in staged.Values) folder.Dispose();
    }
}
