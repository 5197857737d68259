namespace Awsnet.Components;

/// <summary>A run was scored.</summary>
/// <param name="Trial">Which, and how far it was trained.</param>
/// <param name="Score">Its score; NaN if it failed.</param>
/// <param name="Error">Why it failed, or null.</param>
/// <param name="EpochsDone">Epochs that the search has trained so far, over all runs.</param>
/// <param name="EpochsPlanned">Epochs that it trains in all, if equal weights need a place beside the others to the end.</param>
public readonly record struct WholeRunProgress(WholeRunTrial Trial, double Score, string? Error, long EpochsDone, long EpochsPlanned);
