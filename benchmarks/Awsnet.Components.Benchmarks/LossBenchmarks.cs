using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Benchmarks;

/// <summary>Dice and cross-entropy of 4 x 3 x 128 x 128 logits, and their sum over four heads; one thread.</summary>
public class LossBenchmarks
{
    private static readonly double[] weights = [0.1, 0.2, 0.3, 0.4];

    private Tensor[] heads = null!;
    private Tensor target = null!;

    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(1);
        manual_seed(0);
        heads = [.. Enumerable.Range(0, weights.Length).Select(_ => randn(4, 3, 128, 128).requires_grad_())];
        target = randint(0, 3, [4, 128, 128]);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (Tensor head in heads) head.Dispose();
        target.Dispose();
    }

    [Benchmark]
    public float Forward()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        return DiceCrossEntropy.Loss(heads[0], target).item<float>();
    }

    [Benchmark]
    public void ForwardAndBackward()
    {
        using var scope = NewDisposeScope();
        DiceCrossEntropy.Loss(heads[0], target).backward();
    }

    [Benchmark]
    public void FourHeadsForwardAndBackward()
    {
        using var scope = NewDisposeScope();
        DeepSupervision.Sum(heads, target, weights).Total.backward();
    }
}
