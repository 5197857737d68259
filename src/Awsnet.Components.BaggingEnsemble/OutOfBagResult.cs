namespace Awsnet.Components;

/// <summary>How an ensemble does on items that its voting members never trained on.</summary>
/// <param name="MeanScore">Mean over the items that were scored; NaN if none was.</param>
/// <param name="Scores">One score an item; NaN for an item that every member trained on.</param>
/// <param name="Voters">How many members voted on each item.</param>
/// <param name="Unscored">Items that every member trained on.</param>
public sealed record OutOfBagResult(
    double MeanScore, IReadOnlyList<double> Scores, IReadOnlyList<int> Voters, IReadOnlyList<int> Unscored);
