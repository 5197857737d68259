namespace Awsnet.Components;

/// <summary>What a member adds to its ensemble.</summary>
/// <param name="Member">Index of the member.</param>
/// <param name="ScoreWithout">The ensemble's score when this member's vote is left out.</param>
/// <param name="Contribution">The full score minus the score without: positive when the member helps.</param>
public readonly record struct MemberContribution(int Member, double ScoreWithout, double Contribution);
