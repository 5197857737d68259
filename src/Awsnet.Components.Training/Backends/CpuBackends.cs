using System.Runtime.InteropServices;

namespace Awsnet.Components;

/// <summary>
/// The libraries that libtorch computes with on the CPU: whether they are right on this machine, and switches for them that TorchSharp
/// lacks.
/// </summary>
public static class CpuBackends
{
    /// <summary>
    /// Whether oneDNN's convolutions are right on this machine: tried once, in about a millisecond. On machines that hide the sizes of
    /// their caches (some virtual machines do) the oneDNN inside libtorch 2.10 is wrong, without a word, about 3 x 3 and larger
    /// convolutions of channels that are no multiple of 16, in the forward or in the backward pass, and in bfloat16 about 1 x 1 ones too.
    /// </summary>
    /// <remarks>The networks and gates of this family are right on such machines as well. For layers of your own keep to multiples of 16,
    /// or call <see cref="UseOneDnn"/> with <see langword="false"/>.</remarks>
    public static bool IsOneDnnSound => !OneDnnPadding.IsNeeded;

    /// <summary>
    /// How this processor multiplies in bfloat16; without such instructions bfloat16 is several times slower than float32.
    /// </summary>
    /// <value><c>AMX</c>, <c>AVX512-BF16</c>, or null where it has neither, and on other systems than Linux, which do not say so in a
    /// file.</value>
    public static string? BFloat16Instructions { get; } = BFloat16InstructionsOf(ProcessorFlags());

    // NNPACK cannot start on machines that hide their caches; those are the ones on which oneDNN is wrong.
    private static readonly Lazy<bool> Prepared = new(() =>
    {
        bool isHidden = !IsOneDnnSound && !OperatingSystem.IsWindows();
        if (isHidden)
            UseNnpack(false);
        return isHidden;
    });

    /// <summary>Switches oneDNN on or off for the whole process, as <c>torch.backends.mkldnn.enabled</c> does in PyTorch.</summary>
    /// <param name="enabled">Off, convolutions are libtorch's own: right everywhere, and slower.</param>
    /// <exception cref="PlatformNotSupportedException">Windows, whose libtorch offers no such switch.</exception>
    public static void UseOneDnn(bool enabled)
    {
        Switch("_ZN2at7Context20setUserEnabledMkldnnEb", enabled);
        IsOneDnnUsed = enabled;
    }

    /// <summary>Whether nobody has switched oneDNN off by <see cref="UseOneDnn"/>.</summary>
    internal static bool IsOneDnnUsed { get; private set; } = true;

    /// <summary>Switches NNPACK on or off for the whole process. It computes some convolutions of single images.</summary>
    /// <param name="enabled">Off, nothing tries to start it any more; on a machine that it does not know, it complains on standard error at
    /// every call.</param>
    /// <exception cref="PlatformNotSupportedException">Windows, whose libtorch offers no such switch.</exception>
    public static void UseNnpack(bool enabled) => Switch("_ZN2at7Context20setUserEnabledNNPACKEb", enabled);

    /// <summary>
    /// Does what this machine needs for this family's networks, and nothing where it needs nothing: NNPACK is off where it cannot work and
    /// would say so at every call. Trainings do it by themselves; call it before predictions without one.
    /// </summary>
    public static void Prepare() => _ = Prepared.Value;

    internal static string? BFloat16InstructionsOf(IReadOnlySet<string> flags) =>
        flags.Contains("amx_bf16") ? "AMX" : flags.Contains("avx512_bf16") ? "AVX512-BF16" : null;

    /// <summary>What Linux says of the first processor.</summary>
    private static HashSet<string> ProcessorFlags()
    {
        const string information = "/proc/cpuinfo";
        if (!File.Exists(information))
            return [];
        string? line = File.ReadLines(information).FirstOrDefault(text => text.StartsWith("flags", StringComparison.Ordinal));
        return line is null
            ? []
            : [.. line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static void Switch(string member, bool enabled)
    {
        _ = IsOneDnnSound;   // tried while oneDNN is on
        torch.InitializeDeviceType(DeviceType.CPU);   // loads libtorch
        if (!NativeLibrary.TryLoad("torch_cpu", typeof(torch).Assembly, null, out nint library)
            || !NativeLibrary.TryGetExport(library, "_ZN2at13globalContextEv", out nint context)
            || !NativeLibrary.TryGetExport(library, member, out nint setter))
            throw new PlatformNotSupportedException(
                "The libtorch of this platform offers no switch for its backends under the names that GCC and Clang give them.");
        Marshal.GetDelegateForFunctionPointer<Set>(
            setter)(Marshal.GetDelegateForFunctionPointer<Get>(context)(), enabled ? (byte)1 : (byte)0);
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint Get();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Set(nint context, byte enabled);
}
