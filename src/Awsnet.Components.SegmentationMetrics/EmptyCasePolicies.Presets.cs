using static Awsnet.Components.EmptyPolicy;

namespace Awsnet.Components;

/// <content>What other packages return for empty masks, as run.</content>
public sealed partial record EmptyCasePolicies
{
    internal static EmptyCasePolicies MedPy { get; } = Of(new EmptyRule(Perfect, Worst), new EmptyRule(Throw, Throw)) with
    {
        Sensitivity = new EmptyRule(Worst, Worst),
        Precision = new EmptyRule(Worst, Worst),
        SpecificityWhenTruthIsFull = Worst,
        VolumeErrorWhenBothEmpty = NaN,
        VolumeErrorWhenHallucinated = NaN,
        SurfaceDice = new EmptyRule(Throw, Throw),
    };

    internal static EmptyCasePolicies Monai { get; } = Of(new EmptyRule(NaN, Worst, NaN), new EmptyRule(NaN, Infinity)) with
    {
        Precision = new EmptyRule(NaN, NaN, Worst),
        HausdorffPercentile = new EmptyRule(NaN, NaN),
        SurfaceDice = new EmptyRule(NaN, Worst),
        VolumeErrorWhenBothEmpty = NaN,
        VolumeErrorWhenHallucinated = NaN,
    };

    internal static EmptyCasePolicies DeepMind { get; } = Of(new EmptyRule(NaN, Worst), new EmptyRule(NaN, Infinity)) with
    {
        Hausdorff = new EmptyRule(Infinity, Infinity),
        HausdorffPercentile = new EmptyRule(Infinity, Infinity),
        AsdPredictionToTruth = new EmptyRule(NaN, NaN, Infinity),
        AsdTruthToPrediction = new EmptyRule(NaN, Infinity, NaN),
        VolumeErrorWhenBothEmpty = NaN,
        VolumeErrorWhenHallucinated = NaN,
    };

    internal static EmptyCasePolicies MetricsReloaded { get; } = Of(new EmptyRule(Perfect, Worst), new EmptyRule(Perfect, NaN)) with
    {
        Jaccard = new EmptyRule(NaN, Worst),
        Sensitivity = new EmptyRule(NaN, Worst, NaN),
        Precision = new EmptyRule(NaN, Worst),
        VolumeErrorWhenBothEmpty = NaN,
        VolumeErrorWhenHallucinated = NaN,
    };
}
