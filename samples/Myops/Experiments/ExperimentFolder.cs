namespace Awsnet.Components.Myops;

/// <summary>
/// The folder of an experiment:
/// <code>
/// experiment.json                      what all its tables have in common (ExperimentRecord)
/// choices.json                         the variants of table choices, by name
/// table-N.md, table-N.csv              a table, ours beside the paper's
/// table-N-cases.csv                    every score that it was made of
/// seed-S/folds.json                    the cases that each fold holds out
/// seed-S/fold-F/casn/                  a run folder (run.json, casn-*/, networks/) of CASN alone, which all arms of the fold use
/// seed-S/fold-F/casn/heldout.csv       Dice of its left ventricle in the held-out cases
/// seed-S/fold-F/beginnings/            training that several arms share (SharedBeginning)
/// seed-S/fold-F/arms/ARM/              a whole run folder: predict and report take it; run.json says where its CASN is
/// seed-S/fold-F/arms/ARM/predictions/  &lt;id&gt;_pred.nii.gz of the held-out cases
/// seed-S/fold-F/arms/ARM/scores.json   their scores (MetricTable; .csv beside it); written last: with it the arm is done
/// </code>
/// </summary>
internal sealed class ExperimentFolder
{
    public const string RecordName = "experiment.json";

    private ExperimentFolder(string path, ExperimentRecord record) => (Path, Record) = (path, record);

    public string Path { get; }

    public ExperimentRecord Record { get; }

    /// <summary>Whether a folder holds an experiment.</summary>
    public static bool Holds(string path) => File.Exists(System.IO.Path.Combine(path, RecordName));

    /// <exception cref="InputException">The folder holds something.</exception>
    public static ExperimentFolder Begin(string path, ExperimentRecord record)
    {
        FolderRecord.CheckFree(path, "experiment");
        JsonFile.Write(System.IO.Path.Combine(path, RecordName), record);
        return new ExperimentFolder(path, record);
    }

    /// <exception cref="InputException">The record cannot be read.</exception>
    public static ExperimentFolder Open(string path) =>
        new(path, BegunRecord.Read<ExperimentRecord>(System.IO.Path.Combine(path, RecordName), "choose another --out"));

    /// <summary>Where the cases of each fold are written down.</summary>
    public string FoldsFile(long seed) => System.IO.Path.Combine(SeedFolder(seed), "folds.json");

    /// <summary>The folder of a fold.</summary>
    public string FoldFolder(Fold fold) => System.IO.Path.Combine(SeedFolder(fold.Seed), $"fold-{fold.Number}");

    /// <summary>The run folder of a fold's CASN.</summary>
    public string CasnFolder(Fold fold) => System.IO.Path.Combine(FoldFolder(fold), "casn");

    /// <summary>The run folder of an arm.</summary>
    public string ArmFolder(Fold fold, string arm) => System.IO.Path.Combine(FoldFolder(fold), "arms", arm);

    /// <summary>An arm's scores, written last: with them the arm is done.</summary>
    public string ScoresFile(Fold fold, string arm) => System.IO.Path.Combine(ArmFolder(fold, arm), "scores.json");

    /// <summary>Where a fold keeps what several arms begin with.</summary>
    public string BeginningsFolder(Fold fold) => System.IO.Path.Combine(FoldFolder(fold), "beginnings");

    /// <summary>From an arm's run folder to its fold's CASN.</summary>
    public static string CasnFromArm { get; } = System.IO.Path.Combine("..", "..", "casn");

    /// <summary>The file of a table, such as <c>table-1.md</c>.</summary>
    public string TableFile(PaperTable table, string ending) => System.IO.Path.Combine(Path, $"table-{table.Name}{ending}");

    private string SeedFolder(long seed) => System.IO.Path.Combine(Path, $"seed-{seed}");
}
