using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>Keeps the blocks that tensors give back, on glibc, for the rest of the process: what <c>CpuMemory.KeepFreed</c> of the training
/// package does.</summary>
internal static class FreedMemory
{
    private const int TrimThreshold = -1, MmapMax = -4;   // glibc's M_TRIM_THRESHOLD and M_MMAP_MAX

    private static readonly Lazy<bool> Kept = new(TryKeep);

    public static void Keep() => _ = Kept.Value;

    private static bool TryKeep()
    {
        if (Environment.GetEnvironmentVariable("AWSNET_KEEP_FREED_MEMORY") == "0" || !OperatingSystem.IsLinux())
            return false;
        if (!NativeLibrary.TryLoad("libc.so.6", out nint library) || !NativeLibrary.TryGetExport(library, "mallopt", out nint address))
            return false;
        var set = Marshal.GetDelegateForFunctionPointer<SetOption>(address);
        return set(MmapMax, 0) != 0 && set(TrimThreshold, int.MaxValue) != 0;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SetOption(int option, int value);
}
