using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components;

/// <summary>
/// Convolutions in another data type than their parameters. TorchSharp has no autocast, so the cast stands
/// where it matters: input, weight and bias at the convolution. Gradients reach the parameters in their own type.
/// </summary>
internal static class ComputeTypes
{
    /// <summary>The convolution of an input, in 2-D or 3-D, plain or transposed, of one group.</summary>
    public static Tensor Convolve(this Convolution convolution, Tensor input, ScalarType? computeType)
    {
        ScalarType type = computeType ?? convolution.weight!.dtype;
        long[] stride = convolution.stride, padding = convolution.padding!;
        return OneDnnPadding.Convolve(input.to(type), convolution.weight!.to(type), convolution.bias?.to(type), convolution.transposed,
            (typed, weight, bias) => (convolution.transposed, weight.Dimensions) switch
            {
                (false, 4) => F.conv2d(typed, weight, bias, stride, padding),
                (false, 5) => F.conv3d(typed, weight, bias, stride, padding),
                (true, 4) => F.conv_transpose2d(typed, weight, bias, stride, padding, convolution.output_padding),
                (true, 5) => F.conv_transpose3d(typed, weight, bias, stride, padding, convolution.output_padding),
                _ => throw new NotSupportedException($"A {convolution.GetName()} cannot be computed in a type of choice."),
            });
    }

    public static void Validate(ScalarType? computeType)
    {
        if (computeType is not (null or ScalarType.Float32 or ScalarType.BFloat16))
            throw new ArgumentException($"ComputeType is {computeType}; give BFloat16, Float32, or null for the parameters' own type.");
    }
}
