using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components;

/// <summary>(3x3 convolution, normalisation, ReLU) twice, then dropout: [N, from, H, W] to [N, to, H, W].</summary>
internal sealed class ConvolutionBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d convolution1;
    private readonly nn.Module<Tensor, Tensor> normalization1;
    private readonly Conv2d convolution2;
    private readonly nn.Module<Tensor, Tensor> normalization2;
    private readonly SupervisedNetworkOptions options;
    private readonly bool recomputed;

    public ConvolutionBlock(long from, long to, int level, SupervisedNetworkOptions options) : base(nameof(ConvolutionBlock))
    {
        this.options = options;
        recomputed = level < options.RecomputedLevels;
        convolution1 = nn.Conv2d(from, to, kernel_size: 3L, padding: 1L);
        normalization1 = Normalizations.Create(options.Normalization, to);
        convolution2 = nn.Conv2d(to, to, kernel_size: 3L, padding: 1L);
        normalization2 = Normalizations.Create(options.Normalization, to);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => Of(static inputs => inputs[0], [input]);

    /// <summary>The block after max-pooling its input by 2.</summary>
    public Tensor Pooled(Tensor input) => Of(static inputs => F.max_pool2d(inputs[0], kernel_size: 2L), [input]);

    /// <summary>The block of several features side by side.</summary>
    /// <remarks>
    /// The first decoder block to be recomputed is where a step's memory peaks: everything else is still held. In two parts
    /// it holds one feature more, but far less at once.
    /// </remarks>
    public Tensor Joined(params Tensor[] inputs) => Of(static inputs => cat(inputs, 1), inputs, inHalves: true);

    private Tensor Of(Func<Tensor[], Tensor> prepare, Tensor[] inputs, bool inHalves = false)
    {
        using var scope = NewDisposeScope();
        Tensor feature = recomputed
            ? Recompute(prepare, inputs, inHalves)
            : Second(First(prepare(inputs)));
        // Its draws must not be made twice, so it is no part of what is.
        if (options.Dropout > 0)
            feature = F.dropout2d(feature, options.Dropout, training);
        return feature.MoveToOuterDisposeScope();
    }

    private Tensor Recompute(Func<Tensor[], Tensor> prepare, Tensor[] inputs, bool inHalves)
    {
        if (!inHalves)
            return Recomputed.Run(this, again => Second(First(prepare(again))), inputs);
        Tensor between = Recomputed.Run(convolution1, again => First(prepare(again)), inputs);
        return Recomputed.Run(this, again => Second(again[0]), between);
    }

    private Tensor First(Tensor input) => convolution1.Convolve(input, options.ComputeType);

    private Tensor Second(Tensor convolved)
    {
        using var scope = NewDisposeScope();
        Tensor feature = normalization1.NormalizeAndRectify(convolved, options);
        return normalization2.NormalizeAndRectify(convolution2.Convolve(feature, options.ComputeType), options).MoveToOuterDisposeScope();
    }

    /// <summary>Fills a block without normalisation with this block's weights and statistics.</summary>
    public void FoldInto(ConvolutionBlock folded)
    {
        BatchNormFolding.Fold(convolution1, normalization1, folded.convolution1);
        BatchNormFolding.Fold(convolution2, normalization2, folded.convolution2);
        BatchNormFolding.Settle(folded.convolution1, options.ComputeType, options.ChannelsLast);
        BatchNormFolding.Settle(folded.convolution2, options.ComputeType, options.ChannelsLast);
    }
}
