namespace Awsnet.Components;

/// <summary>How the decoder of a <see cref="DeepSupervisedUNet"/> doubles its resolution.</summary>
public enum UNetUpSampling
{
    /// <summary>Nearest pixel, then a 3x3 convolution (the paper's network).</summary>
    NearestConvolution,

    /// <summary>A 2x2 transposed convolution with stride 2.</summary>
    Transposed,
}
