namespace Awsnet.Components;

/// <summary>One thing found in a data set's folder.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Case">The case it concerns, or an empty string for the whole set.</param>
/// <param name="Path">The file or folder it concerns.</param>
/// <param name="Problem">What was found and, for errors, what to do; one line.</param>
public sealed record DataSetFinding(FindingSeverity Severity, string Case, string Path, string Problem);
