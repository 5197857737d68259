using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace Awsnet.Components.Benchmarks;

/// <summary>What a call of the torch layer costs beside its arithmetic: one element, one thread.</summary>
public class TorchLayerBenchmarks
{
    private Tensor one = null!, two = null!;

    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(1);
        one = ones(1);
        two = ones(1);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        one.Dispose();
        two.Dispose();
    }

    [Benchmark]
    public void Add() => (one + two).Dispose();

    [Benchmark]
    public float Item() => one.item<float>();

    [Benchmark]
    public void MakeFromArray() => tensor(new float[] { 1 }).Dispose();
}
