using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>Doubles the resolution, then normalisation and ReLU: [N, from, H, W] to [N, to, 2H, 2W].</summary>
internal sealed class UpBlock : nn.Module<Tensor, Tensor>
{
    private readonly Convolution convolution;
    private readonly nn.Module<Tensor, Tensor> normalization;
    private readonly DeepSupervisedUNetOptions options;

    public UpBlock(long from, long to, DeepSupervisedUNetOptions options) : base(nameof(UpBlock))
    {
        this.options = options;
        convolution = options.UpSampling switch
        {
            UNetUpSampling.NearestConvolution => nn.Conv2d(from, to, kernel_size: 3L, padding: 1L),
            UNetUpSampling.Transposed => nn.ConvTranspose2d(from, to, kernel_size: 2L, stride: 2L),
            _ => throw new ArgumentException($"UpSampling is {options.UpSampling}; give NearestConvolution or Transposed."),
        };
        normalization = Normalizations.Create(options.Normalization, to);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor feature = convolution is Conv2d nearest
            ? NearestUpConvolution.Apply(nearest, input, options)
            : convolution.Convolve(input, options.ComputeType);
        return normalization.NormalizeAndRectify(feature, options).MoveToOuterDisposeScope();
    }

    /// <summary>Fills a block without normalisation with this block's weights and statistics.</summary>
    public void FoldInto(UpBlock folded) => BatchNormFolding.Fold(convolution, normalization, folded.convolution);
}
