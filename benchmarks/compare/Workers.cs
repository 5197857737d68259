using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Compare;

/// <summary>Our side of the comparisons: the same work as <c>peers/worker.py</c>, in seconds or MiB.</summary>
internal static class Workers
{
    private static readonly double[] EqualWeights = [0.25, 0.25, 0.25, 0.25];

    internal static double Cost(string name, int threads)
    {
        // Before the first tensor. What a user would write asks for nothing.
        if (name.EndsWith("-kept", StringComparison.Ordinal)
            || !(name.EndsWith("-freed", StringComparison.Ordinal) || name.Contains("-plain", StringComparison.Ordinal)))
            CpuMemory.KeepFreed();
        set_num_threads(threads);
        return name switch
        {
            "train-step-plain" or "train-step-plain-kept" => Median(AuthorsOrder(), warmUp: 2, runs: 7),
            "train-step-fp32" or "train-step-fp32-freed" => Median(Training(null), warmUp: 2, runs: 7),
            "train-step-bf16" => Median(Training(ScalarType.BFloat16), warmUp: 2, runs: 7),
            "memory-plain" or "memory-plain-kept" => Memory(AuthorsOrder()),
            "memory-fp32" or "memory-fp32-freed" => Memory(Training(null)),
            "memory-bf16" => Memory(Training(ScalarType.BFloat16)),
            "inference-1-plain" => Median(AuthorsInference(1), warmUp: 3, runs: 15),
            "inference-16-plain" => Median(AuthorsInference(16), warmUp: 2, runs: 7),
            "inference-1-fp32" => Median(Inference(1, null), warmUp: 3, runs: 15),
            "inference-16-fp32" => Median(Inference(16, null), warmUp: 2, runs: 7),
            "inference-1-bf16" => Median(Inference(1, ScalarType.BFloat16), warmUp: 3, runs: 15),
            "inference-16-bf16" => Median(Inference(16, ScalarType.BFloat16), warmUp: 2, runs: 7),
            "first-step-plain" => FirstStep(AuthorsOrder(batch: 1, size: 64)),
            "first-step" => FirstStep(Training(null, batch: 1, size: 64)),
            _ => VolumeWorkers.Cost(name) ?? SlidingWorkers.Cost(name) ?? DasWorkers.Cost(name, threads)
                ?? throw new ArgumentException($"There is no worker '{name}'.", nameof(name)),
        };
    }

    internal static (Tensor Image, Tensor Target) Sample(long batch = 16, long size = 128)
    {
        manual_seed(0);
        return (randn(batch, 2, size, size), randint(0, 3, [batch, size, size]));
    }

    private static Action AuthorsOrder(long batch = 16, long size = 128) =>
        PlainStep(Sample(batch, size), new AuthorsOrderUNet(), EqualWeights);

    private static Action Training(ScalarType? compute, long batch = 16, long size = 128) =>
        OurStep(Sample(batch, size), AttentionUNet(compute), EqualWeights);

    internal static Action PlainStep((Tensor Image, Tensor Target) sample, nn.Module<Tensor, Tensor[]> net, double[] weights) =>
        Step(net, () => AuthorsOrderUNet.Loss(net.call(sample.Image), sample.Target, weights));

    internal static Action OurStep((Tensor Image, Tensor Target) sample, DeepSupervisedUNet net, double[] weights)
    {
        var loss = new DeepSupervisionLoss();
        return Step(net, () => loss.call(net.call(sample.Image).Heads, sample.Target, weights).Total);
    }

    private static Action Step(nn.Module net, Func<Tensor> loss)
    {
        var optimizer = optim.Adam(net.parameters(), lr: 1e-3);
        return () =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            Tensor total = loss();
            total.backward();
            optimizer.step();
            total.item<float>();
        };
    }

    private static Action AuthorsInference(long batch)
    {
        (Tensor x, _) = Sample(batch);
        var net = new AuthorsOrderUNet();
        net.eval();
        return () =>
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            net.call(x)[^1].argmax(1);
        };
    }

    internal static DeepSupervisedUNet AttentionUNet(ScalarType? compute) => new(new()
    {
        InputChannels = 2,
        Classes = 3,
        ComputeType = compute,
        ChannelsLast = compute is not null,
        SkipGate = skip => new PixelAttentionGate(new()
        {
            SkipChannels = skip.SkipChannels,
            GateChannels = skip.GateChannels,
            IntermediateChannels = Math.Max(skip.SkipChannels / 2, 32),
            ComputeType = compute,
        }),
    });

    /// <summary>Batch normalization fused, no auxiliary heads, channels innermost.</summary>
    private static Action Inference(long batch, ScalarType? compute)
    {
        (Tensor x, _) = Sample(batch);
        var options = AttentionUNet(compute).Options with { ChannelsLast = true };
        using var trained = new DeepSupervisedUNet(options);
        DeepSupervisedUNet net = trained.FuseNormalization(gate => ((PixelAttentionGate)gate).FuseNormalization());
        return () =>
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            net.Predict(x).argmax(1);
        };
    }

    /// <summary>The most memory this process ever held, in MiB, after four steps.</summary>
    internal static double Memory(Action step)
    {
        for (int k = 0; k < 4; k++) step();
        return PeakMemory();
    }

    internal static double PeakMemory() => Memory("VmHWM:");

    internal static double ResidentMemory() => Memory("VmRSS:");

    /// <summary>What Linux says of this process, in MiB.</summary>
    private static double Memory(string entry)
    {
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(entry, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
    }

    /// <summary>One small step and no more; the clock is the caller's, from the start of this process to its end.</summary>
    private static double FirstStep(Action step)
    {
        step();
        return 0;
    }

    internal static double Median(Action work, int warmUp, int runs)
    {
        for (int k = 0; k < warmUp; k++) work();
        double[] times = new double[runs];
        for (int k = 0; k < runs; k++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            times[k] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        Array.Sort(times);
        return times[runs / 2];
    }
}
