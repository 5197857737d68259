using Xunit.Abstractions;

namespace Awsnet.Components.Tests;

public class CostTests(ITestOutputHelper output)
{
    private static readonly WeightSpace Eight = new(Enumerable.Range(1, 8).Select(i => $"loss {i}"));

    [Fact]
    public void Ask_and_Tell_of_10_proposals_and_8_losses_allocate_under_4_KB()
    {
        var (controller, results) = Warm();
        long before = GC.GetAllocatedBytesForCurrentThread();
        const int rounds = 100;
        for (int i = 0; i < rounds; i++)
        {
            controller.Ask(10);
            controller.Tell(results);
        }
        double bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)rounds;
        output.WriteLine($"{bytes} bytes a round");
        bytes.Should().BeLessThan(4096);
    }

    public static TheoryData<string> Methods => new(StepWeightings.Names);

    [Theory, MemberData(nameof(Methods))]
    public void A_step_of_8_losses_allocates_under_1_KB_however_many_went_before(string method)
    {
        var weighting = StepWeightings.Create(method, Eight.Names);
        double[] losses = [.. Enumerable.Range(1, 8).Select(i => i / 3.0)], gram = new double[64];
        for (int i = 0; i < 64; i++)
            gram[i] = i / 8 == i % 8 ? 2 : 0.1;
        Steps(1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Steps(100);
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 100.0).Should().BeLessThan(1024);

        void Steps(int count)
        {
            for (int step = 0; step < count; step++)
                weighting.Next(new StepInput(losses, gram, losses, 1));
        }
    }

    private static (ReinforceController Controller, CandidateResult[] Results) Warm()
    {
        var controller = new ReinforceController(Eight);
        var results = Enumerable.Range(0, 10).Select(j => CandidateResult.Scored(j, 0.6 + 0.01 * Math.Sin(j))).ToArray();
        for (int i = 0; i < 3000; i++)
        {
            controller.Ask(10);
            controller.Tell(results);
        }
        return (controller, results);
    }
}
