namespace Awsnet.Components.Tests;

public class OutOfBagTests
{
    [Fact]
    public void Only_members_that_never_saw_an_item_vote_on_it()
    {
        BootstrapSample[] samples = [new(0, [0, 0, 1], [2]), new(1, [1, 1, 2], [0]), new(2, [1, 1, 1], [0, 2])];
        var asked = new List<(int, int)>();

        // Member m predicts the label m on every item; an item's score is the label voted.
        var result = OutOfBag.Evaluate(3, samples, VoteOptions.Classes(3), (member, item) =>
        {
            asked.Add((member, item));
            return new[] { (byte)member };
        }, (_, labels) => labels[0]);

        asked.Should().Equal((1, 0), (2, 0), (0, 2), (2, 2));
        result.Voters.Should().Equal(2, 0, 2);
        result.Unscored.Should().Equal(1);
        // Ties go to the lower label: 1 on item 0, 0 on item 2.
        result.Scores.Should().Equal(1, double.NaN, 0);
        result.MeanScore.Should().Be(0.5);
    }

    [Fact]
    public void Nothing_left_out_gives_no_score()
    {
        var result = OutOfBag.Evaluate(1, [new BootstrapSample(0, [0], [])], VoteOptions.Classes(2), (_, _) => new byte[1], (_, _) => 1);

        result.MeanScore.Should().Be(double.NaN);
        result.Unscored.Should().Equal(0);
    }

    [Fact]
    public void An_item_that_does_not_exist_is_named()
    {
        var act = () => OutOfBag.Evaluate(
            1, [new BootstrapSample(0, [0], [4])], VoteOptions.Classes(2), (_, _) => new byte[1], (_, _) => 1);

        act.Should().Throw<ArgumentException>().WithMessage("The sample of member 0 leaves out item 4, but there are 1 items.*");
    }
}
