namespace Awsnet.Components;

/// <summary>Metrics that follow from the confusion counts alone.</summary>
/// <param name="Dice">2 TP / (2 TP + FP + FN), in [0, 1].</param>
/// <param name="Jaccard">TP / (TP + FP + FN), in [0, 1].</param>
/// <param name="Sensitivity">TP / (TP + FN), in [0, 1].</param>
/// <param name="Specificity">TN / (TN + FP), in [0, 1].</param>
/// <param name="Precision">TP / (TP + FP), in [0, 1].</param>
/// <param name="RelativeVolumeError">(|P| − |T|) / |T|: −1 for a missed structure, 0 for equal volumes.</param>
public sealed record OverlapScores(
    double Dice, double Jaccard, double Sensitivity, double Specificity, double Precision, double RelativeVolumeError)
{
    /// <summary>The scores of counts, for instance of counts summed over batches or cases.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="whenEmpty">What becomes of undefined scores; null for the defaults.</param>
    /// <returns>The scores.</returns>
    /// <exception cref="InvalidOperationException">A score is undefined and its policy is <see cref="EmptyPolicy.Throw"/>.</exception>
    public static OverlapScores Of(ConfusionCounts counts, EmptyCasePolicies? whenEmpty = null)
    {
        whenEmpty ??= new EmptyCasePolicies();
        whenEmpty.Validate();
        double tp = counts.TruePositives, fp = counts.FalsePositives, fn = counts.FalseNegatives, tn = counts.TrueNegatives;
        var empty = counts.EmptyCase;

        double Score(EmptyRule rule, double numerator, double denominator, string metric) =>
            empty == EmptyCase.None ? numerator / denominator : EmptyValue.OfScore(rule.For(empty), empty, metric);

        var specificity = tn + fp > 0
            ? tn / (tn + fp)
            : EmptyValue.OfFullTruth(whenEmpty.SpecificityWhenTruthIsFull);
        var volumeError = empty switch
        {
            EmptyCase.BothEmpty => EmptyValue.OfError(whenEmpty.VolumeErrorWhenBothEmpty, empty, nameof(RelativeVolumeError)),
            EmptyCase.Hallucinated => EmptyValue.OfError(whenEmpty.VolumeErrorWhenHallucinated, empty, nameof(RelativeVolumeError)),
            _ => (fp - fn) / (tp + fn),
        };
        return new OverlapScores(
            Score(whenEmpty.Dice, 2 * tp, (2 * tp) + fp + fn, nameof(Dice)),
            Score(whenEmpty.Jaccard, tp, tp + fp + fn, nameof(Jaccard)),
            Score(whenEmpty.Sensitivity, tp, tp + fn, nameof(Sensitivity)),
            specificity,
            Score(whenEmpty.Precision, tp, tp + fp, nameof(Precision)),
            volumeError);
    }
}
