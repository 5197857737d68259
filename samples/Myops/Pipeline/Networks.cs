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

    /// <summary>Classes of a fine network, background included.</summary>
    public static int FineClasses(FineOptions options) => options.OneForBoth ? 4 : 3;

    /// <summary>ASAN: gated skips, heads on the decoder levels; or the network that an experiment compares it with.</summary>
    public static SupervisedNetwork Fine(FineOptions options, string compute) => options.Architecture switch
    {
        "unet" => new DeepSupervisedUNet(new DeepSupervisedUNetOptions
        {
            InputChannels = options.Sequences.Count,
            Classes = FineClasses(options),
            Widths = options.Widths,
            Heads = options.Heads,
            Normalization = NormalizationOf(options.Normalization),
            ComputeType = TypeOf(compute),
            ChannelsLast = true,
            SkipGate = options.Gate ? skip => Gate(skip, compute) : null,
        }),
        "nested" => new NestedUNet(new NestedUNetOptions
        {
            InputChannels = options.Sequences.Count,
            Classes = FineClasses(options),
            Widths = options.Widths,
            Heads = options.Heads,
            Normalization = NormalizationOf(options.Normalization),
            ComputeType = TypeOf(compute),
            ChannelsLast = true,
        }),
        _ => throw new InputException($"There is no architecture {options.Architecture}. Choose unet or nested."),
    };

    private static PixelAttentionGate Gate(SkipConnection skip, string compute) => new(new PixelAttentionGateOptions
    {
        SkipChannels = skip.SkipChannels,
        GateChannels = skip.GateChannels,
        // As in the authors' code: half the channels, but all of them at the top.
        IntermediateChannels = skip.Level == 0 ? skip.SkipChannels : null,
        ComputeType = TypeOf(compute),
    });

    private static UNetNormalization NormalizationOf(string name) => name switch
    {
        "batch" => UNetNormalization.Batch,
        "instance" => UNetNormalization.Instance,
        "group" => UNetNormalization.Group,
        _ => throw new InputException($"There is no normalization {name}. Choose batch, instance or group."),
    };

    private static ScalarType? TypeOf(string compute) => compute == "bf16" ? ScalarType.BFloat16 : null;
}
