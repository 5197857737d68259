using System.Diagnostics;
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

    [Fact]
    public void Ask_and_Tell_of_10_proposals_and_8_losses_take_under_20_microseconds()
    {
        var (controller, results) = Warm();
        // The best of many short stretches: what the code costs, not what a busy machine adds to it.
        double best = double.PositiveInfinity;
        for (int stretch = 0; stretch < 200; stretch++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < 20; i++)
            {
                controller.Ask(10);
                controller.Tell(results);
            }
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / 20);
        }
        output.WriteLine($"{best:0.00} µs a round");
        best.Should().BeLessThan(20);
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
