using TorchSharp.Modules;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components;

/// <summary>
/// Nearest-pixel up-sampling followed by a convolution, computed at the low resolution. Of the nine pixels under a 3x3
/// kernel at most four are different, so each of the four output phases is a 2x2 convolution with summed taps:
/// the same numbers for 16 instead of 36 multiplications a low-resolution pixel, and no up-sampled tensor to keep.
/// In 3-D, where all axes are doubled, eight phases of 2x2x2 make 64 of 216.
/// </summary>
internal static class NearestUpConvolution
{
    /// <param name="convolution">[to, from, …], of odd kernels, stride 1 and padding that keeps the size.</param>
    /// <param name="input">[N, from, …].</param>
    /// <param name="axes">Kernel and factor of each axis.</param>
    /// <param name="options">Number type and memory layout.</param>
    /// <returns>[N, to, …], each axis as many times larger as its factor.</returns>
    public static Tensor Apply(Convolution convolution, Tensor input, NearestAxis[] axes, SupervisedNetworkOptions options)
    {
        ScalarType type = options.ComputeType ?? convolution.weight!.dtype;
        Tensor kernel = PhaseKernel(convolution.weight!, axes).to(type), bias = PhaseBias(convolution.bias!, axes).to(type);
        long[] padding = [.. axes.Select(axis => axis.Padding)];
        Tensor phases = OneDnnPadding.Convolve(
            input.to(type), kernel, bias, transposed: false, (typed, weight, shift) => axes.Length == 2
                ? F.conv2d(typed, weight, shift, padding: padding)
                : F.conv3d(typed, weight, shift, padding: padding));
        return Interleave(phases, axes, options.ChannelsLast);
    }

    /// <summary>How many phases there are.</summary>
    public static long Phases(NearestAxis[] axes) => axes.Aggregate(1L, (count, axis) => count * axis.Scale);

    /// <summary>The kernels of the phases one after the other, the last axis' phase changing fastest: [phases · to, from, …].</summary>
    public static Tensor PhaseKernel(Tensor kernel, NearestAxis[] axes)
    {
        Tensor[] phases = [kernel];
        for (int axis = 0; axis < axes.Length; axis++)
            phases = [.. phases.SelectMany(part => SumTaps(part, 2 + axis, axes[axis]))];
        return cat(phases, 0);
    }

    /// <summary>The bias of each phase, [phases · to].</summary>
    public static Tensor PhaseBias(Tensor bias, NearestAxis[] axes) => cat([.. Enumerable.Repeat(bias, (int)Phases(axes))], 0);

    /// <summary>The phases [N, phases · to, …] as one feature [N, to, …] of the large size.</summary>
    public static Tensor Interleave(Tensor phases, NearestAxis[] axes, bool channelsLast) => (channelsLast, axes.Length) switch
    {
        (false, _) => Interleave(phases, axes, channels: 1, first: 2),
        (true, 2) => Interleave(phases.permute(0, 2, 3, 1), axes, channels: 3, first: 1).permute(0, 3, 1, 2),
        (true, _) => Interleave(phases.permute(0, 2, 3, 4, 1), axes, channels: 4, first: 1).permute(0, 4, 1, 2, 3),
    };

    /// <summary>
    /// The kernels of an axis' phases. Doubled, an even output pixel sees its own low-resolution pixel under the last two taps of three
    /// and the one before under the first; an odd one sees its own under the first two and the next under the last.
    /// </summary>
    private static IEnumerable<Tensor> SumTaps(Tensor kernel, int dimension, NearestAxis axis)
    {
        if (axis.Scale == 1)
            return [kernel];
        Tensor[] taps = kernel.split(1, dimension);
        return Enumerable.Range(0, (int)axis.Scale).Select(phase =>
        {
            IEnumerable<long> pixels = Enumerable.Range(0, (int)axis.Taps).Select(tap => axis.First(phase) + tap);
            return cat([.. pixels.Select(pixel => Sum(taps.Where((_, tap) => axis.Pixel(phase, tap) == pixel)))], dimension);
        });

        Tensor Sum(IEnumerable<Tensor> seen) => seen.Any() ? seen.Aggregate((sum, tap) => sum + tap) : zeros_like(taps[0]);
    }

    /// <summary>
    /// Cuts from each phase what belongs to the image, shifted by the phase's own place, and puts them between each other.
    /// </summary>
    /// <param name="phases">What the phases' kernels gave.</param>
    /// <param name="axes">Kernel and factor of each axis.</param>
    /// <param name="channels">Dimension of the channels.</param>
    /// <param name="first">Dimension of the first axis; the others follow it.</param>
    private static Tensor Interleave(Tensor phases, NearestAxis[] axes, int channels, int first)
    {
        long count = Phases(axes);
        long[] size = [.. phases.shape];
        size[channels] /= count;
        Tensor[] parts = phases.split(size[channels], channels);
        long after = count;
        for (int axis = 0; axis < axes.Length; axis++)
        {
            (NearestAxis its, int dimension) = (axes[axis], first + axis);
            long small = size[dimension] + its.Taps - 1 - 2 * its.Padding;
            after /= its.Scale;
            for (int part = 0; part < parts.Length; part++)
                parts[part] = parts[part].narrow(dimension, its.Padding + its.First(part / after % its.Scale), small);
            size[dimension] = its.Scale * small;
        }
        for (int axis = axes.Length - 1; axis >= 0; axis--)
        {
            if (axes[axis].Scale > 1)
                parts = [.. parts.Chunk((int)axes[axis].Scale).Select(between => stack(between, first + axis + 1))];
        }
        return parts[0].reshape(size);
    }
}
