using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>The networks of a run, made from its options.</summary>
internal static class Networks
{
    /// <summary>CASN as a run has it; its first network has widths of its own.</summary>
    public static CasnOptions Casn(PipelineOptions options, string compute) => new()
    {
        Widths = options.Segment.Widths,
        FieldOfView = options.CropSize,
        LocateSize = options.Locate.InputSize,
        RegionSize = options.Segment.InputSize,
        Margin = 0,
        RelativeMargin = options.Segment.RectangleMargin,
        SquareRegion = true,
        Passes = options.SegmentPasses,
        KeepOneObject = true,
        Mirrored = options.MirrorCoarse,
        ComputeType = TypeOf(compute),
        ChannelsLast = true,
    };

    /// <summary>A network of CASN.</summary>
    public static DeepSupervisedUNet Coarse(CoarseOptions network, PipelineOptions options, string compute) =>
        Components.Casn.CreateNetwork(Casn(options, compute) with
        {
            Widths = network.Widths,
            BloodClass = network.BloodClass,
        });

    /// <summary>ASAN; or the network that an experiment compares it with.</summary>
    public static SupervisedNetwork Fine(FineOptions options, string compute) => options.Architecture switch
    {
        "unet" => Asan.CreateNetwork(new AsanOptions
        {
            InputChannels = options.Channels,
            Classes = options.Classes,
            Widths = options.Widths,
            Heads = options.Heads,
            Gated = options.Gate,
            Normalization = NormalizationOf(options.Normalization),
            ComputeType = TypeOf(compute),
            ChannelsLast = true,
        }),
        "nested" => new NestedUNet(new NestedUNetOptions
        {
            InputChannels = options.Channels,
            Classes = options.Classes,
            Widths = options.Widths,
            Heads = options.Heads,
            Normalization = NormalizationOf(options.Normalization),
            ComputeType = TypeOf(compute),
            ChannelsLast = true,
        }),
        _ => throw new InvalidOperationException($"There is no architecture {options.Architecture}."),
    };

    private static UNetNormalization NormalizationOf(string name) => name switch
    {
        "batch" => UNetNormalization.Batch,
        "instance" => UNetNormalization.Instance,
        "group" => UNetNormalization.Group,
        _ => throw new InvalidOperationException($"There is no normalization {name}."),
    };

    private static ScalarType? TypeOf(string compute) => compute == "bf16" ? ScalarType.BFloat16 : null;
}
