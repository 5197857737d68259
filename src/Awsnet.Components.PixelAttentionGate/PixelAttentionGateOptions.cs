using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>The shape and the choices of one <see cref="PixelAttentionGate"/>.</summary>
/// <example>
/// <code>
/// var options = new PixelAttentionGateOptions { SkipChannels = 64, GateChannels = 128 };
/// </code>
/// </example>
public sealed record PixelAttentionGateOptions
{
    /// <summary>Channels of the encoder's skip connection, the tensor that is weighed.</summary>
    /// <value>At least 1. Required.</value>
    public required long SkipChannels { get; init; }

    /// <summary>Channels of the decoder feature that decides, at the skip's resolution or any other.</summary>
    /// <value>At least 1. Required.</value>
    public required long GateChannels { get; init; }

    /// <summary>Channels of the space in which both features are added and rectified (Eq. 10).</summary>
    /// <value>At least 1; <see langword="null"/> (the default) is half of <see cref="SkipChannels"/>, as in the paper.</value>
    public long? IntermediateChannels { get; init; }

    /// <summary>One weight for a pixel, or one for every feature of a pixel.</summary>
    /// <value>Default <see cref="AttentionChannels.One"/>, as in the paper.</value>
    public AttentionChannels Attention { get; init; } = AttentionChannels.One;

    /// <summary>What normalizes each of the three projections.</summary>
    /// <value>Default <see cref="GateNormalization.Batch"/>, as in the paper.</value>
    public GateNormalization Normalization { get; init; } = GateNormalization.Batch;

    /// <summary>How a gate of another size is brought to the skip's size. The skip itself is never resampled.</summary>
    /// <value>Default <see cref="GateResampling.Linear"/>.</value>
    public GateResampling Resampling { get; init; } = GateResampling.Linear;

    /// <summary>Spatial axes of the features: 2 for [N, C, H, W], 3 for [N, C, D, H, W].</summary>
    /// <value>2 or 3. Default 2.</value>
    public int SpatialDimensions { get; init; } = 2;

    /// <summary>Number type of the convolutions; parameters and statistics keep their own.</summary>
    /// <value><see langword="null"/> (the default) computes in the parameters' type; otherwise
    /// <see cref="ScalarType.BFloat16"/> or <see cref="ScalarType.Float32"/>.</value>
    public ScalarType? ComputeType { get; init; }

    internal long ResolvedIntermediateChannels => IntermediateChannels ?? Math.Max(1, SkipChannels / 2);

    internal long ResolvedAttentionChannels => Attention == AttentionChannels.One ? 1 : SkipChannels;

    internal void Validate()
    {
        RequirePositive(SkipChannels, nameof(SkipChannels));
        RequirePositive(GateChannels, nameof(GateChannels));
        RequirePositive(ResolvedIntermediateChannels, nameof(IntermediateChannels));
        if (SpatialDimensions is not (2 or 3))
            throw new ArgumentException(
                $"{nameof(SpatialDimensions)} is {SpatialDimensions}; give 2 for [N, C, H, W] or 3 for [N, C, D, H, W].");
        ComputeTypes.Validate(ComputeType);
    }

    private static void RequirePositive(long channels, string name)
    {
        if (channels < 1)
            throw new ArgumentException($"{name} is {channels}; give the number of channels, 1 or more.");
    }
}
