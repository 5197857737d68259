using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Benchmarks;

/// <summary>
/// A small gated, deeply supervised U-Net (widths 16, 32, 64, 128) on 2 x 2 x 64 x 64: a training step, and inference; one thread.
/// </summary>
public class UNetBenchmarks
{
    private static readonly double[] weights = [0.25, 0.25, 0.5];

    private DeepSupervisedUNet network = null!, fused = null!;
    private DeepSupervisionLoss loss = null!;
    private optim.Optimizer optimizer = null!;
    private Tensor input = null!, target = null!;

    /// <summary>What the network computes in.</summary>
    [Params("fp32", "bf16")]
    public string Compute { get; set; } = "fp32";

    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(1);
        manual_seed(0);
        ScalarType? type = Compute == "bf16" ? ScalarType.BFloat16 : null;
        network = Asan.CreateNetwork(
            new()
            {
                InputChannels = 2,
                Classes = 3,
                Widths = [16, 32, 64, 128],
                Heads = 3,
                ComputeType = type,
                ChannelsLast = type is not null
            });
        loss = new DeepSupervisionLoss();
        optimizer = optim.Adam(network.parameters(), 1e-3);
        input = randn(2, 2, 64, 64);
        target = randint(0, 3, [2, 64, 64]);
        Step();
        fused = network.FuseNormalization(gate => ((PixelAttentionGate)gate).FuseNormalization());
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        optimizer.Dispose();
        network.Dispose();
        fused.Dispose();
        loss.Dispose();
        input.Dispose();
        target.Dispose();
    }

    [Benchmark]
    public float Step()
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        Tensor total = loss.call(network.call(input).Heads, target, weights).Total;
        total.backward();
        optimizer.step();
        return total.item<float>();
    }

    [Benchmark]
    public float Predict()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        return fused.Predict(input).flatten()[0].to_type(ScalarType.Float32).item<float>();
    }
}
