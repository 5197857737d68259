using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components;

/// <summary>
/// Nearest-pixel up-sampling by 2 followed by a 3x3 convolution, computed at the low resolution. Of the nine pixels under
/// the kernel at most four are different, so each of the four output phases is a 2x2 convolution with summed taps:
/// the same numbers for 16 instead of 36 multiplications a low-resolution pixel, and no up-sampled tensor to keep.
/// </summary>
internal static class NearestUpConvolution
{
    /// <param name="convolution">3x3, stride 1, padding 1, [to, from, 3, 3].</param>
    /// <param name="input">[N, from, H, W].</param>
    /// <param name="options">Number type and memory layout.</param>
    /// <returns>[N, to, 2H, 2W].</returns>
    public static Tensor Apply(Conv2d convolution, Tensor input, SupervisedNetworkOptions options)
    {
        ScalarType type = options.ComputeType ?? convolution.weight!.dtype;
        Tensor kernel = PhaseKernel(convolution.weight!).to(type), bias = PhaseBias(convolution.bias!).to(type);
        Tensor phases = OneDnnPadding.Convolve(
            input.to(type), kernel, bias, transposed: false, (typed, weight, shift) => F.conv2d(typed, weight, shift, padding: [1L, 1L]));
        return Interleave(phases, options.ChannelsLast);
    }

    /// <summary>The 2x2 kernels of the four phases one after the other, [4 to, from, 2, 2].</summary>
    public static Tensor PhaseKernel(Tensor kernel)
    {
        (Tensor upper, Tensor lower) = SumTaps(kernel, 2);
        (Tensor upperLeft, Tensor upperRight) = SumTaps(upper, 3);
        (Tensor lowerLeft, Tensor lowerRight) = SumTaps(lower, 3);
        return cat([upperLeft, upperRight, lowerLeft, lowerRight], 0);
    }

    /// <summary>The bias of each phase, [4 to].</summary>
    public static Tensor PhaseBias(Tensor bias) => cat([bias, bias, bias, bias], 0);

    /// <summary>The phases [N, 4 to, H + 1, W + 1] as one feature [N, to, 2H, 2W].</summary>
    public static Tensor Interleave(Tensor phases, bool channelsLast) => channelsLast
        ? Interleave(phases.permute(0, 2, 3, 1), channels: 3, height: 1).permute(0, 3, 1, 2)
        : Interleave(phases, channels: 1, height: 2);

    /// <summary>
    /// An even output pixel sees its own low-resolution pixel under the last two taps and the one before under the first;
    /// an odd one sees its own under the first two and the next under the last.
    /// </summary>
    private static (Tensor Even, Tensor Odd) SumTaps(Tensor kernel, int axis)
    {
        Tensor[] taps = kernel.split(1, axis);
        return (cat([taps[0], taps[1] + taps[2]], axis), cat([taps[0] + taps[1], taps[2]], axis));
    }

    /// <summary>Puts the four phases, each (H + 1) x (W + 1) and shifted by its own parity, between each other: 2H x 2W.</summary>
    private static Tensor Interleave(Tensor phases, int channels, int height)
    {
        int width = height + 1;
        long h = phases.shape[height] - 1, w = phases.shape[width] - 1;
        Tensor[] parts = phases.split(phases.shape[channels] / 4, channels);
        Tensor upper = stack([Phase(0, 0), Phase(0, 1)], width + 1), lower = stack([Phase(1, 0), Phase(1, 1)], width + 1);
        long[] size = [.. phases.shape];
        size[channels] /= 4;
        size[height] = 2 * h;
        size[width] = 2 * w;
        return stack([upper, lower], height + 1).reshape(size);

        Tensor Phase(int row, int column) => parts[2 * row + column].narrow(height, row, h).narrow(width, column, w);
    }
}
