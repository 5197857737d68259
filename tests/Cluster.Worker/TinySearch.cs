using System.Collections.Immutable;

namespace Awsnet.Components.Tests;

/// <summary>One search for all tests: three losses, three candidates.</summary>
public static class TinySearch
{
    public const int Candidates = 3;

    public static ImmutableArray<string> Losses => ["a", "b", "c"];

    /// <summary>The environment variable that says after how many seconds of silence a worker hangs.</summary>
    public const string SilenceVariable = "AWSNET_TEST_SILENCE";

    /// <summary>A busy machine may take its time to start a worker, unless a test waits for a hang to be noticed.</summary>
    public static ClusterOptions Cluster => new()
    {
        SilenceLimit = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable(SilenceVariable) ?? "300")),
    };

    public static IWeightController Controller() =>
        new ReinforceController(new WeightSpace(Losses), new ReinforceOptions { Seed = 7 });

    public static WeightSearchOptions Options(int workers) => new() { Candidates = Candidates, Parallelism = workers };
}
