using System.Reflection;

namespace Awsnet.Components.Tests;

/// <summary>What was restored for these tests.</summary>
internal static class Restored
{
    /// <summary>The folder of all packages.</summary>
    public static string PackageCache { get; } = Metadata("PackageCache");

    /// <summary>The version of TorchSharp.</summary>
    public static string Version { get; } = Path.GetFileName(Metadata("TorchSharp"));

    /// <summary>Its native library, as it is in the package.</summary>
    public static byte[] Library() =>
        File.ReadAllBytes(Path.Combine(Metadata("TorchSharp"), "runtimes", "linux-x64", "native", "libLibTorchSharp.so"));

    private static string Metadata(string key) =>
        typeof(Restored).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
