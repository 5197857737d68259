using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>The choices of an ASAN, AWSnet's fine network. The defaults are the paper's.</summary>
public sealed record AsanOptions
{
    /// <summary>Channels of the input: LGE and T2, masked out outside the left ventricle.</summary>
    /// <value>1 or more. Default 2.</value>
    public int InputChannels { get; init; } = 2;

    /// <summary>Classes, the background included: {background, myocardium, scar} or {background, myocardium, scar and edema}.</summary>
    /// <value>2 or more. Default 3.</value>
    public int Classes { get; init; } = 3;

    /// <summary>Features per level, full resolution first.</summary>
    /// <value>3 to 7 widths. Default 32, 64, 128, 256, 512.</value>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64, 128, 256, 512];

    /// <summary>Supervision heads, counted from the final one.</summary>
    /// <value>1 to the number of poolings. Default 4.</value>
    public int Heads { get; init; } = 4;

    /// <summary>
    /// Whether the skip connections are gated by pixel attention. Without, the arms "Base" and "DS" of the paper's experiments.
    /// </summary>
    /// <value>Default true.</value>
    public bool Gated { get; init; } = true;

    /// <summary>What follows each convolution of the U-Net. The gates have batch normalization whatever this is.</summary>
    /// <value>Default <see cref="UNetNormalization.Batch"/>, the paper's.</value>
    public UNetNormalization Normalization { get; init; } = UNetNormalization.Batch;

    /// <summary>Number type of the convolutions; parameters, statistics, loss and optimizer keep fp32.</summary>
    /// <value><see langword="null"/> (the default) for fp32, or <see cref="ScalarType.BFloat16"/>.</value>
    public ScalarType? ComputeType { get; init; }

    /// <summary>Whether features lie in memory with the channels innermost: the same numbers, often faster.</summary>
    /// <value>Default false.</value>
    public bool ChannelsLast { get; init; }
}
