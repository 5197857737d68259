namespace Awsnet.Components.Tests;

public class HeadSelectionTests
{
    [Fact]
    public void Counts_from_the_final_head()
    {
        Chosen(HeadSelection.All, 4).Should().Equal(true, true, true, true);
        Chosen(HeadSelection.FinalOnly, 4).Should().Equal(false, false, false, true);
        Chosen(HeadSelection.FinalOnly, 1).Should().Equal(true);
        Chosen(HeadSelection.NonZero([0.1, 0, -0.0, 2]), 4).Should().Equal(true, false, false, true);
        Chosen(HeadSelection.NonZero(Enumerable.Repeat(1.0, 32).ToArray()), 32).Should().OnlyContain(chosen => chosen);
    }

    [Fact]
    public void Counts_how_many_are_wanted()
    {
        HeadSelection.All.Count(4).Should().Be(4);
        HeadSelection.FinalOnly.Count(4).Should().Be(1);
        HeadSelection.NonZero([1, 0, 1, 0]).Count(4).Should().Be(2);
        HeadSelection.NonZero([1, 0, 1, 0]).Count(2).Should().Be(1, "only the two last heads exist there");
        default(HeadSelection).Count(4).Should().Be(0);
    }

    [Fact]
    public void Refuses_no_weights_and_too_many() =>
        new Action[] { () => HeadSelection.NonZero([]), () => HeadSelection.NonZero(new double[33]) }
            .Should().AllSatisfy(act =>
                act.Should().Throw<ArgumentException>().WithMessage("Got * head weights; give one for each head, 1 to 32 of them.*"));

    [Fact]
    public void Refuses_heads_that_there_cannot_be() =>
        // Else a shift by too much would wrap around, and the final head would be among the selected of none.
        new Action[]
        {
            () => HeadSelection.All.Includes(-1, 4), () => HeadSelection.All.Includes(4, 4), () => HeadSelection.FinalOnly.Includes(0, 33),
            () => HeadSelection.All.Count(0), () => HeadSelection.All.Count(33), () => SupervisedNetwork.NamesOf(0),
            () => SupervisedNetwork.NamesOf(66),
        }.Should().AllSatisfy(act => act.Should().Throw<ArgumentOutOfRangeException>());

    private static bool[] Chosen(HeadSelection selection, int heads) =>
        [.. Enumerable.Range(0, heads).Select(head => selection.Includes(head, heads))];
}
