namespace Awsnet.Components.Myops;

/// <summary>A row of a table: ours, the paper's, or both.</summary>
/// <param name="PaperRow">The row's name among the paper's numbers; null where the paper has no such row.</param>
/// <param name="ArmId">The arm that is run for it; null where nothing is.</param>
internal sealed record TableRow(string? PaperRow, string? ArmId)
{
    /// <summary>What the table calls it.</summary>
    public string Title => PaperRow ?? Arms.Named(ArmId!).Title;
}
