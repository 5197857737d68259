namespace Awsnet.Components.Myops;

/// <summary>One candidate of an auto-weighted epoch.</summary>
/// <param name="Epoch">From 0.</param>
/// <param name="Reward">Its validation Dice; NaN where it failed.</param>
internal readonly record struct CandidatePoint(int Epoch, double Reward, bool Adopted);
