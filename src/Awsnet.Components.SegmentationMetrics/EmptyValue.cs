namespace Awsnet.Components;

/// <summary>Turns a policy into a value.</summary>
internal static class EmptyValue
{
    public static double OfScore(EmptyPolicy policy, EmptyCase empty, string metric) => policy switch
    {
        EmptyPolicy.NaN => double.NaN,
        EmptyPolicy.Perfect => 1,
        EmptyPolicy.Worst => 0,
        _ => throw Undefined(empty, metric),
    };

    public static double OfError(EmptyPolicy policy, EmptyCase empty, string metric) => policy switch
    {
        EmptyPolicy.NaN => double.NaN,
        EmptyPolicy.Perfect => 0,
        EmptyPolicy.Worst or EmptyPolicy.Infinity => double.PositiveInfinity,
        _ => throw Undefined(empty, metric),
    };

    public static double OfDistance(EmptyPolicy policy, EmptyCase empty, string metric, MaskGrid grid) =>
        policy == EmptyPolicy.ImageDiagonal ? grid.DiagonalMm : OfError(policy, empty, metric);

    public static double OfFullTruth(EmptyPolicy policy) => policy == EmptyPolicy.Throw
        ? throw new InvalidOperationException(
            "Specificity is undefined because the truth fills the image, and its policy is Throw; choose another policy.")
        : OfScore(policy, EmptyCase.None, nameof(OverlapScores.Specificity));

    private static InvalidOperationException Undefined(EmptyCase empty, string metric)
    {
        var why = empty switch
        {
            EmptyCase.BothEmpty => "both masks are empty",
            EmptyCase.Missed => "the prediction is empty and the truth is not",
            _ => "the truth is empty and the prediction is not",
        };
        return new InvalidOperationException($"{metric} is undefined because {why}, and its policy is Throw; choose another policy.");
    }
}
