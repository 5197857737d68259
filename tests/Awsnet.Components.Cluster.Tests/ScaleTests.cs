using System.Diagnostics;
using Awsnet.Components.TestKit;
using Xunit.Abstractions;

namespace Awsnet.Components.Tests;

/// <summary>What the coordinator itself costs, its workers taking a fixed time each.</summary>
public sealed class ScaleTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan candidate = TimeSpan.FromSeconds(1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A hundred candidates of a second each.</summary>
    [Theory, InlineData(10), InlineData(100)]
    public void Many_nodes_are_kept_busy(int nodes)
    {
        var launcher = new WritingLauncher((attempt, task) =>
        {
            WritingLauncher.Report(attempt, task).Write(attempt.Result);
            return 0;
        })
        { Duration = candidate };
        using var search = new ClusterSearch(
            _folder["run"], TinySearch.Controller(), new WeightSearchOptions { Candidates = 100, Parallelism = nodes }, null, launcher);
        search.RunTo(1);

        double ideal = candidate.TotalSeconds * 100 / nodes, took = search.Epochs[0].Seconds;
        output.WriteLine($"{nodes} nodes: {took:0.0} s, of which the candidates {ideal:0.0} s.");
        took.Should().BeLessThan(2 * ideal + 20, "a busy machine may take its time");
    }
}
