using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>The choices of CASN, AWSnet's coarse pair of networks. The defaults are the paper's where it gives any.</summary>
public sealed record CasnOptions
{
    /// <summary>Channels of the input: bSSFP, LGE and T2.</summary>
    /// <value>1 or more. Default 3.</value>
    public int InputChannels { get; init; } = 3;

    /// <summary>Features per level of both U-Nets, full resolution first.</summary>
    /// <value>3 to 7 widths. Default 32, 64, 128, 256, 512.</value>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64, 128, 256, 512];

    /// <summary>
    /// Whether a network tells the ventricle's blood from its wall: background, myocardium and blood, in place of background and ventricle.
    /// It is meant for the second network; the ventricle is then both together.
    /// </summary>
    /// <value>Default false, as in the paper.</value>
    public bool BloodClass { get; init; }

    /// <summary>Side of the square in the middle of the images that the first network sees. The second network may see beyond it.</summary>
    /// <value>16 or more, or <see langword="null"/> (the default) for the images as they are.</value>
    public int? FieldOfView { get; init; }

    /// <summary>Side of the square that the images are resized to for the first network: a small one takes little of the time.</summary>
    /// <value>16 or more, or <see langword="null"/> (the default) for no resizing, as in the paper.</value>
    public int? LocateSize { get; init; }

    /// <summary>Side of the square that the rectangle is resized to for the second network.</summary>
    /// <value>16 or more. Default 128; the paper does not say.</value>
    public int RegionSize { get; init; } = 128;

    /// <summary>What is added around the rectangle on each side, in pixels.</summary>
    /// <value>0 or more. Default 10.</value>
    public int Margin { get; init; } = 10;

    /// <summary>What is added on top of that, as a part of the rectangle's longer side, rounded up to whole pixels.</summary>
    /// <value>0 or more. Default 0.</value>
    public double RelativeMargin { get; init; }

    /// <summary>
    /// Whether the second network sees the square around the rectangle and its margin, which keeps the heart's shape and may reach beyond
    /// the image, where all is 0; or the rectangle itself, clipped to the image.
    /// </summary>
    /// <value>Default false.</value>
    public bool SquareRegion { get; init; }

    /// <summary>
    /// How often the second network segments, each time around what it found before: a further time corrects a rectangle that was off.
    /// </summary>
    /// <value>1 or more. Default 1, as in the paper.</value>
    public int Passes { get; init; } = 1;

    /// <summary>
    /// Whether of what either network marks one object is kept, without holes: see <see cref="ConnectedComponents.KeepOneObject"/>.
    /// </summary>
    /// <value>Default false, as in the paper.</value>
    public bool KeepOneObject { get; init; }

    /// <summary>
    /// Test-time augmentation: whether each network's probabilities are the mean over what it sees and its three mirror images. It costs
    /// four times as much.
    /// </summary>
    /// <value>Default false, as in the paper.</value>
    public bool Mirrored { get; init; }

    /// <summary>Whether the images of one call are slices of one heart and share one rectangle, or each has its own.</summary>
    /// <value>Default true.</value>
    public bool OneHeart { get; init; } = true;

    /// <summary>Number type of the convolutions.</summary>
    /// <value><see langword="null"/> (the default) for fp32, or <see cref="ScalarType.BFloat16"/>.</value>
    public ScalarType? ComputeType { get; init; }

    /// <summary>Whether features lie in memory with the channels innermost: the same numbers, often faster.</summary>
    /// <value>Default false.</value>
    public bool ChannelsLast { get; init; }

    internal void Validate()
    {
        if (FieldOfView < 16)
            throw new ArgumentException($"FieldOfView is {FieldOfView}; give 16 or more pixels, or null.");
        if (LocateSize < 16)
            throw new ArgumentException($"LocateSize is {LocateSize}; give 16 or more pixels, or null.");
        if (RegionSize < 16)
            throw new ArgumentException($"RegionSize is {RegionSize}; give 16 or more pixels.");
        if (Margin < 0)
            throw new ArgumentException($"Margin is {Margin}; give 0 or more pixels.");
        if (!(RelativeMargin >= 0) || !double.IsFinite(RelativeMargin))
            throw new ArgumentException(FormattableString.Invariant($"RelativeMargin is {RelativeMargin}; give 0 or more."));
        if (Passes < 1)
            throw new ArgumentException($"Passes is {Passes}; give 1 or more.");
    }
}
