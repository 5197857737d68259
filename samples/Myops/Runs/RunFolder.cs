namespace Awsnet.Components.Myops;

/// <summary>A folder with one run: <c>run.json</c>, a folder of checkpoints and log per stage, the finished networks.</summary>
internal sealed class RunFolder
{
    public const string RecordName = "run.json";

    private const string FinishedName = "finished.json", NetworksName = "networks";

    private RunFolder(string path, RunRecord record)
    {
        Path = path;
        Record = record;
    }

    public string Path { get; }

    public RunRecord Record { get; }

    /// <summary>Whether all stages are done.</summary>
    public bool IsFinished => File.Exists(System.IO.Path.Combine(Path, FinishedName));

    /// <summary>What a finished run came to.</summary>
    public RunSummary Summary => JsonFile.Read<RunSummary>(System.IO.Path.Combine(Path, FinishedName));

    /// <summary>Whether a folder holds a run, finished or not.</summary>
    public static bool Holds(string path) => File.Exists(System.IO.Path.Combine(path, RecordName));

    /// <summary>Begins a run in a missing or empty folder.</summary>
    /// <exception cref="InputException">The folder holds something.</exception>
    public static RunFolder Begin(string path, RunRecord record)
    {
        CheckFree(path);
        JsonFile.Write(System.IO.Path.Combine(path, RecordName), record);
        return new RunFolder(path, record);
    }

    /// <summary>Refuses a folder that a new run must not write to.</summary>
    /// <exception cref="InputException">The folder holds something.</exception>
    public static void CheckFree(string path)
    {
        if (Holds(path))
            throw new InputException($"{path}: holds another run. Resume it by --resume, or choose another --out.");
        FolderRecord.CheckFree(path, "run");
    }

    /// <summary>Opens a run.</summary>
    /// <exception cref="InputException">There is none, or its record cannot be read.</exception>
    public static RunFolder Open(string path)
    {
        if (!Holds(path))
            throw new InputException($"{path}: holds no run (no {RecordName}). Name the folder that 'myops train --out' wrote.");
        return new RunFolder(path, BegunRecord.Read<RunRecord>(System.IO.Path.Combine(path, RecordName), "train again"));
    }

    /// <summary>Opens a run whose networks can predict.</summary>
    /// <exception cref="InputException">There is none, or it is not finished.</exception>
    public static RunFolder OpenFinished(string path)
    {
        var run = Open(path);
        if (run.Record.CoarseOnly)
            throw new InputException($"{path}: this run trained CASN alone, for the arms of an experiment. Name the folder of an arm.");
        return run.IsFinished
            ? run
            : throw new InputException(
                $"{path}: this run is not finished. Finish it by: myops train --out {ShellWord.Quoted(path)} --resume");
    }

    /// <summary>Where a stage keeps checkpoints and log.</summary>
    public string StageFolder(string stage) => System.IO.Path.Combine(Path, stage);

    /// <summary>Where a stage's finished network lies.</summary>
    public string NetworkFile(string stage) => System.IO.Path.Combine(FolderOf(stage), NetworksName, $"{stage}.safetensors");

    /// <summary>This run's folder, or that of the run whose CASN it uses.</summary>
    private string FolderOf(string stage) => Record.CoarseRun is { } coarse && Stage.IsCoarse(stage)
        ? System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, coarse))
        : Path;

    /// <summary>Marks the run as done and keeps what it came to.</summary>
    public void Finish(RunSummary summary) => JsonFile.Write(System.IO.Path.Combine(Path, FinishedName), summary);
}
