namespace Awsnet.Components.Tests;

public class SoftVoteTests
{
    [Fact]
    public void Probabilities_are_averaged_by_weight_and_the_largest_wins()
    {
        // Element 0: class 1 gets (3 · 0.2 + 1 · 0.9) / 4 = 0.375. Element 1: class 1 gets (3 · 0.7 + 1 · 0.1) / 4 = 0.55.
        var vote = new SoftVote(2, VoteOptions.Classes(2));
        vote.Update([0.8f, 0.3f, 0.2f, 0.7f], 3);
        vote.Update([0.1f, 0.9f, 0.9f, 0.1f]);

        var mean = new float[4];
        var labels = new int[2];
        vote.Mean(mean);
        vote.Compute<int>(labels);

        mean.Should().Equal([0.625f, 0.45f, 0.375f, 0.55f], (a, b) => Math.Abs(a - b) < 1e-6);
        labels.Should().Equal(0, 1);
    }

    [Fact]
    public void Entropy_runs_from_certainty_to_indifference()
    {
        var vote = new SoftVote(3, VoteOptions.Classes(2));
        vote.Update([1, 0.5f, 0.25f, 0, 0.5f, 0.75f]);

        var entropy = new float[3];
        vote.Entropy(entropy);

        // −(¼ ln ¼ + ¾ ln ¾) / ln 2 = 0.8112781245.
        entropy.Should().Equal([0, 1, 0.81127812f], (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void A_tie_follows_the_order_of_preference()
    {
        var vote = new SoftVote(1, new VoteOptions { Labels = [0, 7], TieBreakOrder = [7, 0] });
        vote.Update([0.5f, 0.5f]);

        var label = new byte[1];
        vote.Compute<byte>(label);

        label[0].Should().Be(7);
    }

    [Fact]
    public void Sums_that_differ_by_rounding_alone_are_a_tie()
    {
        // Class 0 gets 0.1 + 0.2, which is 4e-17 above 0.3 in doubles; class 7 gets 0.3.
        var vote = new SoftVote(1, new VoteOptions { Labels = [0, 7], TieBreakOrder = [7, 0] });
        vote.Update([1, 0], 0.1);
        vote.Update([1, 0], 0.2);
        vote.Update([0, 1], 0.3);

        var label = new byte[1];
        vote.Compute<byte>(label);

        label[0].Should().Be(7);
    }

    [Fact]
    public void Logits_and_wrong_lengths_are_refused()
    {
        var vote = new SoftVote(1, VoteOptions.Classes(2));

        vote.Invoking(v => v.Update([-1.5f, 2])).Should().Throw<ArgumentException>()
            .WithMessage("Probability 0 is -1.5; probabilities lie in [0, 1]. Apply a softmax to logits first.*");
        vote.Invoking(v => v.Update([0.5f, float.NaN])).Should().Throw<ArgumentException>().WithMessage("Probability 1 is NaN;*");
        vote.Invoking(v => v.Update([0.5f])).Should().Throw<ArgumentException>()
            .WithMessage("The probabilities have 1 numbers; the vote is on 2 classes x 1 elements = 2.*");
        vote.Invoking(v => v.Update([0.5f, 0.5f], double.NaN)).Should().Throw<ArgumentException>()
            .WithMessage("The member's weight is NaN; it must be positive and finite*");
        vote.Invoking(v => v.Mean(new float[2])).Should().Throw<InvalidOperationException>().WithMessage("No member has voted;*");
    }
}
