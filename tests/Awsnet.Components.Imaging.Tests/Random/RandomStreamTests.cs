namespace Awsnet.Components.Tests;

public class RandomStreamTests
{
    // The stream is a promise: seeds recorded in a run must give the same samples in every later version.
    [Fact]
    public void The_stream_never_changes()
    {
        var random = new RandomStream(1, 2, 3);
        ulong[] first = [random.Next(), random.Next(), random.Next()];
        first.Should().Equal(KnownStream);
    }

    // Recomputed by an independent Python script of xoshiro256** and SplitMix64 (see below), not copied from this class:
    // M=2**64-1; rot=lambda x,k:((x<<k)|(x>>(64-k)))&M
    // def mix(z): z=((z^(z>>30))*0xBF58476D1CE4E5B9)&M; z=((z^(z>>27))*0x94D049BB133111EB)&M; return z^(z>>31)
    // G=0x9E3779B97F4A7C15; s=G
    // for k in (1,2,3): s=mix(s^mix((k+G)&M))
    // S=[mix((s+(i+1)*G)&M) for i in range(4)]
    // def nxt(): r=rot(S[1]*5&M,7)*9&M; t=S[1]<<17&M; S[2]^=S[0]; S[3]^=S[1]; S[1]^=S[2]; S[0]^=S[3]; S[2]^=t; S[3]=rot(S[3],45); return r
    private static readonly ulong[] KnownStream = [14800583368717618998, 129436379758905873, 7838608556434619874];

    [Fact]
    public void Normal_values_have_the_moments_of_a_normal_distribution()
    {
        var values = new float[400_000];
        new RandomStream(5).Normal(values);
        double mean = values.Average(v => (double)v), second = values.Average(v => (double)v * v);
        double third = values.Average(v => Math.Pow(v, 3)), fourth = values.Average(v => Math.Pow(v, 4));
        // Standard errors at n = 400,000: 0.0016, 0.0022, 0.0061, 0.0155; four of each.
        mean.Should().BeApproximately(0, 0.0064);
        second.Should().BeApproximately(1, 0.009);
        third.Should().BeApproximately(0, 0.025);
        fourth.Should().BeApproximately(3, 0.062 + 0.03, "the tail ends at 4 deviations");
        values.Count(v => Math.Abs(v) < 1).Should().BeInRange((int)(0.6827 * 400_000) - 1200, (int)(0.6827 * 400_000) + 1200);
    }

    [Fact]
    public void Below_is_even_and_in_range()
    {
        var random = new RandomStream(9);
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++)
            counts[random.Below(7)]++;
        counts.Should().OnlyContain(c => Math.Abs(c - 10_000) < 400, "four standard errors are 370");
    }

    [Fact]
    public void Neighboring_keys_give_unrelated_streams()
    {
        var firsts = new HashSet<ulong>();
        for (ulong a = 0; a < 30; a++)
        {
            for (ulong b = 0; b < 30; b++)
                firsts.Add(new RandomStream(a, b).Next());
        }

        firsts.Should().HaveCount(900);
        new RandomStream(0, 1).Next().Should().NotBe(new RandomStream(1, 0).Next());
    }
}
