namespace Awsnet.Components;

/// <summary>How many results of a mean follow a policy for empty masks instead of a measurement.</summary>
/// <param name="Count">All results.</param>
/// <param name="BothEmpty">Neither mask had foreground.</param>
/// <param name="Missed">Only the truth had foreground.</param>
/// <param name="Hallucinated">Only the prediction had foreground.</param>
public readonly record struct EmptyCaseLedger(int Count, int BothEmpty, int Missed, int Hallucinated)
{
    /// <summary>Results measured on two masks with foreground.</summary>
    /// <value>At least 0.</value>
    public int Measured => Count - BothEmpty - Missed - Hallucinated;

    /// <summary>Counts the empty cases among results.</summary>
    /// <param name="scores">The results.</param>
    /// <returns>The ledger.</returns>
    public static EmptyCaseLedger Of(IEnumerable<MaskScores> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        EmptyCase[] cases = [.. scores.Select(result => result.EmptyCase)];
        int Count(EmptyCase empty) => cases.Count(one => one == empty);
        return new EmptyCaseLedger(cases.Length, Count(EmptyCase.BothEmpty), Count(EmptyCase.Missed), Count(EmptyCase.Hallucinated));
    }

    /// <summary>One line, such as <c>n = 20 (both empty 1, missed 2, hallucinated 0)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"n = {Count} (both empty {BothEmpty}, missed {Missed}, hallucinated {Hallucinated})");
}
