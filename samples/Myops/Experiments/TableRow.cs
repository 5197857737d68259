namespace Awsnet.Components.Myops;

/// <summary>A row of a table: ours, the paper's, or both.</summary>
/// <param name="PaperRow">The row's name among the paper's numbers; null where the paper has no such row.</param>
/// <param name="ArmId">The arm that is run for it; null where nothing is.</param>
/// <param name="Own">The arm where it is none of the paper's; null where it is.</param>
/// <param name="Name">What the table calls it where that is not the paper's name; null where it is.</param>
internal sealed record TableRow(string? PaperRow, string? ArmId, Arm? Own = null, string? Name = null)
{
    /// <summary>What the table calls it.</summary>
    public string Title => Name ?? PaperRow ?? Known!.Title;

    /// <summary>The arm by the table's name for it; null where nothing is run.</summary>
    public Arm? Arm => Known is { } arm ? arm with { Title = Title } : null;

    private Arm? Known => Own ?? (ArmId is { } id ? Arms.Named(id) : null);
}
