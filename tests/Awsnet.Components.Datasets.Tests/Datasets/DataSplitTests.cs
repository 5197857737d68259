namespace Awsnet.Components.Tests;

public class DataSplitTests
{
    // 50 slices of 25 patients, two each.
    private static readonly (string Patient, int Slice)[] Slices =
        [.. Enumerable.Range(0, 50).Select(i => ($"p{i / 2:00}", i % 2))];

    [Fact]
    public void Parts_have_the_asked_number_of_patients_and_share_none()
    {
        var parts = DataSplit.ByCounts(Slices, s => s.Patient, 7, 23, 2);
        parts.Select(p => p.Count).Should().Equal(46, 4);
        parts[0].Select(s => s.Patient).Should().NotIntersectWith(parts[1].Select(s => s.Patient));
        parts.SelectMany(p => p).Should().BeEquivalentTo(Slices);
    }

    [Fact]
    public void A_split_depends_on_the_seed_and_not_on_the_order()
    {
        var parts = DataSplit.ByCounts(Slices, s => s.Patient, 7, 20, 5);
        var reversed = DataSplit.ByCounts(Slices.Reverse(), s => s.Patient, 7, 20, 5);
        reversed[1].Should().BeEquivalentTo(parts[1]);
        Enumerable.Range(8, 5).Should().Contain(seed => !DataSplit.ByCounts(Slices, s => s.Patient, seed, 20,
            5)[1].SequenceEqual(parts[1]));
    }

    // 0.6, 0.2, 0.2 of 25: 15, 5, 5. Of 7: 4.2, 1.4, 1.4, and the one left over goes to the largest remainder, the first 0.4.
    [Theory]
    [InlineData(25, new[] { 15, 5, 5 })]
    [InlineData(7, new[] { 4, 2, 1 })]
    public void Fractions_use_every_group(int count, int[] expected)
    {
        var items = Enumerable.Range(0, count).Select(i => $"p{i}").ToArray();
        DataSplit.ByFractions(items, i => i, 3, 0.6, 0.2, 0.2).Select(p => p.Count).Should().Equal(expected);
    }

    [Fact]
    public void Each_group_is_tested_once_over_the_folds()
    {
        var folds = DataSplit.Folds(Slices, s => s.Patient, 1, 4);
        folds.SelectMany(f => f.Test).Should().BeEquivalentTo(Slices);
        folds.Select(f => f.Test.Count / 2).Order().Should().Equal(6, 6, 6, 7);
        foreach ((var train, var test) in folds)
        {
            train.Select(s => s.Patient).Should().NotIntersectWith(test.Select(s => s.Patient));
            (train.Count + test.Count).Should().Be(50);
        }
    }

    [Fact]
    public void What_does_not_add_up_is_refused()
    {
        ((Action)(() => DataSplit.ByCounts(Slices, s => s.Patient, 1, 20, 4))).Should().Throw<ArgumentException>().WithMessage(
            "Parts of 20 + 4 = 24 groups were asked for, but there are 25*");
        ((Action)(() => DataSplit.ByFractions(Slices, s => s.Patient, 1, 0.6, 0.2))).Should().Throw<ArgumentException>().WithMessage(
            "*add up to 1*");
        // Modulo 2^32 these numbers are 25; the fractions leave 3 of 3,000,000 groups over, one more than there are parts.
        ((Action)(() => DataSplit.ByCounts(Slices, s => s.Patient, 1, int.MaxValue, int.MaxValue, 27))).Should().Throw<ArgumentException>()
            .WithMessage("Parts of 2147483647 + 2147483647 + 27 = 4294967321 groups were asked for*");
        ((Action)(() => DataSplit.ByFractions(Enumerable.Range(0, 3_000_000), i => $"{i}", 1, 0.5, 0.4999993))).Should()
            .Throw<ArgumentException>().WithMessage("Fractions 0.5 + 0.4999993 must be 0 or more and add up to 1.*");
        ((Action)(() => DataSplit.ByCounts(Slices, s => s.Patient, 1, null!))).Should().Throw<ArgumentNullException>();
        foreach (Action split in new Action[]
        {
            () => DataSplit.ByCounts(Slices, NoThird, 1, 20, 5),
            () => DataSplit.ByFractions(Slices, NoThird, 1, 0.6, 0.4),
            () => DataSplit.Folds(Slices, NoThird, 1, 4),
        })
            split.Should().Throw<ArgumentException>().WithMessage("The group of item 4 is null; *");
        static string NoThird((string Patient, int Slice) slice) => slice.Patient == "p02" ? null! : slice.Patient;
        ((Action)(() => DataSplit.Folds(Slices, s => s.Patient, 1, 26))).Should().Throw<ArgumentException>().WithMessage(
            "26 folds were asked for; expected 2 to 25*");
    }
}
