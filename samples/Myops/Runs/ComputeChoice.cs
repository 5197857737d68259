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
        "bf16" when device == "cpu" && CpuBackends.BFloat16Instructions is null =>
            new ComputeChoice(asked, "asked for; slow: the processor has neither AMX nor AVX512-BF16, fp32 is several times faster"),
        "fp32" or "bf16" => new ComputeChoice(asked, "asked for"),
        _ when device != "cpu" => new ComputeChoice("fp32", "the default on a GPU"),
        _ => CpuBackends.BFloat16Instructions is { } found
            ? new ComputeChoice("bf16", $"the processor has {found}")
            : new ComputeChoice("fp32", "the processor has neither AMX nor AVX512-BF16"),
    };
}
