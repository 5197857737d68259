using System.Numerics;
using TorchSharp.Modules;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components;

/// <summary>Normalization and rectification after a convolution.</summary>
internal static class Normalizations
{
    public static nn.Module<Tensor, Tensor> Create(long channels, SupervisedNetworkOptions options) =>
        (options.Normalization, options.SpatialDimensions) switch
        {
            (UNetNormalization.Batch, 2) => nn.BatchNorm2d(channels),
            (UNetNormalization.Batch, _) => nn.BatchNorm3d(channels),
            (UNetNormalization.Instance, 2) => nn.InstanceNorm2d(channels, affine: true),
            (UNetNormalization.Instance, _) => nn.InstanceNorm3d(channels, affine: true),
            (UNetNormalization.Group, _) => Group(channels),
            (UNetNormalization.None, _) => nn.Identity(),
            _ => throw new ArgumentException($"Normalization is {options.Normalization}; give Batch, Instance, Group or None."),
        };

    /// <summary>TorchSharp 0.107 leaves scale and shift of a group normalization as they lay in memory; they begin at 1 and 0.</summary>
    private static GroupNorm Group(long channels)
    {
        GroupNorm group = nn.GroupNorm((long)BigInteger.GreatestCommonDivisor(8, channels), channels);
        nn.init.ones_(group.weight);
        nn.init.zeros_(group.bias!);
        return group;
    }

    /// <summary>
    /// ReLU(norm(x)). Only batch normalization takes a narrow input with wide statistics; instance and group get the wide input.
    /// </summary>
    public static Tensor NormalizeAndRectify(this nn.Module<Tensor, Tensor> normalization, Tensor feature, SupervisedNetworkOptions options)
    {
        bool widen = options.ComputeType is not null && options.Normalization is UNetNormalization.Instance or UNetNormalization.Group;
        Tensor normalized = normalization.call(widen ? feature.to(ScalarType.Float32) : feature);
        // In place: the feature is this block's own, and the saved tensors of the backward pass are the convolution's and the ReLU's.
        return F.relu(normalized, inplace: true);
    }
}
