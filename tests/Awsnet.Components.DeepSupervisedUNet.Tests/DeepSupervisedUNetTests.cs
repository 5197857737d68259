using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components.Tests;

public class DeepSupervisedUNetTests
{
    /// <summary>
    /// The paper's code up-samples the features and projects them then; the other order is the same to 1e-6 and moves 3 channels instead of
    /// 256.
    /// </summary>
    [Fact]
    public void Projecting_before_up_sampling_gives_the_same_numbers()
    {
        using var scope = NewDisposeScope();
        // In double: in float the distance is a few roundings of the sum over 256 features, more or fewer with the head's weights.
        using var head = nn.Conv2d(256, 3, kernel_size: 1L, dtype: ScalarType.Float64);
        Tensor feature = Formula.Tensor("feature", 2, 256, 8, 8);
        Tensor theirs = head.call(Up(feature)), ours = Up(head.call(feature));
        (theirs - ours).abs().max().ToDouble().Should().BeLessThan(1e-13);

        static Tensor Up(Tensor x) => F.interpolate(x, [64L, 64L], mode: InterpolationMode.Bilinear, align_corners: true);
    }

    [Fact]
    public void Gates_see_every_skip_connection_with_its_place()
    {
        var seen = new List<SkipConnection>();
        using var network = new DeepSupervisedUNet(Networks.Small with
        {
            SkipGate = skip =>
            {
                seen.Add(skip);
                return Networks.Gated.SkipGate!(skip);
            },
        });
        seen.Should().Equal(new SkipConnection(1, 6, 6, null), new SkipConnection(0, 4, 4, null));
    }

    [Fact]
    public void Any_module_of_two_tensors_is_a_gate()
    {
        using var scope = NewDisposeScope();
        using SupervisedNetwork plain = Networks.Build(Networks.Small);
        using SupervisedNetwork open = Networks.Build(Networks.Small with { SkipGate = _ => new Scale(1) });
        using SupervisedNetwork half = Networks.Build(Networks.Small with { SkipGate = _ => new Scale(0.5f) });
        Tensor image = Networks.Image(1, 2, 8, 8), expected = plain.Predict(image);
        open.Predict(image).allclose(expected, rtol: 0, atol: 0).Should().BeTrue();
        half.Predict(image).allclose(expected).Should().BeFalse();
    }

    [Fact]
    public void A_gate_that_is_missing_or_gives_another_shape_is_named_by_its_level()
    {
        Refused(() => new DeepSupervisedUNet(Networks.Small with { SkipGate = _ => null! }),
            "SkipGate made no gate for level 1; return a module, or leave SkipGate null.");
        using var scope = NewDisposeScope();
        using var network = new DeepSupervisedUNet(Networks.Small with { SkipGate = _ => new MapAlone() });
        Refused<InvalidOperationException>(() => network.call(Networks.ImageFor(Networks.Small, 1, 8, 8)),
            "The gate of level 1 returned [1, 1, 4, 4] for a skip of [1, *, 4, 4]; return the weighed skip*");
    }

    [Fact]
    public void Without_gates_and_heads_it_is_a_vanilla_unet()
    {
        using var scope = NewDisposeScope();
        using var network = new DeepSupervisedUNet(Networks.Small with { Heads = 1 });
        network.call(Networks.Image(1, 2, 8, 8)).Heads.Should().ContainSingle();
        network.state_dict().Keys.Should().NotContain(key => key.StartsWith("gates"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void Any_depth_takes_any_size(int depth)
    {
        using var scope = NewDisposeScope();
        using var network = new DeepSupervisedUNet(Networks.Small with { Widths = [.. Enumerable.Range(2, depth + 1)] });
        network.eval();
        SupervisedLogits logits = network.ForwardHeads(Networks.Image(1, 2, 11, 5), HeadSelection.All);
        logits.Heads.Should().HaveCount(depth);
        logits.Heads.Should().OnlyContain(head => head!.shape.SequenceEqual(new long[] { 1, 3, 11, 5 }));
    }

    [Fact]
    public void Dropout_drops_while_training_only()
    {
        using var scope = NewDisposeScope();
        using var network = new DeepSupervisedUNet(Networks.Small with { Dropout = 0.5, Normalization = UNetNormalization.Instance });
        Tensor image = Networks.Image(1, 2, 8, 8);
        network.Predict(image).allclose(network.Predict(image)).Should().BeFalse();
        network.eval();
        network.Predict(image).allclose(network.Predict(image), rtol: 0, atol: 0).Should().BeTrue();
    }

    [Fact]
    public void The_same_seed_builds_the_same_network()
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(3);
        using var first = new DeepSupervisedUNet(Networks.Gated);
        _ = manual_seed(3);
        using var second = new DeepSupervisedUNet(Networks.Gated);
        Dictionary<string, Tensor> others = second.state_dict();
        first.state_dict().Should().OnlyContain(entry => entry.Value.allclose(others[entry.Key], 0, 0, false));
    }

    /// <summary>Returns the weights in place of the weighed skip.</summary>
    private sealed class MapAlone() : nn.Module<Tensor, Tensor, Tensor>(nameof(MapAlone))
    {
        public override Tensor forward(Tensor skip, Tensor feature) => skip.mean([1L], keepdim: true).sigmoid();
    }

    /// <summary>Somebody else's gate.</summary>
    private sealed class Scale(float factor) : nn.Module<Tensor, Tensor, Tensor>(nameof(Scale))
    {
        public override Tensor forward(Tensor skip, Tensor feature) => skip * factor;
    }
}
