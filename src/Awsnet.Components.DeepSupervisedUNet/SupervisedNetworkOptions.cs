using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>What the options of every <see cref="SupervisedNetwork"/> share.</summary>
public abstract record SupervisedNetworkOptions
{
    private const int LeastDepth = 2, GreatestDepth = 6;

    private protected SupervisedNetworkOptions()
    {
    }

    /// <summary>Channels of the input, for example 2 for LGE and T2.</summary>
    /// <value>At least 1. Required.</value>
    public required int InputChannels { get; init; }

    /// <summary>Channels of each head: one per class with the background, or 1 for a sigmoid.</summary>
    /// <value>At least 1. Required.</value>
    public required int Classes { get; init; }

    /// <summary>Features per level, full resolution first; each further level halves the resolution.</summary>
    /// <value>3 to 7 widths, that is 2 to 6 poolings. Default 32, 64, 128, 256, 512, as in the paper.</value>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64, 128, 256, 512];

    /// <summary>Supervision heads, counted from the final one: 1 is a network without deep supervision.</summary>
    /// <value>1 to <see cref="Depth"/>; <see langword="null"/> (the default) puts one on every decoder level.</value>
    public int? Heads { get; init; }

    /// <summary>What follows each convolution.</summary>
    /// <value>Default <see cref="UNetNormalization.Batch"/>.</value>
    public UNetNormalization Normalization { get; init; } = UNetNormalization.Batch;

    /// <summary>Share of the features that each block drops whole, at its end, while training.</summary>
    /// <value>0 to below 1. Default 0.</value>
    public double Dropout { get; init; }

    /// <summary>Number type of the convolutions. Parameters, normalization statistics and logits keep the parameters' type.</summary>
    /// <value><see langword="null"/> (the default) computes in the parameters' type; otherwise
    /// <see cref="ScalarType.BFloat16"/> or <see cref="ScalarType.Float32"/>.</value>
    public ScalarType? ComputeType { get; init; }

    /// <summary>Whether features lie in memory with the channels innermost: the same numbers, often faster.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool ChannelsLast { get; init; }

    /// <summary>How often the resolution is halved.</summary>
    /// <value>One less than the number of <see cref="Widths"/>.</value>
    public int Depth => Widths.Count - 1;

    internal int ResolvedHeads => Heads ?? Depth;

    internal void Validate()
    {
        Require(InputChannels >= 1, $"InputChannels is {InputChannels}; give 1 or more.");
        Require(Classes >= 1, $"Classes is {Classes}; give 1 or more, background included.");
        Require(Depth is >= LeastDepth and <= GreatestDepth,
            $"Widths has {Widths.Count} entries; give {LeastDepth + 1} to {GreatestDepth + 1}, full resolution first.");
        Require(Widths.All(width => width >= 1), $"Widths is [{string.Join(", ", Widths)}]; every width must be 1 or more.");
        Require(ResolvedHeads >= 1 && ResolvedHeads <= Depth, $"Heads is {Heads}; a network of depth {Depth} has 1 to {Depth} heads.");
        Require(Dropout is >= 0 and < 1, $"Dropout is {Dropout}; give 0 to below 1.");
        ComputeTypes.Validate(ComputeType);
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new ArgumentException(message);
    }
}
