using TorchSharp.Modules;

namespace Awsnet.Components;

/// <summary>Undoes one pooling, then normalization and ReLU: [N, from, H, W] to [N, to, 2H, 2W] where it was by 2.</summary>
internal sealed class UpBlock : nn.Module<Tensor, Tensor>
{
    private readonly Convolution convolution;
    private readonly nn.Module<Tensor, Tensor> normalization;
    private readonly DeepSupervisedUNetOptions options;
    private readonly NearestAxis[] axes;

    /// <param name="level">The level that it leads up to.</param>
    /// <param name="options">Shape and choices of the network.</param>
    public UpBlock(int level, DeepSupervisedUNetOptions options) : base(nameof(UpBlock))
    {
        this.options = options;
        long from = options.Widths[level + 1], to = options.Widths[level];
        long[] kernel = options.KernelAt(level), factors = options.PoolingAt(level);
        axes = [.. kernel.Zip(factors, (taps, factor) => new NearestAxis(taps, factor))];
        convolution = options.UpSampling switch
        {
            UNetUpSampling.NearestConvolution when options.IsFolded => SpatialLayers.Convolution(
                from, NearestUpConvolution.Phases(axes) * to, [.. axes.Select(axis => axis.Taps)], [.. axes.Select(axis => axis.Padding)]),
            UNetUpSampling.NearestConvolution => SpatialLayers.Convolution(from, to, kernel),
            UNetUpSampling.Transposed => SpatialLayers.Transposed(from, to, factors),
            _ => throw new ArgumentException($"UpSampling is {options.UpSampling}; give NearestConvolution or Transposed."),
        };
        normalization = Normalizations.Create(to, options);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor feature = options switch
        {
            { UpSampling: UNetUpSampling.Transposed } => convolution.Convolve(input, options.ComputeType),
            { IsFolded: true } =>
                NearestUpConvolution.Interleave(convolution.Convolve(input, options.ComputeType), axes, options.ChannelsLast),
            _ => NearestUpConvolution.Apply(convolution, input, axes, options),
        };
        return normalization.NormalizeAndRectify(feature, options).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Fills a block without normalization with this block's weights and statistics, and the summed taps of a nearest one.
    /// </summary>
    public void FuseInto(UpBlock fused)
    {
        if (options.UpSampling == UNetUpSampling.NearestConvolution)
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            (Tensor weight, Tensor bias) = BatchNormFusion.Fused(convolution, normalization);
            ScalarType type = fused.convolution.weight!.dtype;
            fused.convolution.weight!.copy_(NearestUpConvolution.PhaseKernel(weight.to(type), axes));
            fused.convolution.bias!.copy_(NearestUpConvolution.PhaseBias(bias.to(type), axes));
        }
        else
        {
            BatchNormFusion.Fuse(convolution, normalization, fused.convolution);
        }
        BatchNormFusion.Settle(fused.convolution, options.ComputeType, options.ChannelsLast);
    }
}
