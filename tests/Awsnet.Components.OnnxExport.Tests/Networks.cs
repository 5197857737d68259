using Awsnet.Components.TestKit;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

/// <summary>Small networks whose weights, biases and statistics are all made by formula, as if they were trained.</summary>
internal static class Networks
{
    public static readonly DeepSupervisedUNetOptions Small = new() { InputChannels = 2, Classes = 3, Widths = [4, 6, 8] };

    public static readonly DeepSupervisedUNetOptions Gated = Small with { SkipGate = GateOf(gate => gate) };

    public static readonly NestedUNetOptions Nested = new() { InputChannels = 2, Classes = 3, Widths = [4, 6, 8] };

    /// <summary>For stacks of thick slices: the first pooling and the kernels above it leave the depth alone.</summary>
    public static readonly DeepSupervisedUNetOptions Stack = Small with
    {
        SpatialDimensions = 3,
        Pooling = [(1, 2, 2), (2, 2, 2)],
        Kernels = [(1, 3, 3), (3, 3, 3), (3, 3, 3)],
    };

    public static readonly DeepSupervisedUNetOptions GatedStack = Stack with { SkipGate = Gated.SkipGate };

    public static readonly NestedUNetOptions NestedStack = Nested with
    {
        SpatialDimensions = 3,
        Pooling = Stack.Pooling,
        Kernels = Stack.Kernels,
    };

    public static SupervisedNetwork Build(SupervisedNetworkOptions options)
    {
        SupervisedNetwork network = options switch
        {
            DeepSupervisedUNetOptions unet => new DeepSupervisedUNet(unet),
            NestedUNetOptions nested => new NestedUNet(nested),
            _ => throw new ArgumentException(options.GetType().Name),
        };
        Fill(network);
        return network;
    }

    /// <summary>Gates of the skip's channels, with choices.</summary>
    public static Func<SkipConnection, nn.Module<Tensor, Tensor,
        Tensor>> GateOf(Func<PixelAttentionGateOptions, PixelAttentionGateOptions> choose) =>
        skip => new PixelAttentionGate(choose(new()
        {
            SkipChannels = skip.SkipChannels,
            GateChannels = skip.GateChannels,
            SpatialDimensions = skip.SpatialDimensions,
            ComputeType = skip.ComputeType,
        }));

    public static Tensor Image(params long[] shape)
    {
        using Tensor exact = Formula.Tensor("image", shape);
        return exact.to(ScalarType.Float32);
    }

    /// <summary>Weights spread by their fan-in as PyTorch spreads them, scales and variances around 1, all else around 0.</summary>
    public static void Fill(nn.Module network)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach ((string key, Tensor value) in network.state_dict())
        {
            if (!value.is_floating_point())
                continue;
            Tensor drawn = Formula.Tensor(key, value.shape);
            bool aroundOne = key.EndsWith("running_var", StringComparison.Ordinal)
                || (value.Dimensions == 1 && key.EndsWith("weight", StringComparison.Ordinal));
            double spread = value.Dimensions > 1 ? Math.Sqrt(6.0 / value[0].NumberOfElements) : 0.3;
            value.copy_(drawn * spread + (aroundOne ? 1 : 0));
        }
    }
}
