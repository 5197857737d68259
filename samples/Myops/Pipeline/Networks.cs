using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>The networks of a run, made from its options.</summary>
internal static class Networks
{
    /// <summary>A vanilla U-Net that marks the ventricle on bSSFP, LGE and T2.</summary>
    public static DeepSupervisedUNet Coarse(CoarseOptions options, string compute) => new(new DeepSupervisedUNetOptions
    {
        InputChannels = 3,
        Classes = 2,
        Widths = options.Widths,
        Heads = 1,
        ComputeType = TypeOf(compute),
        ChannelsLast = true,
    });

    /// <summary>ASAN: gated skips, heads on the decoder levels, three classes on LGE and T2.</summary>
    public static DeepSupervisedUNet Fine(FineOptions options, string compute) => new(new DeepSupervisedUNetOptions
    {
        InputChannels = 2,
        Classes = 3,
        Widths = options.Widths,
        Heads = options.Heads,
        ComputeType = TypeOf(compute),
        ChannelsLast = true,
        SkipGate = skip => new PixelAttentionGate(new PixelAttentionGateOptions
        {
            SkipChannels = skip.SkipChannels,
            GateChannels = skip.GateChannels,
            // As in the authors' code: half the channels, but all of them at the top.
            IntermediateChannels = skip.Level == 0 ? skip.SkipChannels : null,
            ComputeType = TypeOf(compute),
        }),
    });

    private static ScalarType? TypeOf(string compute) => compute == "bf16" ? ScalarType.BFloat16 : null;
}
