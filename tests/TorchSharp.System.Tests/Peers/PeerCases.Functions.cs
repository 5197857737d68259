using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Peers;

internal static partial class PeerCases
{
    private static Tensor X1 => Ramp([2, 3, 12]);

    private static Tensor X2 => Ramp([2, 3, 8, 10]);

    private static Tensor X3 => Ramp([1, 2, 6, 8, 10]);

    private static Tensor Near => Ramp([2, 3, 8, 10], 3);

    private static Tensor W => Ramp([3], 5);

    private static Tensor B => Ramp([3], 9);

    private static Tensor Classes => Modulo3(Ramp([2, 8, 10]));

    private static IEnumerable<(string Name, Func<Tensor[]> Compute)> Functions()
    {
        Dictionary<string, Func<Tensor>> functions = new()
        {
            ["conv1d"] = () => F.conv1d(X1, Ramp([4, 3, 3]), Ramp([4]), stride: 2, padding: 1),
            ["conv2d"] = () => F.conv2d(X2, Ramp([4, 3, 3, 3]), Ramp([4]), padding: [1, 1]),
            ["conv2d.same"] = () => F.conv2d_padding(X2, Ramp([4, 3, 3, 3]), padding: Padding.Same, dilation: [2, 2]),
            ["conv3d"] = () => F.conv3d(X3, Ramp([3, 2, 3, 3, 3]), Ramp([3]), padding: [0, 1, 1]),
            ["conv_transpose1d"] = () => F.conv_transpose1d(X1, Ramp([3, 2, 4]), Ramp([2]), stride: 2, padding: 1),
            ["conv_transpose2d"] = () => F.conv_transpose2d(X2, Ramp([3, 2, 3, 3]), Ramp([2]), [2, 2], [1, 1], [1, 1]),
            ["conv_transpose3d"] = () => F.conv_transpose3d(X3, Ramp([2, 2, 2, 2, 2]), strides: [2, 2, 2]),
            ["linear"] = () => F.linear(X1, Ramp([5, 12]), Ramp([5])),
            ["batch_norm.train"] = () => F.batch_norm(X2, null, null, W, B, true),
            ["batch_norm.eval"] = () => F.batch_norm(X2, B, W.abs() + 1, W, B, false, eps: 1e-3),
            ["instance_norm"] = () => F.instance_norm(X2, weight: W, bias: B),
            ["group_norm"] = () => F.group_norm(Ramp([2, 6, 4, 4]), 3, Ramp([6]), Ramp([6], 1)),
            ["layer_norm"] = () => F.layer_norm(X1, [3, 12], Ramp([3, 12], 2), Ramp([3, 12], 3)),
            ["max_pool1d"] = () => F.max_pool1d(X1, 3, 2, 1),
            ["max_pool2d"] = () => F.max_pool2d(X2, 2),
            ["max_pool2d.ceil"] = () => F.max_pool2d(X2, (3, 3), (2, 2), (1, 1), ceil_mode: true),
            ["max_pool3d"] = () => F.max_pool3d(X3, [2, 2, 2]),
            ["max_pool2d.indices"] = () => F.max_pool2d_with_indices(X2, [2, 2]).Item2.to(ScalarType.Float32),
            ["avg_pool1d"] = () => F.avg_pool1d(X1, 4, 2),
            ["avg_pool2d"] = () => F.avg_pool2d(X2, 3, 2, 1, count_include_pad: false),
            ["avg_pool2d.divisor"] = () => F.avg_pool2d(X2, (2, 2), divisor_override: 3),
            ["avg_pool3d"] = () => F.avg_pool3d(X3, [1, 2, 2]),
            ["adaptive_avg_pool1d"] = () => F.adaptive_avg_pool1d(X1, 5),
            ["adaptive_avg_pool2d"] = () => F.adaptive_avg_pool2d(X2, (3, 4)),
            ["adaptive_avg_pool3d"] = () => F.adaptive_avg_pool3d(X3, (2, 3, 4)),
            ["adaptive_max_pool2d"] = () => F.adaptive_max_pool2d(X2, [3, 4]),
            ["relu"] = () => F.relu(X1),
            ["relu6"] = () => F.relu6(X1 * 8),
            ["leaky_relu"] = () => F.leaky_relu(X1, 0.2),
            ["elu"] = () => F.elu(X1, 1.5),
            ["gelu"] = () => F.gelu(X1),
            ["silu"] = () => F.silu(X1),
            ["mish"] = () => F.mish(X1),
            ["sigmoid"] = () => F.sigmoid(X1),
            ["tanh"] = () => F.tanh(X1),
            ["hardswish"] = () => F.hardswish(X1 * 3),
            ["hardsigmoid"] = () => F.hardsigmoid(X1 * 3),
            ["hardtanh"] = () => F.hardtanh(X1, -0.5, 1.25),
            ["softplus"] = () => F.softplus(X1, 2, 1.5),
            ["prelu"] = () => F.prelu(X1, W),
            ["logsigmoid"] = () => F.logsigmoid(X1),
            ["softmax"] = () => F.softmax(X2, 1),
            ["log_softmax"] = () => F.log_softmax(X2, 1),
            ["interpolate.nearest"] = () => F.interpolate(X2, scale_factor: [1.7, 2.0]),
            ["interpolate.nearest.1d"] = () => F.interpolate(X1, size: [20]),
            ["interpolate.nearest.3d"] = () => F.interpolate(X3, scale_factor: [2.0]),
            ["interpolate.nearest_exact"] = () => F.interpolate(X2, size: [5, 7], mode: InterpolationMode.NearestExact),
            ["interpolate.linear"] = () => F.interpolate(X1, scale_factor: [1.5], mode: InterpolationMode.Linear, align_corners: true),
            ["interpolate.bilinear"] = () => F.interpolate(X2, scale_factor: [2.0, 2.0], mode: InterpolationMode.Bilinear, align_corners: true),
            ["interpolate.bilinear.recompute"] = () => F.interpolate(X2, scale_factor: [1.3], mode: InterpolationMode.Bilinear, recompute_scale_factor: true),
            ["interpolate.bilinear.antialias"] = () => F.interpolate(X2, size: [4, 5], mode: InterpolationMode.Bilinear, antialias: true),
            ["interpolate.bicubic"] = () => F.interpolate(X2, scale_factor: [1.3], mode: InterpolationMode.Bicubic),
            ["interpolate.trilinear"] = () => F.interpolate(X3, size: [4, 9, 11], mode: InterpolationMode.Trilinear),
            ["interpolate.area"] = () => F.interpolate(X2, size: [3, 5], mode: InterpolationMode.Area),
            ["pad.constant"] = () => F.pad(X2, (1, 2, 3, 0), value: 0.5),
            ["pad.reflect"] = () => F.pad(X2, (1, 2, 3, 0), PaddingModes.Reflect),
            ["pad.replicate"] = () => F.pad(X2, (1, 2, 3, 0), PaddingModes.Replicate),
            ["pad.circular"] = () => F.pad(X2, (1, 2, 3, 0), PaddingModes.Circular),
            ["grid_sample"] = () => F.grid_sample(X2, F.affine_grid(Ramp([2, 2, 3]), [2, 3, 6, 5]), padding_mode: GridSamplePaddingMode.Border, align_corners: false),
            ["grid_sample.nearest"] = () => F.grid_sample(X2, F.affine_grid(Ramp([2, 2, 3]), [2, 3, 6, 5], true), GridSampleMode.Nearest, GridSamplePaddingMode.Reflection, true),
            ["pixel_shuffle"] = () => PixelShuffle(2).call(Ramp([1, 8, 3, 4])),
            ["cross_entropy"] = () => F.cross_entropy(X2, Classes),
            ["cross_entropy.weights"] = () => F.cross_entropy(X2, Classes, W.abs(), 1, Reduction.Sum, 0.1),
            ["nll_loss"] = () => NLLLoss().call(LogSoftmax(1).call(X2), Classes),
            ["binary_cross_entropy"] = () => BCELoss().call(X2.sigmoid(), Float(X2.gt(0))),
            ["binary_cross_entropy_with_logits"] = () => BCEWithLogitsLoss(pos_weights: full([10], 2.0f)).call(X2, Float(X2.gt(0.5))),
            ["mse_loss"] = () => MSELoss(Reduction.None).call(X2, Near),
            ["l1_loss"] = () => L1Loss().call(X2, Near),
            ["smooth_l1_loss"] = () => SmoothL1Loss(beta: 0.5).call(X2, Near),
            ["huber_loss"] = () => HuberLoss(0.5).call(X2, Near),
            ["kl_div"] = () => KLDivLoss(true, Reduction.Sum).call(F.log_softmax(X2, 1), F.log_softmax(Near, 1)),
            ["one_hot"] = () => Float(F.one_hot(Modulo3(Ramp([5, 4])), 4)),
            ["conv2d.reflect"] = () => Weighted(Conv2d(3, 4, 3, padding: 2, padding_mode: PaddingModes.Reflect)).call(X2),
            ["conv2d.same.circular"] = () => Weighted(Conv2d(3, 4, (2, 3), Padding.Same, padding_mode: PaddingModes.Circular)).call(X2),
            ["conv_transpose2d.output_size"] = () => Weighted(ConvTranspose2d(3, 2, 3, stride: 3, padding: 1)).forward(X2, [23, 29]),
            ["batch_norm.module"] = () => Normed(BatchNorm2d(3)),
            ["batch_norm.cumulative"] = () => Normed(WithoutMomentum(BatchNorm2d(3))),
            ["instance_norm.module"] = () => Normed(InstanceNorm2d(3, affine: true, track_running_stats: true)),
        };
        IEnumerable<(string, Func<Tensor[]>)> cases = functions.Select(one => Case("F." + one.Key, one.Value));
        return cases.Concat(new[] { 0.3, 0.5 }.Select(p => ($"dropout.{p}", Dropped(p))));
    }

    private static Func<Tensor[]> Dropped(double p) => () =>
    {
        manual_seed(20);
        return [Dropout(p).call(X2), Dropout2d(p).call(X2)];
    };

    private static Tensor Float(Tensor values) => values.to(ScalarType.Float32);

    /// <summary>Whole numbers modulo 3, never negative.</summary>
    private static Tensor Modulo3(Tensor sixteenths) => (sixteenths * 16).to(ScalarType.Int64).remainder((Scalar)3);

    private static T Weighted<T>(T module) where T : Module
    {
        using IDisposable mode = no_grad();
        long seed = 0;
        foreach (Parameter parameter in module.parameters()) parameter.copy_(Ramp(parameter.shape, seed++));
        return module;
    }

    private static BatchNorm2d WithoutMomentum(BatchNorm2d module)
    {
        module.momentum = null;
        return module;
    }

    private static Tensor Normed(NormBase module)
    {
        Weighted(module);
        for (long k = 0; k < 3; k++) module.call(Ramp([2, 3, 8, 10], k));
        module.eval();
        return cat([module.call(X2).reshape(-1), module.running_mean!, module.running_var!, Float(module.num_batches_tracked!).reshape(1)]);
    }
}
