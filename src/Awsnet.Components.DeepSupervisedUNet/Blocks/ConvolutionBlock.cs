using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components;

/// <summary>(3x3 convolution, normalization, ReLU) twice, then dropout: [N, from, H, W] to [N, to, H, W].</summary>
internal sealed class ConvolutionBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d convolution1;
    private readonly nn.Module<Tensor, Tensor> normalization1;
    private readonly Conv2d convolution2;
    private readonly nn.Module<Tensor, Tensor> normalization2;
    private readonly nn.Module<Tensor, Tensor> dropout;
    private readonly SupervisedNetworkOptions options;

    public ConvolutionBlock(long from, long to, SupervisedNetworkOptions options) : base(nameof(ConvolutionBlock))
    {
        this.options = options;
        convolution1 = nn.Conv2d(from, to, kernel_size: 3L, padding: 1L);
        normalization1 = Normalizations.Create(options.Normalization, to);
        convolution2 = nn.Conv2d(to, to, kernel_size: 3L, padding: 1L);
        normalization2 = Normalizations.Create(options.Normalization, to);
        dropout = options.Dropout > 0 ? nn.Dropout2d(options.Dropout) : nn.Identity();
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor feature = normalization1.NormalizeAndRectify(convolution1.Convolve(input, options.ComputeType), options);
        feature = normalization2.NormalizeAndRectify(convolution2.Convolve(feature, options.ComputeType), options);
        return dropout.call(feature).MoveToOuterDisposeScope();
    }

    /// <summary>The block after max-pooling its input by 2.</summary>
    public Tensor Pooled(Tensor input)
    {
        using var scope = NewDisposeScope();
        return call(F.max_pool2d(input, kernel_size: 2L)).MoveToOuterDisposeScope();
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
