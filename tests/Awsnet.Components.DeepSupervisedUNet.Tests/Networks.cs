using Awsnet.Components.TestKit;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

/// <summary>Small networks for the tests.</summary>
internal static class Networks
{
    public static readonly DeepSupervisedUNetOptions Small = new() { InputChannels = 2, Classes = 3, Widths = [4, 6, 8] };

    public static readonly DeepSupervisedUNetOptions Gated = Small with { SkipGate = Gate };

    public static readonly NestedUNetOptions Nested = new() { InputChannels = 2, Classes = 3, Widths = [4, 6, 8] };

    /// <summary>For stacks of thick slices: the first pooling and the kernels above it leave the depth alone.</summary>
    public static readonly DeepSupervisedUNetOptions Stack = Small with
    {
        SpatialDimensions = 3,
        Pooling = [(1, 2, 2), (2, 2, 2)],
        Kernels = [(1, 3, 3), (3, 3, 3), (3, 3, 3)],
    };

    public static readonly DeepSupervisedUNetOptions GatedStack = Stack with { SkipGate = Gate };

    public static readonly DeepSupervisedUNetOptions Volume = Small with { SpatialDimensions = 3 };

    public static readonly NestedUNetOptions NestedStack = Nested with
    {
        SpatialDimensions = 3,
        Pooling = Stack.Pooling,
        Kernels = Stack.Kernels,
    };

    /// <summary>A network whose weights do not depend on which tests ran before.</summary>
    public static SupervisedNetwork Build(SupervisedNetworkOptions options)
    {
        manual_seed(1);
        return options switch
        {
            DeepSupervisedUNetOptions unet => new DeepSupervisedUNet(unet),
            NestedUNetOptions nested => new NestedUNet(nested),
            _ => throw new ArgumentException(options.GetType().Name),
        };
    }

    public static nn.Module<Tensor, Tensor, Tensor> Gate(SkipConnection skip) =>
        new PixelAttentionGate(new()
        {
            SkipChannels = skip.SkipChannels,
            GateChannels = skip.GateChannels,
            SpatialDimensions = skip.SpatialDimensions,
            ComputeType = skip.ComputeType,
        });

    public static Tensor Image(params long[] shape)
    {
        using Tensor exact = Formula.Tensor("image", shape);
        return exact.to(ScalarType.Float32);
    }

    /// <summary>Images for a network, or volumes of 4 slices for one in 3-D.</summary>
    public static Tensor ImageFor(SupervisedNetworkOptions options, long count, long height, long width) =>
        options.SpatialDimensions == 2 ? Image(count, 2, height, width) : Image(count, 2, 4, height, width);

    /// <summary>Two networks of the same weights.</summary>
    public static (SupervisedNetwork First, SupervisedNetwork Second) Twins(SupervisedNetworkOptions first, SupervisedNetworkOptions second)
    {
        SupervisedNetwork one = Build(first), two = Build(second);
        two.load_state_dict(one.state_dict());
        return (one, two);
    }
}
