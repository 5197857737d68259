namespace Awsnet.Components.Myops;

/// <summary>fp32 or bf16, and why.</summary>
/// <param name="Name"><c>fp32</c> or <c>bf16</c>.</param>
/// <param name="Reason">For the run's record.</param>
internal sealed record ComputeChoice(string Name, string Reason)
{
    /// <summary>What <c>--compute</c> takes.</summary>
    public static string[] Names { get; } = ["auto", "fp32", "bf16"];

    /// <summary>Chooses: bf16 by itself only where the processor multiplies in it.</summary>
    /// <param name="asked">One of <see cref="Names"/>.</param>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    public static ComputeChoice Of(string asked, string device) => asked switch
    {
        "fp32" or "bf16" => new ComputeChoice(asked, "asked for"),
        _ when device != "cpu" => new ComputeChoice("fp32", "the default on a GPU"),
        _ => BfloatInstructions(ProcessorFlags()) is { } found
            ? new ComputeChoice("bf16", $"the processor has {found}")
            : new ComputeChoice("fp32", "the processor has neither AMX nor AVX512-BF16"),
    };

    /// <summary>The processor's way to multiply in bf16, or null.</summary>
    internal static string? BfloatInstructions(IReadOnlySet<string> flags) =>
        flags.Contains("amx_bf16") ? "AMX" : flags.Contains("avx512_bf16") ? "AVX512-BF16" : null;

    /// <summary>What Linux says of the first processor; nothing elsewhere, so that bf16 must be asked for there.</summary>
    private static HashSet<string> ProcessorFlags()
    {
        const string Information = "/proc/cpuinfo";
        if (!File.Exists(Information)) return [];
        var line = File.ReadLines(Information).FirstOrDefault(text => text.StartsWith("flags", StringComparison.Ordinal));
        return line is null ? [] : [.. line[(line.IndexOf(':') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }
}
