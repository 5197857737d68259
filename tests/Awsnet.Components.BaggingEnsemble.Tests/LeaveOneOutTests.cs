namespace Awsnet.Components.Tests;

public class LeaveOneOutTests
{
    private static readonly byte[] Truth = [0, 1, 1, 0, 1, 0];

    [Fact]
    public void Contributions_equal_those_of_votes_counted_anew()
    {
        var random = new Random(4);
        var members = Enumerable.Range(0, 7).Select(_ => Truth.Select(t => random.NextDouble() < 0.7 ? t : (byte)(1 - t)).ToArray())
            .ToArray();
        double[] weights = [1, 0.1, 2, 1, 0.7, 1, 1];

        foreach (var chosen in new[] { null, weights })
        {
            var result = LeaveOneOut.Evaluate(members, VoteOptions.Classes(2), Accuracy, chosen);

            result.FullScore.Should().Be(Vote(members, chosen, -1));
            for (var member = 0; member < members.Length; member++)
            {
                var without = Vote(members, chosen, member);
                result.Contributions[member].Should().Be(new MemberContribution(member, without, result.FullScore - without));
            }
        }
    }

    [Fact]
    public void A_member_that_misleads_the_vote_has_a_negative_contribution()
    {
        byte[] right = [.. Truth], wrong = [.. Truth.Select(t => (byte)(1 - t))];

        // With the wrong member the vote ties, and ties go to 0: half is right. Without it all is right.
        var result = LeaveOneOut.Evaluate([right, wrong], VoteOptions.Classes(2), Accuracy);

        result.FullScore.Should().Be(0.5);
        result.Contributions[1].Should().Be(new MemberContribution(1, 1, -0.5));
        result.Contributions[0].Should().Be(new MemberContribution(0, 0, 0.5));
    }

    [Fact]
    public void One_member_or_weights_of_another_number_are_refused()
    {
        var alone = () => LeaveOneOut.Evaluate([Truth], VoteOptions.Classes(2), Accuracy);
        var weights = () => LeaveOneOut.Evaluate([Truth, Truth], VoteOptions.Classes(2), Accuracy, [1]);

        alone.Should().Throw<ArgumentException>().WithMessage("There are 1 members; leaving one out needs at least 2.*");
        weights.Should().Throw<ArgumentException>().WithMessage("There are 1 weights for 2 members; give one a member.*");
    }

    private static double Accuracy(byte[] labels) => labels.Zip(Truth).Average(pair => pair.First == pair.Second ? 1.0 : 0);

    private static double Vote(byte[][] members, double[]? weights, int leftOut)
    {
        var vote = new MajorityVote(Truth.Length, VoteOptions.Classes(2));
        for (var member = 0; member < members.Length; member++)
        {
            if (member != leftOut) vote.Update<byte>(members[member], weights?[member] ?? 1);
        }

        var labels = new byte[Truth.Length];
        vote.Compute<byte>(labels);
        return Accuracy(labels);
    }
}
