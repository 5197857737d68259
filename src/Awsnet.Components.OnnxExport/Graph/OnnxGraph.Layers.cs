using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

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
    /// Adds nearest-pixel up-sampling by 2 and the 3x3 convolution after it as what they are together: a transposed 4x4 convolution
    /// with stride 2. Of the nine pixels under the kernel at most four differ, so 16 multiplications do for 36.
    /// </summary>
    /// <param name="input">Name of the input, [N, from, H, W].</param>
    /// <param name="convolution">3x3 of the up-sampled image; or, of a fused network, the 2x2 ones of the four phases of its
    /// result.</param>
    /// <param name="normalization">As for <see cref="Convolve"/>.</param>
    /// <returns>The name of the result, [N, to, 2H, 2W].</returns>
    internal string ConvolveNearest(string input, Convolution convolution, nn.Module<Tensor, Tensor> normalization)
    {
        using var scope = NewDisposeScope();
        (Tensor weight, Tensor? bias) = Fuse(convolution, normalization);
        bool isPhases = weight.shape[2] == 2;
        Tensor kernel = isPhases ? FromPhases(weight) : FromWhole(weight);
        Tensor? shift = isPhases ? bias?.narrow(0, 0, kernel.shape[1]) : bias;
        string convolved = AddWeighed(
            "ConvTranspose", input, kernel, shift, OnnxAttribute.Of("pads", [1, 1, 1, 1]), OnnxAttribute.Of("strides", [2, 2]));
        return Normalize(convolved, normalization, axes: 2);
    }

    /// <summary>
    /// [to, from, 3, 3] to [from, to, 4, 4]. Along one axis, input pixel i adds to the outputs 2i − 1 … 2i + 2; these see its two
    /// up-sampled copies under the taps (2), (1, 2), (0, 1), (0).
    /// </summary>
    private static Tensor FromWhole(Tensor kernel)
    {
        Tensor taps = tensor(new double[] { 0, 0, 1, 0, 1, 1, 1, 1, 0, 1, 0, 0 }, [4, 3]);
        return taps.matmul(kernel.to(ScalarType.Float64).cpu()).matmul(taps.t()).transpose(0, 1);
    }

    /// <summary>
    /// [4 to, from, 2, 2] to [from, to, 4, 4]: the phase of parity r holds at its tap t the tap 3 − (2t + r) of the transposed
    /// convolution, and the same along the other axis.
    /// </summary>
    private static Tensor FromPhases(Tensor kernel)
    {
        long to = kernel.shape[0] / 4, from = kernel.shape[1];
        return kernel.view(2, 2, to, from, 2, 2).permute(3, 2, 4, 0, 5, 1).reshape(from, to, 4, 4).flip(2, 3);
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
        Constant(Taken($"{name}.weight"), weight);
        if (bias is not null)
            Constant(Taken($"{name}.bias"), bias);
        ReadOnlySpan<string> inputs = bias is null ? [input, $"{name}.weight"] : [input, $"{name}.weight", $"{name}.bias"];
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

    private string Taken(string name)
    {
        names.Add(name);
        return name;
    }
}
