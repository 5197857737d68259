using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>
/// A batch normalization with fixed statistics is a scale and a shift per channel, which the convolution before it can take
/// over: w' = w · γ / √(σ² + ε), b' = (b − μ) · γ / √(σ² + ε) + β.
/// </summary>
internal static class BatchNormFusion
{
    /// <summary>Fills <paramref name="target"/>, of the same shape as <paramref name="convolution"/>, with both together.</summary>
    public static void Fuse(Convolution convolution, nn.Module<Tensor, Tensor> normalization, Convolution target)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        (Tensor weight, Tensor bias) = Fused(convolution, normalization);
        target.weight!.copy_(weight);
        target.bias!.copy_(bias);
    }

    /// <summary>Weight and bias of both together, in double and in the caller's scope.</summary>
    public static (Tensor Weight, Tensor Bias) Fused(Convolution convolution, nn.Module<Tensor, Tensor> normalization)
    {
        if (normalization is not NormBase { running_mean: not null } statistics)
            throw new NotSupportedException(
                $"Only batch normalization can be fused into a convolution; {normalization.GetName()} depends on the image.");
        Tensor deviation = (Wide(statistics.running_var!) + statistics.eps).sqrt();
        Tensor scale = statistics.weight is { } gamma ? Wide(gamma) / deviation : deviation.reciprocal();
        Tensor weight = Wide(convolution.weight!), shift = -Wide(statistics.running_mean!);
        if (convolution.bias is { } own)
            shift += Wide(own);
        Tensor bias = shift * scale;
        if (statistics.bias is { } beta)
            bias += Wide(beta);
        var perOutput = new long[weight.Dimensions];
        Array.Fill(perOutput, 1);
        perOutput[convolution.transposed ? 1 : 0] = scale.NumberOfElements;
        return (weight * scale.view(perOutput), bias);
    }

    /// <summary>
    /// Puts a convolution's weights where its kernel wants them, once instead of at every call: in the data type that is
    /// computed in and, for features with the channels innermost, laid out like those. They take no gradients any more.
    /// </summary>
    public static void Settle(Convolution convolution, ScalarType? computeType, bool channelsLast)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        ScalarType type = computeType ?? convolution.weight!.dtype;
        Tensor weight = convolution.weight!.to(type);
        if (channelsLast)
            weight = weight.ToChannelsLast();
        convolution.weight = Owned(weight);
        if (convolution.bias is { } bias)
            convolution.bias = Owned(bias.to(type));
    }

    /// <summary>A parameter with a copy of the tensor, laid out alike, that outlives the current scope.</summary>
    private static Parameter Owned(Tensor tensor)
    {
        var parameter = new Parameter(tensor.clone(), requires_grad: false);
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    /// <summary>Copies a convolution that nothing follows. The copy takes no gradients.</summary>
    public static void Copy(Convolution convolution, Convolution target)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        target.weight!.copy_(convolution.weight!);
        target.bias!.copy_(convolution.bias!);
        target.weight!.requires_grad = false;
        target.bias!.requires_grad = false;
    }

    /// <summary>Rounding once, at the end.</summary>
    private static Tensor Wide(Tensor tensor) => tensor.to(ScalarType.Float64);
}
