namespace Awsnet.Components;

/// <summary>How the decoder of a <see cref="DeepSupervisedUNet"/> raises its resolution, by the factors it was pooled by.</summary>
public enum UNetUpSampling
{
    /// <summary>Nearest pixel, then a convolution of the level's kernel (the paper's network).</summary>
    NearestConvolution,

    /// <summary>A transposed convolution whose kernel and stride are the factors: 2x2 and 2.</summary>
    Transposed,
}
