namespace Awsnet.Components.Myops.Tests;

/// <summary>One tiny training that many tests look at: three cases, one of which shows no ventricle in its first slice.</summary>
public sealed class TrainedRun : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private ReportedRun? reported;

    public TrainedRun()
    {
        Cli.Run("phantom", "--out", Data, "--cases", "3", "--seed", "5").ShouldSucceed();
        Cli.Run("phantom", "--out", Unseen, "--cases", "2", "--seed", "77").ShouldSucceed();
        CaseFile.Rewrite(Data, "phantom_002", "gd", (voxels, plane) => voxels.AsSpan(0, plane).Clear());
        Training = Cli.Run(TrainingArguments(Run));
        Training.ShouldSucceed();
    }

    /// <summary>Cases trained on.</summary>
    public string Data => Path.Combine(folder.Path, "data");

    /// <summary>Cases kept apart.</summary>
    public string Unseen => Path.Combine(folder.Path, "unseen");

    /// <summary>The run.</summary>
    public string Run => Path.Combine(folder.Path, "run");

    /// <summary>What the training wrote.</summary>
    internal CliResult Training { get; }

    /// <summary>A report of it, made when a test first asks for it.</summary>
    internal ReportedRun Reported => reported ??= new ReportedRun(this, folder["reported"]);

    /// <summary>The command line that trained, for a folder.</summary>
    public string[] TrainingArguments(string output) =>
        ["train", "--data", Data, "--out", output, "--preset", "tiny", "--seed", "3", "--compute", "fp32"];

    public void Dispose() => folder.Dispose();
}
