using static Awsnet.Components.Tests.Networks;

namespace Awsnet.Components.Tests;

/// <summary>Every option of both networks and of the gate, alone or with others.</summary>
internal static class ExportCases
{
    private static readonly DeepSupervisedUNetOptions Odd = Small with
    {
        Pooling = [(1, 3, 2), (1, 2, 1)],
        Kernels = [(1, 5, 3), (1, 1, 5), (1, 3, 3)],
    };

    private static readonly DeepSupervisedUNetOptions OddStack = Small with
    {
        SpatialDimensions = 3,
        Pooling = [(1, 3, 2), (2, 2, 1)],
        Kernels = [(3, 5, 3), (1, 1, 5), (1, 3, 3)],
    };

    private static readonly Dictionary<string, ExportCase> All = new()
    {
        ["U-Net"] = new(Small),
        ["U-Net, transposed"] = new(Small with { UpSampling = UNetUpSampling.Transposed }),
        ["U-Net, instance"] = new(Small with { Normalization = UNetNormalization.Instance }),
        ["U-Net, group, widths of 1, 2, 4 and 8 groups"] = new(
            Small with { Normalization = UNetNormalization.Group, Widths = [5, 6, 12, 16], Classes = 4 }),
        ["U-Net, group, transposed"] = new(Small with { Normalization = UNetNormalization.Group, UpSampling = UNetUpSampling.Transposed }),
        ["U-Net, none, depth 4"] = new(Small with { Normalization = UNetNormalization.None, Widths = [4, 4, 6, 8, 8], InputChannels = 1 }),
        ["U-Net, depth 6, gated, one head"] = new(Gated with { Widths = [4, 4, 4, 6, 6, 8, 8], Heads = 1 }),
        ["U-Net, dropout, channels last"] = new(Small with { Dropout = 0.5, ChannelsLast = true }),
        ["gated"] = new(Gated),
        ["gated, transposed, depth 4"] = new(Gated with { UpSampling = UNetUpSampling.Transposed, Widths = [4, 6, 8, 10, 12] }),
        ["gate: per feature, instance"] = new(Small with
        {
            SkipGate = GateOf(gate => gate with { Attention = AttentionChannels.PerFeature, Normalization = GateNormalization.Instance }),
            Normalization = UNetNormalization.Instance,
        }),
        ["gate: no normalization, 3 intermediate channels, nearest"] = new(Small with
        {
            SkipGate = GateOf(gate =>
                gate with { Normalization = GateNormalization.None, IntermediateChannels = 3, Resampling = GateResampling.Nearest }),
            Normalization = UNetNormalization.Group,
        }),
        ["U-Net++"] = new(Nested),
        ["U-Net++, depth 4, instance"] = new(Nested with { Widths = [3, 4, 5, 6, 7], Normalization = UNetNormalization.Instance }),
        ["U-Net++, depth 6"] = new(Nested with { Widths = [2, 3, 3, 4, 4, 5, 5] }),
        ["U-Net++, depth 4, group"] = new(Nested with { Widths = [3, 4, 5, 6, 7], Normalization = UNetNormalization.Group }),
        ["U-Net++, none"] = new(Nested with { Normalization = UNetNormalization.None }),
        ["all heads"] = new(Gated with { Widths = [4, 6, 8, 8] }) { Export = new() { Heads = HeadSelection.All } },
        ["U-Net++, all heads"] = new(Nested with { Widths = [4, 6, 8, 8] }) { Export = new() { Heads = HeadSelection.All } },
        ["probabilities of all heads"] = new(Small) { Export = new() { Heads = HeadSelection.All, Probabilities = true } },
        ["probabilities of one class"] = new(
            Small with { Classes = 1 })
        { Export = new() { Probabilities = true, InputName = "x", OutputName = "y" } },
        ["bf16"] = new(Gated with { ComputeType = ScalarType.BFloat16 }) { Reference = Gated },
        ["double"] = new(Gated) { Type = ScalarType.Float64, Reference = Gated },
        ["fused, gated"] = new(Gated) { Fused = true, Reference = Gated },
        ["fused, channels last, transposed"] = new(
            Small with { ChannelsLast = true, UpSampling = UNetUpSampling.Transposed })
        {
            Fused = true,
            Reference = Small with { UpSampling = UNetUpSampling.Transposed }
        },
        ["fused U-Net++"] = new(Nested) { Fused = true, Reference = Nested },
        ["other poolings and kernels"] = new(Odd),
        ["other poolings and kernels, fused"] = new(Odd) { Fused = true, Reference = Odd },
        ["3-D"] = new(Small with { SpatialDimensions = 3 }),
        ["3-D, instance, all heads"] = new(Small with { SpatialDimensions = 3, Normalization = UNetNormalization.Instance })
        {
            Export = new() { Heads = HeadSelection.All },
        },
        ["stack, gated, probabilities of all heads"] = new(GatedStack)
        {
            Export = new() { Heads = HeadSelection.All, Probabilities = true },
        },
        ["stack, transposed"] = new(Stack with { UpSampling = UNetUpSampling.Transposed }),
        ["stack, group, no head but the final one"] = new(Stack with { Normalization = UNetNormalization.Group, Heads = 1 }),
        ["stack, fused, gated, channels last"] = new(GatedStack with { ChannelsLast = true }) { Fused = true, Reference = GatedStack },
        ["stack, other poolings and kernels, fused"] = new(OddStack) { Fused = true, Reference = OddStack },
        ["stack of U-Net++, all heads"] = new(NestedStack) { Export = new() { Heads = HeadSelection.All } },
        ["fused 3-D U-Net++"] = new(Nested with { SpatialDimensions = 3 })
        {
            Fused = true,
            Reference = Nested with { SpatialDimensions = 3 },
        },
    };

    public static IEnumerable<string> Names => All.Keys;

    public static ExportCase Get(string name) => All[name];
}
