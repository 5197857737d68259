using System.Text.RegularExpressions;

namespace Awsnet.Components.Myops;

/// <summary>How a stage was trained, from its log.</summary>
internal sealed partial record StageHistory
{
    /// <summary>The stage's folder within the run, such as <c>asan-scar</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Adam's learning rate before the schedule, or null where the run does not say.</summary>
    public double? LearningRate { get; init; }

    /// <summary>What its Dice is of: <c>validation Dice</c>, or <c>Dice of training cases</c> where none was kept to validate.</summary>
    public required string JudgedBy { get; init; }

    /// <summary>Whether it has several heads whose weights are neither searched for nor trained.</summary>
    public bool HasFixedWeights { get; init; }

    /// <summary>By epoch.</summary>
    public required IReadOnlyList<EpochPoint> Epochs { get; init; }

    /// <summary>Candidates of the auto-weighted epochs, in their order.</summary>
    public required IReadOnlyList<CandidatePoint> Candidates { get; init; }

    /// <summary>Names of the heads, deepest first.</summary>
    public IReadOnlyList<string> Heads => Epochs.Count == 0 ? [] : [.. Epochs[^1].Weights.Keys];

    /// <summary>The first auto-weighted epoch, or null.</summary>
    public int? AutoFrom => Epochs.FirstOrDefault(epoch => epoch.IsAuto)?.Epoch;

    /// <summary>The epoch that validated best, or null.</summary>
    public EpochPoint? Best => Epochs.Where(epoch => double.IsFinite(epoch.Reward)).MaxBy(epoch => epoch.Reward);

    /// <summary>What the stage learns, for headings.</summary>
    public string Title => (Task switch
    {
        Stage.Locate => "CASN, first network: finds the left ventricle",
        Stage.Segment => "CASN, second network: outlines it",
        Stage.Scar => "ASAN for scar",
        Stage.Pathology => "ASAN for scar and edema",
        Stage.Both => "One ASAN for scar and edema",
        _ => Task,
    }) + (Member == 1 ? "" : $", member {Member}");

    /// <summary>The name without the member's number.</summary>
    public string Task => Parts().Match(Name).Groups[1].Value;

    /// <summary>Which member of an ensemble it is, from 1.</summary>
    public int Member => Parts().Match(Name).Groups[2] is { Success: true } number ? int.Parse(number.Value) : 1;

    [GeneratedRegex("^(.+?)(?:-([0-9]+))?$")]
    private static partial Regex Parts();
}
