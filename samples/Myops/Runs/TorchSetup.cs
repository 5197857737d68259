using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>Torch's device and threads.</summary>
internal static class TorchSetup
{
    /// <summary>What OMP_NUM_THREADS says; null where it says nothing.</summary>
    public static int? AskedThreads { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            && asked > 0
            ? asked
            : null;

    /// <summary>The threads to compute with: those that are asked for, else one a processor.</summary>
    public static int Threads { get; } = AskedThreads ?? Environment.ProcessorCount;

    /// <summary>The share of each of some jobs at once: at least one.</summary>
    public static int ThreadsOfEach(int jobs) => Math.Max(1, Threads / jobs);

    /// <summary>
    /// Sets the threads of the calling thread's work. Torch keeps the number per thread, so each thread that computes sets it.
    /// </summary>
    public static void UseThreads(int count) => set_num_threads(count);

    /// <summary>The device of a name.</summary>
    /// <exception cref="InputException">There is no such device here, or torch cannot be loaded.</exception>
    public static Device DeviceOf(string name)
    {
        TorchLoading.Ensure();
        if (name == "cuda" && !cuda.is_available())
            throw new InputException(
                "--device cuda: torch finds no GPU here. Use --device cpu, or a build with TorchSharp's CUDA packages.");
        return device(name);
    }
}
