namespace Awsnet.Components.Tests;

public class BootstrapSamplerTests
{
    [Fact]
    public void A_sample_is_as_large_as_the_set_and_leaves_out_what_it_did_not_draw()
    {
        var sample = new BootstrapSampler(100, new BootstrapOptions { Seed = 5 }).Draw(3);

        sample.Member.Should().Be(3);
        sample.InBag.Should().HaveCount(100).And.BeInAscendingOrder();
        sample.OutOfBag.Should().BeEquivalentTo(Enumerable.Range(0, 100).Except(sample.InBag));
    }

    [Fact]
    public void About_a_third_is_left_out()
    {
        // (1 − 1/n)ⁿ of n = 200 items: 0.367 on average; the mean over 400 members has a standard error of about 0.001.
        var samples = new BootstrapSampler(200, new BootstrapOptions { Seed = 1 }).DrawAll(Effort.Pick(400, 4000));

        samples.Average(sample => sample.OutOfBag.Count / 200.0).Should().BeApproximately(Math.Pow(1 - (1 / 200.0), 200), 0.006);
    }

    [Fact]
    public void A_members_sample_depends_on_seed_and_index_alone()
    {
        var one = new BootstrapSampler(50, new BootstrapOptions { Seed = 9 });
        var two = new BootstrapSampler(50, new BootstrapOptions { Seed = 9 });

        two.DrawAll(8)[6].InBag.Should().Equal(one.Draw(6).InBag);
        one.Draw(6).InBag.Should().NotEqual(one.Draw(7).InBag);
        new BootstrapSampler(50, new BootstrapOptions { Seed = 10 }).Draw(6).InBag.Should().NotEqual(one.Draw(6).InBag);
    }

    [Fact]
    public void The_stream_is_stable()
    {
        // Eight draws of (next · 8) >> 64 by SplitMix64 written anew in Python; a change here changes every ensemble
        // trained with a seed.
        new BootstrapSampler(8, new BootstrapOptions { Seed = 2022 }).Draw(0).InBag.Should().Equal(RecordedBag);
    }

    private static readonly int[] RecordedBag = [0, 1, 1, 2, 3, 3, 5, 6];

    [Fact]
    public void A_patients_slices_stay_together()
    {
        string[] patients = ["a", "a", "a", "b", "b", "c", "d", "d", "d", "d"];
        var sampler = new BootstrapSampler(10, new BootstrapOptions { Groups = patients });

        foreach (var sample in sampler.DrawAll(50))
        {
            var times = sample.InBag.GroupBy(item => item).ToDictionary(same => same.Key, same => same.Count());
            foreach (var patient in patients.Distinct())
            {
                var slices = Enumerable.Range(0, 10).Where(item => patients[item] == patient);
                slices.Select(item => times.GetValueOrDefault(item)).Distinct().Should().HaveCount(1);
            }

            sample.OutOfBag.Select(item => patients[item]).Should().NotIntersectWith(sample.InBag.Select(item => patients[item]));
        }
    }

    [Fact]
    public void Strata_keep_their_share()
    {
        string[] patients = ["a", "a", "b", "c", "d", "d"], strata = ["scar", "scar", "scar", "none", "none", "none"];
        var sampler = new BootstrapSampler(6, new BootstrapOptions { Groups = patients, Strata = strata });

        foreach (var sample in sampler.DrawAll(50))
        {
            int Groups(string stratum) => sample.InBag.GroupBy(item => item).Where(same => strata[same.Key] == stratum)
                .GroupBy(same => patients[same.Key]).Sum(group => group.First().Count());
            Groups("scar").Should().Be(2);
            Groups("none").Should().Be(2);
        }
    }

    [Fact]
    public void A_fraction_draws_fewer_groups()
    {
        new BootstrapSampler(40, new BootstrapOptions { Fraction = 0.25 }).Draw(0).InBag.Should().HaveCount(10);
    }

    [Fact]
    public void Bad_options_are_named()
    {
        var fraction = () => new BootstrapSampler(3, new BootstrapOptions { Fraction = 1.5 });
        var groups = () => new BootstrapSampler(3, new BootstrapOptions { Groups = ["a"] });
        var strata = () => new BootstrapSampler(2, new BootstrapOptions { Groups = ["a", "a"], Strata = ["x", "y"] });

        fraction.Should().Throw<ArgumentException>().WithMessage("Fraction is 1.5; it must be above 0 and at most 1.*");
        groups.Should().Throw<ArgumentException>().WithMessage("Groups names 1 items; there are 3. Give one key an item.");
        strata.Should().Throw<ArgumentException>()
            .WithMessage("Group 'a' lies in strata 'x' and 'y'; a group is drawn as a whole and needs one stratum.");
    }
}
