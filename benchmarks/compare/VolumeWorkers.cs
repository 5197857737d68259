using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Compare;

/// <summary>
/// Training steps in 3-D, 2 x 1 x 16 x 96 x 96, widths 16 to 128, three heads, in seconds or MiB: "volume" halves all axes,
/// "stack" leaves the depth alone at the first two poolings, as for thick slices.
/// </summary>
internal static class VolumeWorkers
{
    private static readonly int[] Widths = [16, 32, 64, 128];

    private static readonly double[] EqualWeights = [1 / 3.0, 1 / 3.0, 1 / 3.0];

    internal static double? Cost(string name)
    {
        if (name.Split('-') is not [("volume" or "stack") and var shape, ("step" or "memory" or "processor") and var what, var side, ..])
            return null;
        Action step = side switch
        {
            "plain" => Plain(shape == "stack"),
            "bf16" => Ours(shape == "stack", ScalarType.BFloat16),
            _ => Ours(shape == "stack", null),
        };
        return what switch
        {
            "memory" => Workers.Memory(step),
            "processor" => ProcessorTime(step),
            _ => Workers.Median(step, warmUp: 1, runs: 5),
        };
    }

    /// <summary>
    /// Seconds that the processor spends on a step with one thread, whatever else the machine does: the median of five.
    /// </summary>
    private static double ProcessorTime(Action step)
    {
        set_num_threads(1);
        step();
        using var process = Process.GetCurrentProcess();
        double[] times = [.. Enumerable.Range(0, 5).Select(_ =>
        {
            process.Refresh();
            TimeSpan before = process.TotalProcessorTime;
            step();
            process.Refresh();
            return (process.TotalProcessorTime - before).TotalSeconds;
        })];
        return times.Order().ElementAt(2);
    }

    private static (Tensor Image, Tensor Target) Sample()
    {
        manual_seed(0);
        return (randn([2, 1, 16, 96, 96]), randint(0, 3, [2, 16, 96, 96]));
    }

    private static Action Plain(bool isStack) => Workers.PlainStep(
        Sample(),
        new PlainVolumeUNet(1, 3, Widths,
            isStack ? [(1, 2, 2), (1, 2, 2), (2, 2, 2)] : [(2, 2, 2), (2, 2, 2), (2, 2, 2)],
            isStack ? [(1, 3, 3), (1, 3, 3), (3, 3, 3), (3, 3, 3)] : [(3, 3, 3), (3, 3, 3), (3, 3, 3), (3, 3, 3)]),
        EqualWeights);

    private static Action Ours(bool isStack, ScalarType? compute) => Workers.OurStep(
        Sample(),
        new DeepSupervisedUNet(new()
        {
            InputChannels = 1,
            Classes = 3,
            Widths = Widths,
            SpatialDimensions = 3,
            Pooling = isStack ? [(1, 2, 2), (1, 2, 2), (2, 2, 2)] : null,
            Kernels = isStack ? [(1, 3, 3), (1, 3, 3), (3, 3, 3), (3, 3, 3)] : null,
            ComputeType = compute,
            ChannelsLast = compute is not null,
        }),
        EqualWeights);
}
