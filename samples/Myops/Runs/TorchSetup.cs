using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>Torch's device and threads.</summary>
internal static class TorchSetup
{
    // More than any machine has; so many that were not meant would bring one to a halt.
    private const int MostThreads = 1024;

    /// <summary>What OMP_NUM_THREADS says; null where it says nothing.</summary>
    /// <exception cref="InputException">They are too many.</exception>
    public static int? AskedThreads => ThreadsIn(Environment.GetEnvironmentVariable("OMP_NUM_THREADS"));

    /// <summary>The threads to compute with: those that are asked for, else one a processor.</summary>
    public static int Threads => AskedThreads ?? Environment.ProcessorCount;

    /// <summary>Whether torch may be told to compute with so many threads.</summary>
    public static bool Admits(long threads) => threads is >= 1 and <= MostThreads;

    /// <summary>The share of each of some jobs at once: at least one.</summary>
    public static int ThreadsOfEach(int jobs) => Math.Max(1, Threads / jobs);

    /// <summary>
    /// Sets the threads of the calling thread's work. Torch keeps the number per thread, so each thread that computes sets it.
    /// </summary>
    public static void UseThreads(int count) => set_num_threads(count);

    /// <summary>The device of a name.</summary>
    /// <exception cref="InputException">There is no such device here, torch cannot be loaded, or too many threads are asked
    /// for.</exception>
    public static Device DeviceOf(string name)
    {
        _ = AskedThreads;
        TorchLoading.Ensure();
        if (name == "cuda" && !cuda.is_available())
            throw new InputException(
                "--device cuda: torch finds no GPU here. Use --device cpu, or a build with TorchSharp's CUDA packages.");
        return device(name);
    }

    /// <summary>The threads that the variable's text asks for; null for what OpenMP passes over, too.</summary>
    internal static int? ThreadsIn(string? text)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) || asked == 0) return null;
        return Admits(asked)
            ? (int)asked
            : throw new InputException(
                $"OMP_NUM_THREADS={text}: expected 1 to {MostThreads}. This machine has " +
                $"{Numbers.Count(Environment.ProcessorCount, "processor")}.");
    }
}
