namespace Awsnet.Components.Tests;

public class MajorityVoteTests
{
    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 500, 7)]
    public void A_members_probabilities_count_for_its_likeliest_label(int first, int second, int third)
    {
        var vote = new MajorityVote(3, new VoteOptions { Labels = [first, second, third] });
        // [classes, elements]: element 0 is the second class, element 1 a tie of the first and third, element 2 the third.
        vote.UpdateFromProbabilities([0.1f, 0.4f, 0.2f, 0.7f, 0.2f, 0.2f, 0.2f, 0.4f, 0.6f]);
        var labels = new int[3];
        vote.Compute<int>(labels);
        labels.Should().Equal(second, first, third);
        var act = () => vote.UpdateFromProbabilities([1, 0]);
        act.Should().Throw<ArgumentException>().WithMessage("The probabilities have 2 numbers; the vote is on 3 classes x 3 elements.*");
        act = () => vote.UpdateFromProbabilities([0, 0, 0, 0, float.NaN, 0, 0, 0, 0]);
        act.Should().Throw<ArgumentException>().WithMessage("Probability 4 is not a number.*");
        vote.Members.Should().Be(1);
    }

    [Fact]
    public void The_label_with_most_votes_wins()
    {
        var vote = new MajorityVote(4, VoteOptions.Classes(3));
        vote.Update<byte>([0, 1, 2, 2]);
        vote.Update<byte>([0, 1, 1, 2]);
        vote.Update<byte>([1, 1, 2, 0]);

        var labels = new byte[4];
        var agreement = new float[4];
        vote.Compute<byte>(labels);
        vote.Agreement(agreement);

        labels.Should().Equal(0, 1, 2, 2);
        agreement.Should().Equal(2 / 3f, 1, 2 / 3f, 2 / 3f);
        vote.Members.Should().Be(3);
        vote.TotalWeight.Should().Be(3);
    }

    [Fact]
    public void A_tie_goes_to_the_lowest_label_unless_another_order_is_given()
    {
        int[] Resolve(VoteOptions options)
        {
            var vote = new MajorityVote(3, options);
            vote.Update<int>([0, 1220, 2221]);
            vote.Update<int>([1220, 2221, 0]);
            var labels = new int[3];
            vote.Compute<int>(labels);
            return labels;
        }

        var options = new VoteOptions { Labels = [2221, 0, 1220] };
        Resolve(options).Should().Equal(0, 1220, 0);
        Resolve(options with { TieBreakOrder = [2221, 1220, 0] }).Should().Equal(1220, 2221, 2221);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Effort.Pick(40, 400))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_vote_equals_the_definition_whatever_the_order_and_number_of_members(int seed)
    {
        var random = new Random(seed);
        int classes = random.Next(2, 7), elements = random.Next(1, 200), members = seed % 10 == 0 ? 300 : random.Next(1, 12);
        var weighted = seed % 3 == 0;
        var maps = Enumerable.Range(0, members).Select(_ => Enumerable.Range(0, elements).Select(_ => (byte)random.Next(classes)).ToArray())
            .ToArray();
        var weights = maps.Select(_ => weighted ? random.Next(1, 5) / 10.0 : 1).ToArray();
        var order = Enumerable.Range(0, classes).OrderBy(_ => random.Next()).ToArray();
        var options = VoteOptions.Classes(classes) with { TieBreakOrder = order };

        var vote = new MajorityVote(elements, options);
        foreach (var member in Enumerable.Range(0, members).OrderBy(_ => random.Next())) vote.Update<byte>(maps[member], weights[member]);
        var labels = new byte[elements];
        var agreement = new float[elements];
        var entropy = new float[elements];
        vote.Compute<byte>(labels);
        vote.Agreement(agreement);
        vote.Entropy(entropy);

        for (var i = 0; i < elements; i++)
        {
            // Tenths as whole numbers, so that ties are ties.
            var tally = new long[classes];
            for (var member = 0; member < members; member++) tally[maps[member][i]] += (long)Math.Round(weights[member] * 10);
            var winner = order.First(c => tally[c] == tally.Max());
            var total = (double)tally.Sum();
            labels[i].Should().Be((byte)winner);
            agreement[i].Should().BeApproximately((float)(tally.Max() / total), 1e-6f);
            var expected = -tally.Where(t => t > 0).Sum(t => t / total * Math.Log(t / total)) / Math.Log(classes);
            entropy[i].Should().BeApproximately((float)expected, 1e-6f);
        }
    }

    [Fact]
    public void Weights_may_come_after_votes_of_weight_one()
    {
        var vote = new MajorityVote(1, VoteOptions.Classes(2));
        vote.Update<byte>([0]);
        vote.Update<byte>([0]);
        vote.Update<byte>([1], 2.5);

        var label = new byte[1];
        var agreement = new float[1];
        vote.Compute<byte>(label);
        vote.Agreement(agreement);

        label[0].Should().Be(1);
        agreement[0].Should().BeApproximately(2.5f / 4.5f, 1e-6f);
    }

    [Fact]
    public void Clearing_forgets_all_members()
    {
        var vote = new MajorityVote(2, VoteOptions.Classes(2));
        vote.Update<byte>([1, 1], 3);
        vote.Clear();
        vote.Update<byte>([0, 1]);

        var labels = new byte[2];
        vote.Compute<byte>(labels);

        labels.Should().Equal(0, 1);
        vote.TotalWeight.Should().Be(1);
    }

    [Fact]
    public void A_refused_map_leaves_the_vote_as_it_was()
    {
        var vote = new MajorityVote(2, VoteOptions.Classes(2));
        vote.Update<byte>([1, 0]);

        vote.Invoking(v => v.Update<byte>([0, 2])).Should().Throw<ArgumentException>()
            .WithMessage("The label map holds 2 at element 1; the known labels are [0, 1].");
        vote.Invoking(v => v.Update<float>([0, 0.5f])).Should().Throw<ArgumentException>()
            .WithMessage("The label map holds 0.5 at element 1; the known labels are [0, 1].");
        vote.Invoking(v => v.Update<float>([0, float.NaN])).Should().Throw<ArgumentException>()
            .WithMessage("The label map holds NaN at element 1; the known labels are [0, 1].");
        vote.Invoking(v => v.Update<byte>([0])).Should().Throw<ArgumentException>()
            .WithMessage("The label map has 1 elements; the vote is on 2.*");
        vote.Invoking(v => v.Update<byte>([0, 0], 0)).Should().Throw<ArgumentException>()
            .WithMessage("The member's weight is 0; it must be positive and finite*");
        var labels = new byte[2];
        vote.Compute<byte>(labels);
        labels.Should().Equal(1, 0);
        vote.Members.Should().Be(1);
    }

    [Fact]
    public void A_map_that_is_bad_far_in_takes_its_first_part_back()
    {
        var map = new byte[100_000];
        Array.Fill(map, (byte)1);
        var vote = new MajorityVote(map.Length, VoteOptions.Classes(2));
        vote.Update<byte>(new byte[map.Length]);
        map[70_000] = 9;

        vote.Invoking(v => v.Update<byte>(map)).Should().Throw<ArgumentException>()
            .WithMessage("The label map holds 9 at element 70000; the known labels are [0, 1].");

        var agreement = new float[map.Length];
        vote.Agreement(agreement);
        agreement.Should().OnlyContain(share => share == 1);
    }

    [Fact]
    public void A_result_without_members_or_of_another_length_is_refused()
    {
        var vote = new MajorityVote(2, new VoteOptions { Labels = [0, 300] });

        vote.Invoking(v => v.Compute<short>(new short[2])).Should().Throw<InvalidOperationException>()
            .WithMessage("No member has voted; add at least one label map first.");
        vote.Update<short>([0, 300]);
        vote.Invoking(v => v.Compute<short>(new short[3])).Should().Throw<ArgumentException>()
            .WithMessage("The result has room for 3 elements; the vote is on 2.");
        vote.Invoking(v => v.Compute<byte>(new byte[2])).Should().Throw<ArgumentException>()
            .WithMessage("Label 300 does not fit into Byte; resolve the vote into a wider type.");
    }

    [Theory]
    [InlineData(new[] { 0 }, null, "A vote has 1 labels; it needs 2 to 256.")]
    [InlineData(new[] { 0, 1, 1 }, null, "The labels [0, 1, 1] repeat one; name each once.")]
    [InlineData(new[] { 0, 1 }, new[] { 1 }, "The tie-break order [1] must name each of the labels [0, 1] once.")]
    [InlineData(new[] { 0, 1 }, new[] { 1, 2 }, "The tie-break order [1, 2] must name each of the labels [0, 1] once.")]
    public void Options_out_of_range_are_named(int[] labels, int[]? order, string message)
    {
        var act = () => new MajorityVote(1, new VoteOptions { Labels = labels, TieBreakOrder = order });

        act.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(257)]
    [InlineData(int.MaxValue)]
    public void A_number_of_classes_out_of_range_is_named(int count) =>
        Refused(() => VoteOptions.Classes(count), $"A vote has {count} labels; it needs 2 to 256.");

    [Fact]
    public void Weights_whose_sum_is_no_number_are_refused_and_change_nothing()
    {
        var vote = new MajorityVote(1, VoteOptions.Classes(2));
        var soft = new SoftVote(1, VoteOptions.Classes(2));
        vote.Update<byte>([1], 1e308);
        soft.Update([0.1f, 0.9f], 1e308);

        Refused(() => vote.Update<byte>([1], 1e308), "The member's weight is 1E+308; it must be positive and finite, as must the sum*");
        Refused(() => soft.Update([0.1f, 0.9f], 1e308), "The member's weight is 1E+308; *");

        byte[] label = new byte[1], softLabel = new byte[1];
        vote.Compute<byte>(label);
        soft.Compute<byte>(softLabel);
        (label[0], softLabel[0]).Should().Be((1, 1));
    }
}
