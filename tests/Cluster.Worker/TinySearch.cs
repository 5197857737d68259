using System.Collections.Immutable;

namespace Awsnet.Components.Tests;

/// <summary>One search for all tests: three losses, three candidates.</summary>
public static class TinySearch
{
    public const int Candidates = 3;

    public static ImmutableArray<string> Losses => ["a", "b", "c"];

    /// <summary>Faster to notice a hang than the default.</summary>
    public static ClusterOptions Cluster => new() { SilenceLimit = TimeSpan.FromSeconds(4) };

    public static IWeightController Controller() =>
        new ReinforceController(new WeightSpace(Losses), new ReinforceOptions { Seed = 7 });

    public static WeightSearchOptions Options(int workers) => new() { Candidates = Candidates, Parallelism = workers };
}
