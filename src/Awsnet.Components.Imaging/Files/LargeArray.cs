using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>Arrays for whole volumes, without the cost of taking them from the system in thousands of small pages.</summary>
internal static partial class LargeArray
{
    private const int HugePage = 2 << 20;
    private const int AdviseHugePages = 14;

    /// <summary>A new array that is not cleared.</summary>
    public static T[] Allocate<T>(int length) where T : unmanaged
    {
        T[] array = GC.AllocateUninitializedArray<T>(length);
        if (IsLarge<T>(length) && OperatingSystem.IsLinux()) AskForHugePages(array);
        return array;
    }

    /// <summary>True from 4 MiB on: more than a core's own caches hold.</summary>
    public static bool IsLarge<T>(int length) where T : unmanaged => (long)length * Unsafe.SizeOf<T>() >= 2 * HugePage;

    /// <summary>
    /// Asks Linux for the array's memory in pages of 2 MiB: where they are handed out on request only (Debian and Ubuntu on servers), the
    /// first writing of 10 MiB costs five page faults instead of 2,560, a third of the time. It is a hint, as NumPy gives it
    /// for its arrays: the memory may have been touched before, or the system may decline.
    /// </summary>
    private static unsafe void AskForHugePages<T>(T[] array) where T : unmanaged
    {
        fixed (T* first = array)
        {
            // Whole huge pages inside the array: what lies beside it is not ours.
            nint start = ((nint)first + HugePage - 1) & -HugePage, end = (nint)(first + array.Length) & -HugePage;
            try
            {
                _ = Advise(start, end - start, AdviseHugePages);
            }
            catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
            {
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nint length, int advice);
}
