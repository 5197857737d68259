namespace Awsnet.Components.Myops;

/// <summary>A run of the report.</summary>
internal sealed record RunHistory
{
    /// <summary>What the report calls it; unlike every other run's.</summary>
    public required string Name { get; init; }

    /// <summary>What it is an example of: runs of one arm (its folds) are scored together.</summary>
    public required string Arm { get; init; }

    public required RunFolder Folder { get; init; }

    /// <summary>Its stages that have begun, in the order of training.</summary>
    public required IReadOnlyList<StageHistory> Stages { get; init; }

    /// <summary>Whether its networks are there to predict with.</summary>
    public bool CanPredict =>
        Folder.IsFinished && Directory.EnumerateFiles(Path.GetDirectoryName(Folder.NetworkFile(Stage.Scar))!, "asan-*").Any();

    public RunRecord Record => Folder.Record;
}
