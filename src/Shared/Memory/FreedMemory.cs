using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>
/// Keeps the blocks that tensors give back, on glibc, for the rest of the process: libtorch's own allocator hands every block of a megabyte
/// and more to the system and asks for it again, and the system clears it each time.
/// </summary>
internal static class FreedMemory
{
    /// <summary>Set to <c>0</c>, it leaves the C library's allocator as it is.</summary>
    internal const string EnvironmentVariable = "AWSNET_KEEP_FREED_MEMORY";

    private const int TrimThreshold = -1, MmapMax = -4;   // glibc's M_TRIM_THRESHOLD and M_MMAP_MAX

    private static readonly Lazy<bool> Kept = new(TryKeep);

    /// <returns>Whether blocks are kept now.</returns>
    public static bool Keep() => Kept.Value;

    private static bool TryKeep()
    {
        if (Environment.GetEnvironmentVariable(EnvironmentVariable) == "0" || !OperatingSystem.IsLinux())
            return false;
        // musl has a mallopt neither under this name nor with these settings.
        if (!NativeLibrary.TryLoad("libc.so.6", out nint library) || !NativeLibrary.TryGetExport(library, "mallopt", out nint address))
            return false;
        var set = Marshal.GetDelegateForFunctionPointer<SetOption>(address);
        return set(MmapMax, 0) != 0 && set(TrimThreshold, int.MaxValue) != 0;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SetOption(int option, int value);
}
