namespace Awsnet.Components.Myops;

/// <summary>A run of an experiment: a fold's CASN, or one arm on it.</summary>
/// <param name="Arm">The arm; null for CASN.</param>
/// <param name="Record">What its run.json holds, or will.</param>
internal sealed record FoldRun(Fold Fold, Arm? Arm, string Folder, RunRecord Record)
{
    /// <summary>What progress calls one of its stages.</summary>
    public string NameOf(StageRow stage) => Arm is null ? $"{Fold.Name} {stage.Name}" : $"{Fold.Name} {Arm.Id} {stage.Name}";

    /// <summary>Its stages for the display.</summary>
    public IReadOnlyList<StageRow> Rows => [.. StagePlan.Rows(Record)
        .Select(row => new StageRow(NameOf(row), Arm is null ? row.Purpose : $"{Arm.Title}: {row.Purpose}", row.Cost)
        {
            Searches = row.Searches,
        })];

    /// <summary>Whether the networks are trained.</summary>
    public bool IsTrained => RunFolder.Holds(Folder) && RunFolder.Open(Folder).IsFinished;
}
