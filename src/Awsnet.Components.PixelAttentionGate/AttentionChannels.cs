namespace Awsnet.Components;

/// <summary>How many attention weights a <see cref="PixelAttentionGate"/> gives to a pixel.</summary>
public enum AttentionChannels
{
    /// <summary>One weight, shared by all features of the pixel (the paper's gate).</summary>
    One,

    /// <summary>One weight for each feature of the pixel.</summary>
    PerFeature,
}
