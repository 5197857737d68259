using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>
/// Settings that native libraries read while they load, where .NET's own environment variables do not reach:
/// they are set with the C library's <c>setenv</c> before libtorch is loaded, and never override what the user has set.
/// </summary>
internal static partial class NativeSettings
{
    /// <summary>Whether blocks of a megabyte and more are kept for reuse on huge pages; <c>TORCH_SYSTEM_ALLOCATOR=malloc</c> turns it off.</summary>
    internal static bool KeepLargeBlocks { get; } = Environment.GetEnvironmentVariable("TORCH_SYSTEM_ALLOCATOR") != "malloc";

    internal static void BeforeLoad()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is not null) return;
        // Threads that spin at a barrier for long starve each other as soon as anything else runs on the machine; threads that
        // sleep at once take longer to wake than a small kernel takes to run. So: a few tens of microseconds, then sleep.
        SetDefault("OMP_WAIT_POLICY", "PASSIVE");
        SetDefault("GOMP_SPINCOUNT", "30000");
    }

    internal static void AfterLoad()
    {
        // Some builds of libtorch start with one thread, and an OpenBLAS beside them with all.
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null)
            Native.Check(Native.ts_set_threads(Environment.ProcessorCount));
        else
            Native.Check(Native.ts_set_threads(Native.ts_threads()));
    }

    private static void SetDefault(string name, string value)
    {
        if (Environment.GetEnvironmentVariable(name) is null) setenv(name, value, 0);
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
