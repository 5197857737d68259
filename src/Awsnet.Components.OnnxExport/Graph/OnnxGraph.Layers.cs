using TorchSharp.Modules;

namespace Awsnet.Components;

public sealed partial class OnnxGraph
{
    /// <summary>Adds a convolution and what normalizes it.</summary>
    /// <param name="input">Name of its input.</param>
    /// <param name="convolution">Plain or transposed, of any size, padded by zeros.</param>
    /// <param name="normalization">Batch normalization is fused into the convolution, with its running statistics; instance and group
    /// normalization get nodes of their own; <see langword="null"/> and <c>Identity</c> get none.</param>
    /// <returns>The name of the result.</returns>
    /// <exception cref="NotSupportedException">A padding or a normalization that cannot be written; the message names it.</exception>
    public string Convolve(string input, Convolution convolution, nn.Module<Tensor, Tensor>? normalization = null)
    {
        ArgumentNullException.ThrowIfNull(convolution);
        if (convolution.padding_mode != PaddingModes.Zeros || convolution.padding_type is not null)
            throw new NotSupportedException(
                $"A convolution pads by {convolution.padding_type?.ToString() ?? convolution.padding_mode.ToString()}; only zeros, by " +
                "numbers, can be written as ONNX.");
        using var scope = NewDisposeScope();
        (Tensor weight, Tensor? bias) = Fuse(convolution, normalization);
        int axes = (int)weight.Dimensions - 2;
        long[] padding = convolution.padding!;
        OnnxAttribute pads = OnnxAttribute.Of("pads", [.. padding, .. padding]);
        OnnxAttribute strides = OnnxAttribute.Of("strides", convolution.stride),
            dilations = OnnxAttribute.Of("dilations", convolution.dilation);
        OnnxAttribute groups = OnnxAttribute.Of("group", convolution.groups);
        string convolved = convolution.transposed
            ? AddWeighed("ConvTranspose", input, weight, bias, pads, strides, dilations, groups,
                OnnxAttribute.Of("output_padding", convolution.output_padding))
            : AddWeighed("Conv", input, weight, bias, pads, strides, dilations, groups);
        return Normalize(convolved, normalization, axes);
    }

    /// <summary>
    /// Adds nearest-pixel up-sampling and the convolution after it as what they are together: a transposed convolution. By 2 and with
    /// 3x3 it is one of 4x4 with stride 2: of the nine pixels under the kernel at most four differ, so 16 multiplications do for 36.
    /// </summary>
    /// <param name="input">Name of the input, [N, from, …].</param>
    /// <param name="convolution">Of the up-sampled image; or, of a fused network, those of the phases of its result.</param>
    /// <param name="normalization">As for <see cref="Convolve"/>.</param>
    /// <param name="axes">Kernel and factor of each axis.</param>
    /// <param name="to">Features of the result.</param>
    /// <returns>The name of the result, [N, to, …], each axis as many times larger as its factor.</returns>
    internal string ConvolveNearest(
        string input, Convolution convolution, nn.Module<Tensor, Tensor> normalization, NearestAxis[] axes, long to)
    {
        using var scope = NewDisposeScope();
        (Tensor weight, Tensor? bias) = Fuse(convolution, normalization);
        bool isPhases = weight.shape[0] != to;
        Tensor kernel = isPhases ? FromPhases(weight, axes, to) : FromWhole(weight, axes);
        Tensor? shift = isPhases ? bias?.narrow(0, 0, to) : bias;
        long[] padding = [.. axes.Select(axis => axis.Kernel / 2)];
        string convolved = AddWeighed("ConvTranspose", input, kernel, shift,
            OnnxAttribute.Of("pads", [.. padding, .. padding]), OnnxAttribute.Of("strides", [.. axes.Select(axis => axis.Scale)]));
        return Normalize(convolved, normalization, axes.Length);
    }

    /// <summary>
    /// [to, from, …] to [from, to, …]. By 2 and with three taps, input pixel i adds to the outputs 2i − 1 … 2i + 2; these see its two
    /// up-sampled copies under the taps (2), (1, 2), (0, 1), (0).
    /// </summary>
    private static Tensor FromWhole(Tensor kernel, NearestAxis[] axes)
    {
        Tensor spread = kernel.to(ScalarType.Float64).cpu();
        for (int axis = 0; axis < axes.Length; axis++)
        {
            NearestAxis its = axes[axis];
            spread = Spread(spread, 2 + axis, its, Enumerable.Range(0, (int)its.Scale).SelectMany(phase =>
                Enumerable.Range(0, (int)its.Kernel).Select(tap => (tap, its.TransposedTap(phase, its.Pixel(phase, tap))))));
        }
        return spread.transpose(0, 1);
    }

    /// <summary>[phases · to, from, …] to [from, to, …]: each tap of each phase's kernel is one of the transposed convolution.</summary>
    private static Tensor FromPhases(Tensor kernel, NearestAxis[] axes, long to)
    {
        int count = axes.Length;
        // [phases of each axis, to, from, taps of each axis] to [to, from, (phase, tap) of each axis].
        long[] order = [count, count + 1, .. Enumerable.Range(0, count).SelectMany(axis => new long[] { axis, count + 2 + axis })];
        Tensor spread = kernel.to(ScalarType.Float64).cpu()
            .view([.. axes.Select(axis => axis.Scale), to, kernel.shape[1], .. axes.Select(axis => axis.Taps)])
            .permute(order).reshape([to, kernel.shape[1], .. axes.Select(axis => axis.Scale * axis.Taps)]);
        for (int axis = 0; axis < count; axis++)
        {
            NearestAxis its = axes[axis];
            spread = Spread(spread, 2 + axis, its, Enumerable.Range(0, (int)(its.Scale * its.Taps)).Select(place =>
                (place, its.TransposedTap(place / its.Taps, its.First(place / its.Taps) + place % its.Taps))));
        }
        return spread.transpose(0, 1);
    }

    /// <summary>One axis of a kernel as that of the transposed convolution: where each place goes; what goes outside is 0.</summary>
    private static Tensor Spread(Tensor kernel, int dimension, NearestAxis axis, IEnumerable<(int Place, long Tap)> moves)
    {
        var taps = new double[axis.TransposedKernel, kernel.shape[dimension]];
        foreach ((int place, long tap) in moves)
        {
            if (tap >= 0 && tap < axis.TransposedKernel)
                taps[tap, place] = 1;
        }
        return kernel.transpose(dimension, -1).matmul(tensor(taps).t()).transpose(dimension, -1);
    }

    private static (Tensor Weight, Tensor? Bias) Fuse(Convolution convolution, nn.Module<Tensor, Tensor>? normalization)
    {
        bool isFixed = normalization is NormBase { running_mean: not null };
        if (isFixed && convolution.transposed && convolution.groups > 1)
            throw new NotSupportedException(
                $"A transposed convolution of {convolution.groups} groups with a batch normalization cannot be fused; only one of a " +
                "single group can.");
        return isFixed ? BatchNormFusion.Fused(convolution, normalization!) : (convolution.weight!, convolution.bias);
    }

    private string AddWeighed(string operation, string input, Tensor weight, Tensor? bias, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        string name = Unique(operation);
        string kernel = Constant(Untaken($"{name}.weight"), weight);
        ReadOnlySpan<string> inputs = bias is null ? [input, kernel] : [input, kernel, Constant(Untaken($"{name}.bias"), bias)];
        long[] size = weight.shape[2..];
        return AddNamed(name, operation, inputs, [OnnxAttribute.Of("kernel_shape", size), .. attributes]);
    }

    private string Normalize(string input, nn.Module<Tensor, Tensor>? normalization, int axes)
    {
        switch (normalization)
        {
            case null or Identity or NormBase { running_mean: not null }:
                return input;
            case InstanceNorm instance:
                Tensor scale = instance.weight ?? ones(instance.num_features), shift = instance.bias ?? zeros(instance.num_features);
                return Add("InstanceNormalization", [input, Constant(scale), Constant(shift)],
                    OnnxAttribute.Of("epsilon", (float)instance.eps));
            case GroupNorm group:
                return NormalizeGroups(input, group, axes);
            default:
                throw new NotSupportedException(
                    $"A {normalization.GetType().Name} after a convolution cannot be written as ONNX; batch normalization with running " +
                    "statistics, instance and group normalization can.");
        }
    }

    /// <summary>Operator set 17 has no group normalization: a group in one row is a channel to instance normalization.</summary>
    private string NormalizeGroups(string input, GroupNorm group, int axes)
    {
        string rows = Add("Reshape", [input, Constant([0, group.num_groups, -1])]);
        string scale = Constant(ones(group.num_groups)), shift = Constant(zeros(group.num_groups));
        string normalized = Add("InstanceNormalization", [rows, scale, shift], OnnxAttribute.Of("epsilon", (float)group.eps));
        string features = Add("Reshape", [normalized, Add("Shape", [input])]);
        if (group.weight is null || group.bias is null)
            return features;
        long[] perFeature = [-1, .. Enumerable.Repeat(1L, axes)];
        return Add("Add", [Add("Mul", [features, Constant(group.weight.view(perFeature))]), Constant(group.bias.view(perFeature))]);
    }
}
