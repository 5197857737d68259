namespace Awsnet.Components;

/// <summary>An ensemble's score with all members, and without each.</summary>
/// <param name="FullScore">The score of the vote of all members.</param>
/// <param name="Contributions">One entry a member, in order.</param>
public sealed record LeaveOneOutResult(double FullScore, IReadOnlyList<MemberContribution> Contributions);
