using TorchSharp.Modules;

namespace Awsnet.Components;

/// <summary>(Convolution, normalization, ReLU) twice, then dropout: [N, from, …] to [N, to, …] of the same size.</summary>
internal sealed class ConvolutionBlock : nn.Module<Tensor, Tensor>
{
    private readonly Convolution convolution1;
    private readonly nn.Module<Tensor, Tensor> normalization1;
    private readonly Convolution convolution2;
    private readonly nn.Module<Tensor, Tensor> normalization2;
    private readonly nn.Module<Tensor, Tensor> dropout;
    private readonly SupervisedNetworkOptions options;

    /// <param name="level">Its level, which says the kernel and how many features come out.</param>
    /// <param name="from">Features that come in.</param>
    /// <param name="options">Shape and choices of the network.</param>
    public ConvolutionBlock(int level, long from, SupervisedNetworkOptions options) : base(nameof(ConvolutionBlock))
    {
        this.options = options;
        long to = options.Widths[level];
        long[] kernel = options.KernelAt(level);
        convolution1 = SpatialLayers.Convolution(from, to, kernel);
        normalization1 = Normalizations.Create(to, options);
        convolution2 = SpatialLayers.Convolution(to, to, kernel);
        normalization2 = Normalizations.Create(to, options);
        dropout = SpatialLayers.Dropout(options.Dropout, options.SpatialDimensions);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor feature = normalization1.NormalizeAndRectify(convolution1.Convolve(input, options.ComputeType), options);
        feature = normalization2.NormalizeAndRectify(convolution2.Convolve(feature, options.ComputeType), options);
        return dropout.call(feature).MoveToOuterDisposeScope();
    }

    /// <summary>The block after max-pooling its input, by the factors of the level above.</summary>
    public Tensor Pooled(Tensor input, long[] factors)
    {
        using var scope = NewDisposeScope();
        return call(SpatialLayers.MaxPool(input, factors)).MoveToOuterDisposeScope();
    }

    /// <summary>The block of several features side by side.</summary>
    public Tensor Joined(params Tensor[] inputs)
    {
        using var scope = NewDisposeScope();
        return call(cat(inputs, 1)).MoveToOuterDisposeScope();
    }

    /// <summary>Fills a block without normalization with this block's weights and statistics.</summary>
    public void FuseInto(ConvolutionBlock fused)
    {
        BatchNormFusion.Fuse(convolution1, normalization1, fused.convolution1);
        BatchNormFusion.Fuse(convolution2, normalization2, fused.convolution2);
        BatchNormFusion.Settle(fused.convolution1, options.ComputeType, options.ChannelsLast);
        BatchNormFusion.Settle(fused.convolution2, options.ComputeType, options.ChannelsLast);
    }
}
