using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Benchmarks;

/// <summary>The gate of a skip connection of 32 channels, 4 x 64 x 64, by a decoder of 64 channels; one thread.</summary>
public class GateBenchmarks
{
    private PixelAttentionGate gate = null!;
    private Tensor skip = null!, decoder = null!;

    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(1);
        manual_seed(0);
        gate = new PixelAttentionGate(new() { SkipChannels = 32, GateChannels = 64 });
        skip = randn(4, 32, 64, 64);
        decoder = randn(4, 64, 32, 32);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        gate.Dispose();
        skip.Dispose();
        decoder.Dispose();
    }

    [Benchmark]
    public void Forward()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        gate.call(skip, decoder);
    }

    [Benchmark]
    public void ForwardAndBackward()
    {
        using var scope = NewDisposeScope();
        gate.call(skip, decoder).sum().backward();
    }
}
