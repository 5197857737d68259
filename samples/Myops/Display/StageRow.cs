namespace Awsnet.Components.Myops;

/// <summary>What the display knows of a stage.</summary>
internal sealed class StageRow(string name, string purpose, double cost)
{
    /// <summary>The stage's name in the run folder.</summary>
    public string Name { get; } = name;

    /// <summary>What it learns.</summary>
    public string Purpose { get; } = purpose;

    /// <summary>About how much there is to compute; only the proportion to other stages counts.</summary>
    public double Cost { get; } = cost;

    /// <summary>Whether weights are searched for in its auto-weighted epochs.</summary>
    public bool Searches { get; init; } = true;

    /// <summary>Its last report, or null before it starts.</summary>
    public RunProgress? Last { get; set; }

    /// <summary>What it came to, once it is done.</summary>
    public StageSummary? Summary { get; set; }

    /// <summary>How much of it is done, 0 to 1.</summary>
    public double Fraction =>
        Summary is not null ? 1 : Last is { } last ? Math.Clamp((last.Epoch + Part(last)) / Math.Max(1, last.Epochs), 0, 1) : 0;

    private static double Part(RunProgress progress) => progress switch
    {
        { Event: RunEvent.Epoch } => 1,
        { Candidate: { } candidate } => (candidate + progress.Fraction) / Math.Max(1, progress.Candidates),
        _ => progress.Fraction,
    };
}
