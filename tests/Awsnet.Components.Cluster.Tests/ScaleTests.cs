namespace Awsnet.Components.Tests;

/// <summary>What the coordinator keeps busy.</summary>
public sealed class ScaleTests : IDisposable
{
    private const int Candidates = 100;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Each "process" ends when as many as there are nodes have been started since the last of them ended: at once, or never.
    /// </summary>
    [Theory, InlineData(10), InlineData(100)]
    public void Many_nodes_are_kept_busy(int nodes)
    {
        int trained = 0;
        var launcher = new WritingLauncher((attempt, task) =>
        {
            WritingLauncher.Report(attempt, task).Write(attempt.Result);
            return 0;
        })
        {
            EndsWhen = task =>
            {
                int turn = task.Kind == TaskKind.Train ? (Interlocked.Increment(ref trained) - 1) / nodes : -1;
                return () => Volatile.Read(ref trained) >= (turn + 1) * nodes;
            },
        };
        using var search = new ClusterSearch(
            _folder["run"], TinySearch.Controller(), new WeightSearchOptions { Candidates = Candidates, Parallelism = nodes }, null,
            launcher);
        search.RunTo(1);

        trained.Should().Be(Candidates);
        search.Epochs[0].Candidates.Should().OnlyContain(candidate => candidate.Reward == 1);
    }
}
