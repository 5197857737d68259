namespace Awsnet.Components;

/// <summary>What every metric becomes when a mask is empty. Nothing about empty masks is implied elsewhere.</summary>
/// <remarks>
/// A score that its formula still defines (the Dice of a missed structure, 0) is governed by its rule too, so that the
/// rule is the whole truth. Defaults: scores 1 when both are empty and 0 when one is; distances 0 and the image diagonal.
/// </remarks>
public sealed partial record EmptyCasePolicies
{
    private static readonly EmptyRule Score = new(EmptyPolicy.Perfect, EmptyPolicy.Worst);
    private static readonly EmptyRule Distance = new(EmptyPolicy.Perfect, EmptyPolicy.ImageDiagonal);

    /// <summary>Rule of the Dice coefficient.</summary>
    /// <value>Default 1 when both are empty, 0 when one is.</value>
    public EmptyRule Dice { get; init; } = Score;

    /// <summary>Rule of the Jaccard index.</summary>
    /// <value>Default 1 when both are empty, 0 when one is.</value>
    public EmptyRule Jaccard { get; init; } = Score;

    /// <summary>Rule of sensitivity, TP/(TP+FN).</summary>
    /// <value>Default 1 when both are empty, 0 when one is.</value>
    public EmptyRule Sensitivity { get; init; } = Score;

    /// <summary>Rule of precision, TP/(TP+FP).</summary>
    /// <value>Default 1 when both are empty, 0 when one is.</value>
    public EmptyRule Precision { get; init; } = Score;

    /// <summary>Specificity, TN/(TN+FP), when the truth fills the image, so that it has no negatives.</summary>
    /// <value>Default <see cref="EmptyPolicy.NaN"/>.</value>
    public EmptyPolicy SpecificityWhenTruthIsFull { get; init; } = EmptyPolicy.NaN;

    /// <summary>Relative volume error, (|P| − |T|)/|T|, when both masks are empty.</summary>
    /// <value>Default <see cref="EmptyPolicy.Perfect"/> (0).</value>
    public EmptyPolicy VolumeErrorWhenBothEmpty { get; init; } = EmptyPolicy.Perfect;

    /// <summary>Relative volume error, (|P| − |T|)/|T|, when only the truth is empty.</summary>
    /// <value>Default <see cref="EmptyPolicy.Infinity"/>.</value>
    public EmptyPolicy VolumeErrorWhenHallucinated { get; init; } = EmptyPolicy.Infinity;

    /// <summary>Rule of the Hausdorff distance.</summary>
    /// <value>Default 0 when both are empty, the image diagonal when one is.</value>
    public EmptyRule Hausdorff { get; init; } = Distance;

    /// <summary>Rule of the percentile Hausdorff distances.</summary>
    /// <value>Default 0 when both are empty, the image diagonal when one is.</value>
    public EmptyRule HausdorffPercentile { get; init; } = Distance;

    /// <summary>Rule of the mean distance from the prediction's surface to the truth's.</summary>
    /// <value>Default 0 when both are empty, the image diagonal when one is.</value>
    public EmptyRule AsdPredictionToTruth { get; init; } = Distance;

    /// <summary>Rule of the mean distance from the truth's surface to the prediction's.</summary>
    /// <value>Default 0 when both are empty, the image diagonal when one is.</value>
    public EmptyRule AsdTruthToPrediction { get; init; } = Distance;

    /// <summary>Rule of the average symmetric surface distance.</summary>
    /// <value>Default 0 when both are empty, the image diagonal when one is.</value>
    public EmptyRule Assd { get; init; } = Distance;

    /// <summary>Rule of the mean of the two directed means.</summary>
    /// <value>Default 0 when both are empty, the image diagonal when one is.</value>
    public EmptyRule Masd { get; init; } = Distance;

    /// <summary>Rule of the surface Dice at a tolerance.</summary>
    /// <value>Default 1 when both are empty, 0 when one is.</value>
    public EmptyRule SurfaceDice { get; init; } = Score;

    /// <summary>Policies with one rule for all scores of overlap and one for all distances.</summary>
    /// <param name="scores">Rule of Dice, Jaccard, sensitivity, precision and surface Dice.</param>
    /// <param name="distances">Rule of every surface distance.</param>
    /// <returns>The policies; specificity and volume error keep their defaults.</returns>
    public static EmptyCasePolicies Of(EmptyRule scores, EmptyRule distances) => new()
    {
        Dice = scores,
        Jaccard = scores,
        Sensitivity = scores,
        Precision = scores,
        SurfaceDice = scores,
        Hausdorff = distances,
        HausdorffPercentile = distances,
        AsdPredictionToTruth = distances,
        AsdTruthToPrediction = distances,
        Assd = distances,
        Masd = distances,
    };

    /// <summary>Checks that each policy can be applied to its metric.</summary>
    internal void Validate()
    {
        CheckScore(Dice, nameof(Dice));
        CheckScore(Jaccard, nameof(Jaccard));
        CheckScore(Sensitivity, nameof(Sensitivity));
        CheckScore(Precision, nameof(Precision));
        CheckScore(SurfaceDice, nameof(SurfaceDice));
        CheckScore(SpecificityWhenTruthIsFull, nameof(SpecificityWhenTruthIsFull));
        CheckNoDiagonal(VolumeErrorWhenBothEmpty, nameof(VolumeErrorWhenBothEmpty));
        CheckNoDiagonal(VolumeErrorWhenHallucinated, nameof(VolumeErrorWhenHallucinated));
    }

    private static void CheckScore(EmptyRule rule, string name)
    {
        CheckScore(rule.BothEmpty, name);
        CheckScore(rule.Missed, name);
        CheckScore(rule.Hallucinated, name);
    }

    private static void CheckScore(EmptyPolicy policy, string name)
    {
        if (policy is EmptyPolicy.Infinity or EmptyPolicy.ImageDiagonal)
            throw new ArgumentException($"{name} is a score in [0, 1] and cannot become {policy}; use NaN, Perfect, Worst or Throw.");
    }

    private static void CheckNoDiagonal(EmptyPolicy policy, string name)
    {
        if (policy == EmptyPolicy.ImageDiagonal)
            throw new ArgumentException($"{name} is a ratio and cannot become ImageDiagonal; use NaN, Perfect, Worst, Infinity or Throw.");
    }
}
