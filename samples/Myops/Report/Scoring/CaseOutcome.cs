namespace Awsnet.Components.Myops;

/// <summary>What a run made of a case.</summary>
internal sealed record CaseOutcome
{
    public required string Arm { get; init; }

    public required RunHistory Run { get; init; }

    public required CaseSlice Case { get; init; }

    public required CaseUse Use { get; init; }

    /// <summary>Predicted labels of the slice shown.</summary>
    public required short[] Labels { get; init; }

    /// <summary>The ventricle that was found in the slice shown.</summary>
    public required byte[] Ventricle { get; init; }

    /// <summary>Scores of the whole case by structure; empty without an annotation.</summary>
    public required IReadOnlyList<MaskScores> Scores { get; init; }

    /// <summary>Its predicted volumes, and what the user should know.</summary>
    public required VolumeRow Volumes { get; init; }

    /// <summary>A structure's score, or null.</summary>
    public MaskScores? Of(string structure) => Scores.FirstOrDefault(scores => scores.Structure == structure);

    /// <summary>Mean Dice over scar and scar+edema: what cases are ranked by. NaN without an annotation.</summary>
    public double MeanDice =>
        Scores.Where(scores => scores.Structure != PredictionScores.Ventricle)
            .Select(scores => scores.Overlap.Dice)
            .DefaultIfEmpty(double.NaN)
            .Average();
}
