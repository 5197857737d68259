using System.Reflection;
using System.Runtime.InteropServices;

namespace Awsnet.Components.Myops;

/// <summary>Versions that a run's numbers may depend on.</summary>
internal static class MachineVersions
{
    public static IReadOnlyDictionary<string, string> Read() => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["myops"] = VersionOf(typeof(MachineVersions).Assembly),
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["system"] = $"{RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}",
        ["torch"] = $"{typeof(TorchSharp.torch).Assembly.GetName().Name} {VersionOf(typeof(TorchSharp.torch).Assembly)}",
        ["processors"] = $"{Environment.ProcessorCount}",
    };

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? assembly.GetName().Version?.ToString()
            ?? "?";
}
