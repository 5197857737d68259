using System.Numerics;

namespace Awsnet.Components;

/// <summary>Measures what each member contributes to a majority vote.</summary>
public static class LeaveOneOut
{
    /// <summary>Scores the vote of all members, then the vote without each.</summary>
    /// <typeparam name="T">Type of a label.</typeparam>
    /// <param name="members">One label map a member, all of one length; at least two members.</param>
    /// <param name="options">Labels and tie-break.</param>
    /// <param name="score">Scores a vote's label map, which the next vote overwrites; larger is better.</param>
    /// <param name="weights">One weight a member; null for equal weights.</param>
    /// <returns>The full score and each member's contribution.</returns>
    /// <remarks>Each member is counted twice whatever the number of members: its votes are taken back, not recounted.</remarks>
    /// <exception cref="ArgumentException">There are fewer than two members, lengths or the number of weights differ, or a label is
    /// unknown.</exception>
    public static LeaveOneOutResult Evaluate<T>(
        IReadOnlyList<T[]> members, VoteOptions options, Func<T[], double> score, IReadOnlyList<double>? weights = null)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(score);
        if (members.Count < 2)
            throw new ArgumentException($"There are {members.Count} members; leaving one out needs at least 2.", nameof(members));
        if (weights is not null && weights.Count != members.Count)
            throw new ArgumentException(
                $"There are {weights.Count} weights for {members.Count} members; give one a member.", nameof(weights));

        var vote = new MajorityVote(members[0].Length, options);
        for (var member = 0; member < members.Count; member++) vote.Update<T>(members[member], weights?[member] ?? 1);
        var resolved = new T[vote.Elements];
        double Score()
        {
            vote.Compute<T>(resolved);
            return score(resolved);
        }

        var full = Score();
        var contributions = new MemberContribution[members.Count];
        for (var member = 0; member < members.Count; member++)
        {
            var weight = weights?[member] ?? 1;
            vote.Remove<T>(members[member], weight);
            var without = Score();
            vote.Update<T>(members[member], weight);
            contributions[member] = new MemberContribution(member, without, full - without);
        }

        return new LeaveOneOutResult(full, contributions);
    }
}
