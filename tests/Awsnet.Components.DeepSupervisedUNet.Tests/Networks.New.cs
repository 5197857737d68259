namespace Awsnet.Components.Tests;

/// <summary>Small networks for the tests, of the networks and of their export.</summary>
internal static partial class Networks
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

    public static readonly DeepSupervisedUNetOptions Volume = Small with { SpatialDimensions = 3 };

    public static readonly NestedUNetOptions NestedStack = Nested with
    {
        SpatialDimensions = 3,
        Pooling = Stack.Pooling,
        Kernels = Stack.Kernels,
    };

    public static SupervisedNetwork New(SupervisedNetworkOptions options) => options switch
    {
        DeepSupervisedUNetOptions unet => new DeepSupervisedUNet(unet),
        NestedUNetOptions nested => new NestedUNet(nested),
        _ => throw new ArgumentException(options.GetType().Name),
    };

    /// <summary>Gates of the skip's channels, with choices.</summary>
    public static Func<SkipConnection, nn.Module<Tensor, Tensor, Tensor>> GateOf(
        Func<PixelAttentionGateOptions, PixelAttentionGateOptions> choose) =>
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
}
