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

    /// <summary>Spatial axes of the input: 2 for [N, C, H, W], 3 for [N, C, D, H, W].</summary>
    /// <value>2 or 3. Default 2.</value>
    public int SpatialDimensions { get; init; } = 2;

    /// <summary>Features per level, full resolution first; each further level lowers the resolution by its <see cref="Pooling"/>.</summary>
    /// <value>3 to 7 widths, that is 2 to 6 poolings. Default 32, 64, 128, 256, 512, as in the paper.</value>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64, 128, 256, 512];

    /// <summary>
    /// By what each pooling divides the size, full resolution first. Where slices are thick, divide by (1, 2, 2) until voxels are about
    /// as high as they are wide.
    /// </summary>
    /// <value><see cref="Depth"/> entries of 1 or more on each axis, not 1 on all of them; in 2-D the depth is 1.
    /// <see langword="null"/> (the default) halves every axis each time.</value>
    public IReadOnlyList<(int Depth, int Height, int Width)>? Pooling { get; init; }

    /// <summary>Kernels of the convolutions of each level, full resolution first, those that lead up to it included.</summary>
    /// <value>One entry per level, odd on each axis; in 2-D the depth is 1. <see langword="null"/> (the default) is 3 on every
    /// axis.</value>
    public IReadOnlyList<(int Depth, int Height, int Width)>? Kernels { get; init; }

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

    /// <summary>How often the resolution is lowered.</summary>
    /// <value>One less than the number of <see cref="Widths"/>.</value>
    public int Depth => Widths.Count - 1;

    internal int ResolvedHeads => Heads ?? Depth;

    /// <summary>By what the pooling between a level and the next divides the size.</summary>
    /// <param name="level">0 at full resolution; below <see cref="Depth"/>.</param>
    /// <returns>One factor per spatial axis: height and width, in 3-D the depth before them.</returns>
    public long[] PoolingAt(int level) => Sizes(Pooling?[level] ?? (2, 2, 2));

    /// <summary>Kernel of a level's convolutions.</summary>
    /// <param name="level">0 at full resolution; at most <see cref="Depth"/>.</param>
    /// <returns>One size per spatial axis: height and width, in 3-D the depth before them.</returns>
    public long[] KernelAt(int level) => Sizes(Kernels?[level] ?? (3, 3, 3));

    /// <summary>How many pixels of the input a pixel of some level stands for, along each axis.</summary>
    /// <param name="level">0 at full resolution; at most <see cref="Depth"/>.</param>
    /// <returns>One stride per spatial axis: height and width, in 3-D the depth before them.</returns>
    public long[] StrideAt(int level) => Enumerable.Range(0, level).Aggregate(
        Sizes((1, 1, 1)), (stride, pooled) => [.. stride.Zip(PoolingAt(pooled), (size, factor) => size * factor)]);

    internal void Validate()
    {
        Option.Require(InputChannels >= 1, $"InputChannels is {InputChannels}; give 1 or more.");
        Option.Require(Classes >= 1, $"Classes is {Classes}; give 1 or more, background included.");
        Option.Require(SpatialDimensions is 2 or 3,
            $"SpatialDimensions is {SpatialDimensions}; give 2 for [N, C, H, W] or 3 for [N, C, D, H, W].");
        Option.Require(Depth is >= LeastDepth and <= GreatestDepth,
            $"Widths has {Widths.Count} entries; give {LeastDepth + 1} to {GreatestDepth + 1}, full resolution first.");
        Option.Require(Widths.All(width => width >= 1), $"Widths is [{string.Join(", ", Widths)}]; every width must be 1 or more.");
        Option.Require(ResolvedHeads >= 1 && ResolvedHeads <= Depth,
            $"Heads is {Heads}; a network of depth {Depth} has 1 to {Depth} heads.");
        Option.Require(Dropout is >= 0 and < 1, $"Dropout is {Dropout}; give 0 to below 1.");
        RequireSizes(Pooling, nameof(Pooling), Depth, "pooling",
            size => size is { Depth: >= 1, Height: >= 1, Width: >= 1 } and not (1, 1, 1),
            "give factors of 1 or more, and more than 1 on at least one axis");
        RequireSizes(Kernels, nameof(Kernels), Depth + 1, "level",
            size => IsKernel(size.Depth) && IsKernel(size.Height) && IsKernel(size.Width),
            "give odd numbers of 1 or more");
        ComputeTypes.Validate(ComputeType);
    }

    private static bool IsKernel(int size) => size >= 1 && size % 2 == 1;

    private long[] Sizes((int Depth, int Height, int Width) size) =>
        SpatialDimensions == 2 ? [size.Height, size.Width] : [size.Depth, size.Height, size.Width];

    private void RequireSizes(
        IReadOnlyList<(int Depth, int Height, int Width)>? sizes, string name, int count, string what,
        Func<(int Depth, int Height, int Width), bool> holds, string advice)
    {
        if (sizes is null)
            return;
        Option.Require(sizes.Count == count,
            $"{name} has {sizes.Count} entries; give one (depth, height, width) for each {what}, {count} for {Widths.Count} widths.");
        for (int i = 0; i < count; i++)
        {
            Option.Require(holds(sizes[i]), $"{name}[{i}] is {sizes[i]}; {advice}.");
            Option.Require(SpatialDimensions == 3 || sizes[i].Depth == 1,
                $"{name}[{i}] is {sizes[i]}, and the network is 2-D; give a depth of 1, or set SpatialDimensions to 3.");
        }
    }
}
