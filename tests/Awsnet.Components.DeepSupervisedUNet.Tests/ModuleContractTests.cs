using Awsnet.Components.TestKit;
using static TorchSharp.torch;

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
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public void Every_network_keeps_it(string name, SupervisedNetworkOptions options)
    {
        name.Should().NotBeEmpty();
        int heads = options.Heads ?? options.Depth;
        ModuleContract.Check(new ModuleCase<SupervisedNetwork>
        {
            Create = () => Networks.Build(options),
            Inputs = () => [Networks.Image(2, 2, 16, 24)],
            Run = (network, inputs) => [.. network.call(inputs[0]).Heads.OfType<Tensor>()],
            OutputShapes = [.. Enumerable.Repeat(new long[] { 2, 3, 16, 24 }, heads)],
            Keys = [.. ExpectedKeys.Of(options)],
            OddInputs = () => [Networks.Image(2, 2, 13, 19)],
            OddOutputShapes = [.. Enumerable.Repeat(new long[] { 2, 3, 13, 19 }, heads)],
        });
    }
}
