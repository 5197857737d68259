using System.Diagnostics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Awsnet.Components.Compare;

/// <summary>
/// Labels of a volume of 64 x 512 x 512 voxels by windows of 64 x 128 x 128 that overlap by half, Gaussian weights, 16 classes: ours
/// against the loop that a user would write, with the same small network.
/// </summary>
internal static class SlidingWorkers
{
    private const long Classes = 16;
    private static readonly long[] Volume = [64, 512, 512], Window = [64, 128, 128];

    internal static double? Cost(string name) => name switch
    {
        "sliding" => Measure(Ours(keep: true)).Seconds,
        "sliding-freed" => Measure(Ours(keep: false)).Seconds,
        "sliding-plain" or "sliding-plain-kept" => Measure(Plain).Seconds,
        "sliding-memory" => Measure(Ours(keep: true)).MiB,
        "sliding-memory-freed" => Measure(Ours(keep: false)).MiB,
        "sliding-memory-plain" or "sliding-memory-plain-kept" => Measure(Plain).MiB,
        _ => null,
    };

    /// <summary>The first run in a process, and the most memory that it held beyond what image and network took.</summary>
    private static (double Seconds, double MiB) Measure(Func<nn.Module<Tensor, Tensor>, Tensor, Tensor> predict)
    {
        manual_seed(0);
        using Tensor image = rand([1, 1, .. Volume]);
        using Sequential network = nn.Sequential(
            nn.Conv3d(1, 16, 3, padding: 1), nn.ReLU(inplace: true), nn.Conv3d(16, 16, 3, padding: 1), nn.ReLU(inplace: true),
            nn.Conv3d(16, Classes, 1));
        network.eval();
        using (no_grad())
        using (NewDisposeScope())
            network.call(rand([1, 1, 8, 8, 8]));   // oneDNN is ready
        double before = Workers.ResidentMemory();
        long start = Stopwatch.GetTimestamp();
        using Tensor labels = predict(network, image);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds, mebibytes = Workers.PeakMemory() - before;
        // One pass over the labels: both sides must agree but for ties.
        Console.Error.WriteLine($"sum of the labels {labels.to(ScalarType.Int64).sum().item<long>()}");
        return (seconds, mebibytes);
    }

    private static Func<nn.Module<Tensor, Tensor>, Tensor, Tensor> Ours(bool keep) => (network, image) =>
        new SlidingWindowInference(new() { WindowSize = Window, KeepFreedMemory = keep }).PredictLabels(network, image);

    private static Tensor Plain(nn.Module<Tensor, Tensor> network, Tensor image)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        Tensor importance = ones(1, 1);
        foreach (long size in Window)
        {
            Tensor x = arange(size, ScalarType.Float32) - (size - 1) / 2f;
            importance = importance.unsqueeze(-1) * (-x.square() / (2 * 0.125 * size * 0.125 * size)).exp();
        }
        importance = importance.clamp_min(1e-3);
        Tensor logits = zeros([1, Classes, .. Volume]), counts = zeros([1, 1, .. Volume]);
        foreach (long z in Starts(0))
        {
            foreach (long y in Starts(1))
            {
                foreach (long x in Starts(2))
                {
                    using var step = NewDisposeScope();
                    Tensor output = network.call(Part(image, z, y, x));
                    Part(logits, z, y, x).add_(output * importance);
                    Part(counts, z, y, x).add_(importance);
                }
            }
        }
        return (logits / counts).argmax(1).MoveToOuterDisposeScope();

        static Tensor Part(Tensor tensor, long z, long y, long x) =>
            tensor.narrow(2, z, Window[0]).narrow(3, y, Window[1]).narrow(4, x, Window[2]);
    }

    /// <summary>Steps of half a window; all axes are multiples.</summary>
    private static IEnumerable<long> Starts(int axis)
    {
        for (long start = 0; start + Window[axis] <= Volume[axis]; start += Window[axis] / 2)
            yield return start;
    }
}
