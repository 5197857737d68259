using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>What the last bits of a training depend on beside its task: program, libraries, processor, threads.</summary>
internal sealed class Fingerprint(IReadOnlyDictionary<string, string> parts)
{
    internal const string ThreadsVariable = "OMP_NUM_THREADS";

    internal IReadOnlyDictionary<string, string> Parts { get; } = parts;

    /// <summary>This process's.</summary>
    /// <param name="trainable">What the trainable adds.</param>
    internal static Fingerprint Own(string trainable)
    {
        var program = Assembly.GetEntryAssembly();
        return new Fingerprint(new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["program"] = program is null ? "unknown" : $"{program.GetName().Name} {program.ManifestModule.ModuleVersionId:N}",
            ["package"] =
                typeof(Fingerprint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["processor"] = $"{RuntimeInformation.ProcessArchitecture} {Processor()}",
            ["threads"] = Environment.GetEnvironmentVariable(ThreadsVariable)
                ?? Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            ["trainable"] = trainable,
        });
    }

    internal static Fingerprint OfJson(StateReader json) => new(json.Keys().ToDictionary(name => name, name => json[name].Text()));

    internal JsonObject ToJson() => new(Parts.Select(part => KeyValuePair.Create(part.Key, (JsonNode?)part.Value)));

    /// <summary>What differs, in words; null if nothing does.</summary>
    internal string? Difference(Fingerprint other)
    {
        var differences = Parts.Keys.Union(other.Parts.Keys).Order(StringComparer.Ordinal)
            .Where(name => Parts.GetValueOrDefault(name) != other.Parts.GetValueOrDefault(name))
            .Select(name => $"{name} \"{other.Parts.GetValueOrDefault(name)}\" in place of \"{Parts.GetValueOrDefault(name)}\"").ToArray();
        return differences.Length == 0 ? null : string.Join(", ", differences);
    }

    /// <summary>The processor's name where the system tells.</summary>
    private static string Processor()
    {
        const string list = "/proc/cpuinfo";
        if (!File.Exists(list))
            return RuntimeInformation.OSDescription;
        string? line = File.ReadLines(list).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return line is null ? "" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
