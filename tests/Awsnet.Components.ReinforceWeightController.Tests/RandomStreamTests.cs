namespace Awsnet.Components.Tests;

public class RandomStreamTests
{
    [Fact]
    public void From_the_state_1_2_3_4_it_gives_what_xoshiro256_starstar_must()
    {
        // By hand: rotl(2·5, 7)·9 = 10·128·9 = 11520; the state becomes (7, 0, 262146, rotl(6, 45)), so next rotl(0, 7)·9 = 0;
        // then b = 262149 and rotl(262149·5, 7)·9 = 262149·5·128·9 = 1509978240.
        var random = new RandomStream { State = (1, 2, 3, 4) };
        random.Next().Should().Be(11520);
        random.Next().Should().Be(0);
        random.Next().Should().Be(1509978240);
    }

    [Fact]
    public void Seed_0_begins_with_the_known_first_word_of_SplitMix64() => RandomStream.FromSeed(0).State.A.Should().Be(0xE220A8397B1DCDAF);

    [Fact]
    public void Normals_have_mean_0_variance_1_and_fourth_moment_3()
    {
        var random = RandomStream.FromSeed(5);
        const int count = 200_000;
        double sum = 0, squares = 0, fourths = 0;
        for (int i = 0; i < count; i++)
        {
            double x = random.Normal();
            sum += x / count;
            squares += x * x / count;
            fourths += x * x * x * x / count;
        }
        // Five standard errors: 1/√n, √2/√n, √96/√n.
        sum.Should().BeApproximately(0, 5 / Math.Sqrt(count));
        squares.Should().BeApproximately(1, 5 * Math.Sqrt(2.0 / count));
        fourths.Should().BeApproximately(3, 5 * Math.Sqrt(96.0 / count));
    }

    [Fact]
    public void Indices_are_uniform()
    {
        var random = RandomStream.FromSeed(6);
        var counts = new int[3];
        for (int i = 0; i < 90_000; i++)
            counts[random.Below(3)]++;
        // Standard deviation √(90000 · 2/9) = 141.
        counts.Should().OnlyContain(count => Math.Abs(count - 30_000) < 5 * 142);
    }

    [Fact]
    public void Derived_seeds_fit_a_double_and_differ_by_step_and_candidate()
    {
        var seeds = (from seed in Enumerable.Range(0, 10)
                     from step in Enumerable.Range(0, 50)
                     from candidate in Enumerable.Range(0,
            10)
                     select SplitMix64.DeriveSeed(seed, (ulong)step, (ulong)candidate)).ToArray();
        seeds.Should().OnlyHaveUniqueItems().And.OnlyContain(seed => seed >= 0 && seed < 1L << 53);
    }
}
