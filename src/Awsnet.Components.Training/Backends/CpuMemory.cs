using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>How memory is given back that tensors on the CPU no longer need.</summary>
public static class CpuMemory
{
    /// <summary>
    /// Set to <c>0</c>, this environment variable leaves the C library's allocator as it is, whatever the program asks for.
    /// </summary>
    /// <value><c>AWSNET_KEEP_FREED_MEMORY</c>.</value>
    public const string EnvironmentVariable = "AWSNET_KEEP_FREED_MEMORY";

    private const int TrimThreshold = -1, MmapMax = -4;   // glibc's M_TRIM_THRESHOLD and M_MMAP_MAX

    private static readonly Lazy<bool> Kept = new(Keep);

    /// <summary>
    /// Lets the process keep the blocks that tensors give back, for the next tensors: libtorch's own allocator hands every block of a
    /// megabyte and more to the system and asks for it again, and the system clears it each time. On glibc alone; elsewhere nothing
    /// happens.
    /// </summary>
    /// <remarks>
    /// Call it before the first tensor. Trainings do so by themselves, see <see cref="TrainingOptions.KeepFreedMemory"/>. The price is
    /// memory:
    /// the process keeps the most that it ever had in use, and more where blocks of different sizes leave gaps.
    /// </remarks>
    /// <returns>Whether blocks are kept now.</returns>
    public static bool KeepFreed() => Kept.Value;

    private static bool Keep()
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
