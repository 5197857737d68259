namespace Awsnet.Components.Tests;

public class ModuleContractTests
{
    public static TheoryData<string, SupervisedNetworkOptions> Choices => new()
    {
        { "plain", Networks.Small },
        { "gated", Networks.Gated },
        { "one head", Networks.Small with { Heads = 1 } },
        { "transposed", Networks.Small with { UpSampling = UNetUpSampling.Transposed } },
        { "instance", Networks.Small with { Normalization = UNetNormalization.Instance } },
        { "group", Networks.Small with { Normalization = UNetNormalization.Group } },
        { "no normalization", Networks.Small with { Normalization = UNetNormalization.None } },
        { "channels last", Networks.Gated with { ChannelsLast = true } },
        { "bfloat16", Networks.Gated with { ComputeType = ScalarType.BFloat16, ChannelsLast = true } },
        { "nested", Networks.Nested },
        { "nested, one head", Networks.Nested with { Heads = 1 } },
        { "anisotropic", Networks.Small with { Pooling = [(1, 2, 1), (1, 3, 2)], Kernels = [(1, 5, 1), (1, 3, 3), (1, 1, 3)] } },
    };

    public static TheoryData<string, SupervisedNetworkOptions> Volumes => new()
    {
        { "volume", Networks.Volume },
        { "volume, transposed", Networks.Volume with { UpSampling = UNetUpSampling.Transposed } },
        { "stack, gated", Networks.GatedStack },
        { "stack, one head", Networks.Stack with { Heads = 1 } },
        { "stack, transposed", Networks.Stack with { UpSampling = UNetUpSampling.Transposed } },
        { "stack, instance", Networks.Stack with { Normalization = UNetNormalization.Instance } },
        { "stack, group", Networks.Stack with { Normalization = UNetNormalization.Group } },
        { "stack, no normalization", Networks.Stack with { Normalization = UNetNormalization.None } },
        { "stack, channels last", Networks.GatedStack with { ChannelsLast = true } },
        { "stack, bfloat16", Networks.GatedStack with { ComputeType = ScalarType.BFloat16, ChannelsLast = true } },
        { "nested stack", Networks.NestedStack },
        { "nested volume, instance", Networks.Nested with { SpatialDimensions = 3, Normalization = UNetNormalization.Instance } },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public void Every_network_keeps_it(string name, SupervisedNetworkOptions options) =>
        Check(name, options, [16, 24], [13, 19]);

    [Theory]
    [MemberData(nameof(Volumes))]
    public void Every_network_in_3D_keeps_it(string name, SupervisedNetworkOptions options) =>
        Check(name, options, [4, 16, 12], [5, 13, 11]);

    private static void Check(string name, SupervisedNetworkOptions options, long[] size, long[] odd)
    {
        name.Should().NotBeEmpty();
        int heads = options.Heads ?? options.Depth;
        ModuleContract.Check(new ModuleCase<SupervisedNetwork>
        {
            Create = () => Networks.Build(options),
            Inputs = () => [Networks.Image([2, 2, .. size])],
            Run = (network, inputs) => [.. network.call(inputs[0]).Heads.OfType<Tensor>()],
            OutputShapes = [.. Enumerable.Repeat((long[])[2, 3, .. size], heads)],
            Keys = [.. ExpectedKeys.Of(options)],
            OddInputs = () => [Networks.Image([2, 2, .. odd])],
            OddOutputShapes = [.. Enumerable.Repeat((long[])[2, 3, .. odd], heads)],
        });
    }
}
