using BenchmarkDotNet.Attributes;

namespace Awsnet.Components.Benchmarks;

/// <summary>A generated heart: four slices in three sequences.</summary>
public class PhantomBenchmarks
{
    private readonly PhantomOptions options = new() { MinimumSlices = 4, MaximumSlices = 4 };

    [Benchmark]
    public PhantomCase Heart() => CardiacPhantom.Generate(1, 0, options);
}
