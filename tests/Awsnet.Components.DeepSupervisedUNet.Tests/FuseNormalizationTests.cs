using TorchSharp.Modules;

namespace Awsnet.Components.Tests;

public class FuseNormalizationTests
{
    public static TheoryData<SupervisedNetworkOptions> Foldable => new()
    {
        Networks.Small, Networks.Gated, Networks.Small with { UpSampling = UNetUpSampling.Transposed }, Networks.Nested,
        Networks.GatedStack, Networks.Volume with { ChannelsLast = true }, Networks.Stack with { UpSampling = UNetUpSampling.Transposed },
        Networks.NestedStack, Networks.Stack with { Pooling = [(1, 2, 2), (3, 1, 2)], Kernels = [(1, 5, 3), (5, 3, 1), (1, 1, 1)] },
    };

    [Theory]
    [MemberData(nameof(Foldable))]
    public void A_fused_network_says_the_same(SupervisedNetworkOptions options)
    {
        using var scope = NewDisposeScope();
        using SupervisedNetwork network = Networks.Build(options);
        network.to(ScalarType.Float64);
        for (int step = 0; step < 3; step++)
            network.call(Networks.ImageFor(options, 2, 16, 16).to(ScalarType.Float64));   // moves the running statistics
        network.eval();
        using SupervisedNetwork fused = Fold(network);
        fused.state_dict().Keys.Should().NotContain(key => key.Contains("ormalization"));
        fused.training.Should().BeFalse();
        Tensor image = Networks.ImageFor(options, 1, 13, 11).to(ScalarType.Float64);
        SupervisedLogits expected = network.ForwardHeads(image, HeadSelection.All), actual = fused.ForwardHeads(image, HeadSelection.All);
        for (int head = 0; head < 2; head++)
            (actual.Heads[head]! - expected.Heads[head]!).abs().max().ToDouble().Should().BeLessThan(1e-13);
    }

    [Fact]
    public void The_original_goes_on_unchanged_and_alone()
    {
        using var scope = NewDisposeScope();
        using SupervisedNetwork network = Networks.Build(Networks.Gated);
        Tensor image = Networks.Image(1, 2, 8, 8);
        network.eval();
        Tensor before = network.Predict(image);
        Fold(network).Dispose();
        network.Predict(image).allclose(before, rtol: 0, atol: 0).Should().BeTrue();
        network.parameters().Should().OnlyContain(parameter => parameter.requires_grad);
    }

    [Theory]
    [MemberData(nameof(Foldable))]
    public void A_fused_network_takes_no_gradients_and_leaves_nothing_behind(SupervisedNetworkOptions options)
    {
        using SupervisedNetwork network = Networks.Build(options);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        int convolutions;
        using (SupervisedNetwork fused = Fold(network))
        {
            fused.parameters().Should().NotBeEmpty().And.OnlyContain(parameter => !parameter.requires_grad);
            convolutions = fused.named_modules().Count(entry => entry.module is Convolution);
        }
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before + convolutions * ModuleContract.LeftByConvolution());
    }

    [Fact]
    public void Refuses_what_cannot_be_folded()
    {
        using var gated = new DeepSupervisedUNet(Networks.Gated);
        Refused(() => gated.FuseNormalization(), "The network has gates; say how to fuse one*");
        using var instance = new DeepSupervisedUNet(Networks.Small with { Normalization = UNetNormalization.Instance });
        Refused<NotSupportedException>(() => instance.FuseNormalization(), "Only batch normalization can be fused*");
    }

    private static SupervisedNetwork Fold(SupervisedNetwork network) => network switch
    {
        DeepSupervisedUNet unet => unet.FuseNormalization(gate => ((PixelAttentionGate)gate).FuseNormalization()),
        NestedUNet nested => nested.FuseNormalization(),
        _ => throw new ArgumentException(network.GetName()),
    };
}
