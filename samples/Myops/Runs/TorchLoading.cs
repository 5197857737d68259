using System.Runtime.InteropServices;
using TorchSharp;

namespace Awsnet.Components.Myops;

/// <summary>Loads libtorch, and says in one line what to do where it cannot be loaded.</summary>
internal static class TorchLoading
{
    private const string NeededVersion = "GLIBCXX_3.4.32";

    private static readonly Lazy<string?> Trouble = new(Load);

    /// <summary>Loads it, once for the process, and prepares it for this machine.</summary>
    /// <exception cref="InputException">It cannot be loaded here.</exception>
    public static void Ensure()
    {
        if (Trouble.Value is { } trouble)
            throw new InputException(trouble);
    }

    private static string? Load()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception error) when (error is TypeInitializationException or NotSupportedException or DllNotFoundException
            or FileNotFoundException or BadImageFormatException)
        {
            return Explain(LoaderMessage(), RuntimeInformation.RuntimeIdentifier);
        }
        CpuMemory.KeepFreed();
        CpuBackends.Prepare();
        return null;
    }

    /// <summary>The line for what the system's loader said, or for a library that is not there.</summary>
    internal static string Explain(string? loader, string platform) => loader switch
    {
        null =>
            $"libtorch is missing: the program's folder has no TorchSharp library for {platform}. Build it with TorchSharp-cpu 0.107.0, " +
            "which has linux-x64 and osx-arm64, and keep the folder whole.",
        _ when loader.Contains(NeededVersion, StringComparison.Ordinal) =>
            $"libtorch cannot be loaded: this system's libstdc++ is older than GCC 13's ({NeededVersion}). "
            + "Build the program with Awsnet.Components.LinuxCompat, or use a newer system.",
        _ when platform.StartsWith("win", StringComparison.Ordinal) =>
            "libtorch cannot be loaded: TorchSharp 0.107.0 does not load on Windows (dotnet/TorchSharp issue 1567). Use Linux, " +
            "WSL or macOS.",
        _ => $"libtorch cannot be loaded: {loader.ReplaceLineEndings(" ").Trim()}",
    };

    /// <summary>TorchSharp hides the loader's message, so the library is loaded once more; null where there is none.</summary>
    private static string? LoaderMessage()
    {
        string name = OperatingSystem.IsWindows() ? "LibTorchSharp.dll"
            : OperatingSystem.IsMacOS() ? "libLibTorchSharp.dylib"
            : "libLibTorchSharp.so";
        string? file = Directory.EnumerateFiles(AppContext.BaseDirectory, name, SearchOption.AllDirectories).FirstOrDefault();
        if (file is null) return null;
        try
        {
            NativeLibrary.Load(file);
            return "it loads by itself, but not for TorchSharp; libtorch's other libraries must lie beside it.";
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            return error.Message;
        }
    }
}
