namespace Awsnet.Components;

/// <summary>The shape and the choices of a <see cref="DeepSupervisedUNet"/>.</summary>
/// <example>
/// <code>
/// var plain = new DeepSupervisedUNetOptions { InputChannels = 1, Classes = 4, Heads = 1 };   // a vanilla U-Net
/// </code>
/// </example>
public sealed record DeepSupervisedUNetOptions : SupervisedNetworkOptions
{
    /// <summary>How the decoder raises its resolution, by the factors it was pooled by.</summary>
    /// <value>Default <see cref="UNetUpSampling.NearestConvolution"/>.</value>
    public UNetUpSampling UpSampling { get; init; } = UNetUpSampling.NearestConvolution;

    /// <summary>
    /// Makes the module that weighs one skip connection, called as <c>gate.call(skip, decoderFeature)</c>; it must keep
    /// the skip's shape. Any gate does, for example a <c>PixelAttentionGate</c>.
    /// </summary>
    /// <value><see langword="null"/> (the default) joins the skips as they are.</value>
    public Func<SkipConnection, nn.Module<Tensor, Tensor, Tensor>>? SkipGate { get; init; }

    /// <summary>Whether the up-sampling convolutions hold their summed taps, as in a network made for inference.</summary>
    internal bool IsFolded { get; init; }
}
