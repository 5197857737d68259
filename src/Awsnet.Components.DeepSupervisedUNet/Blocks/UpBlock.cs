using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>Doubles the resolution, then normalization and ReLU: [N, from, H, W] to [N, to, 2H, 2W].</summary>
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
            UNetUpSampling.NearestConvolution when options.IsFolded => nn.Conv2d(from, 4 * to, kernel_size: 2L, padding: 1L),
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
        Tensor feature = convolution switch
        {
            Conv2d when options.IsFolded =>
                NearestUpConvolution.Interleave(convolution.Convolve(input, options.ComputeType), options.ChannelsLast),
            Conv2d nearest => NearestUpConvolution.Apply(nearest, input, options),
            _ => convolution.Convolve(input, options.ComputeType),
        };
        return normalization.NormalizeAndRectify(feature, options).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Fills a block without normalization with this block's weights and statistics, and the summed taps of a nearest one.
    /// </summary>
    public void FuseInto(UpBlock fused)
    {
        if (convolution is Conv2d nearest)
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            using Conv2d whole = nn.Conv2d(nearest.in_channels, nearest.out_channels, kernel_size: 3L, padding: 1L);
            whole.to(fused.convolution.weight!.device, fused.convolution.weight!.dtype);
            BatchNormFusion.Fuse(nearest, normalization, whole);
            fused.convolution.weight!.copy_(NearestUpConvolution.PhaseKernel(whole.weight!));
            fused.convolution.bias!.copy_(NearestUpConvolution.PhaseBias(whole.bias!));
        }
        else
        {
            BatchNormFusion.Fuse(convolution, normalization, fused.convolution);
        }
        BatchNormFusion.Settle(fused.convolution, options.ComputeType, options.ChannelsLast);
    }
}
