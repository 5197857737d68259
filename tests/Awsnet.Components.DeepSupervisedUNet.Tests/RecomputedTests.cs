using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

public class RecomputedTests
{
    public static TheoryData<SupervisedNetworkOptions, int> Networks_and_levels => new()
    {
        { Gated(Networks.Small), 1 },
        { Gated(Networks.Small), 3 },
        { Gated(Networks.Small with { UpSampling = UNetUpSampling.Transposed }), 3 },
        { Gated(Networks.Small with { Normalization = UNetNormalization.Group, Heads = 1 }), 3 },
        { Gated(Networks.Small with { ComputeType = ScalarType.BFloat16, ChannelsLast = true }), 3 },
        { Networks.Small with { Dropout = 0.3 }, 3 },
        { Networks.Nested, 2 },
        { Networks.Nested, 3 },
    };

    [Theory]
    [MemberData(nameof(Networks_and_levels))]
    public void Losses_gradients_and_statistics_are_the_same_bits(SupervisedNetworkOptions options, int levels)
    {
        using var scope = NewDisposeScope();
        var (kept, recomputed) = Networks.Twins(options, options with { RecomputedLevels = levels });
        var expected = Step(kept);
        var actual = Step(recomputed);
        actual.Keys.Should().Equal(expected.Keys);
        foreach (var (name, value) in expected)
            actual[name].Should().Equal(value, name);
    }

    /// <summary>A gradient's layout, and with it the kernel and the rounding, may be another one there.</summary>
    [Fact]
    public void With_channels_innermost_they_are_the_same_up_to_rounding()
    {
        using var scope = NewDisposeScope();
        DeepSupervisedUNetOptions options = Gated(Networks.Small with { UpSampling = UNetUpSampling.Transposed, ChannelsLast = true });
        var (kept, recomputed) = Networks.Twins(options, options with { RecomputedLevels = 3 });
        kept.to(ScalarType.Float64);
        recomputed.to(ScalarType.Float64);
        var expected = Step(kept);
        var actual = Step(recomputed);
        foreach (var (name, value) in expected)
            actual[name].Zip(value).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-12, name);
    }

    [Fact]
    public void A_gradient_can_be_asked_of_inputs_as_well()
    {
        using var scope = NewDisposeScope();
        var (kept, recomputed) = Networks.Twins(Gated(Networks.Small), Gated(Networks.Small with { RecomputedLevels = 3 }));
        Tensor image = Networks.Image(2, 2, 16, 16).requires_grad_();
        Tensor expected = autograd.grad([kept.Predict(image).sum()], [image])[0];
        Tensor actual = autograd.grad([recomputed.Predict(image).sum()], [image])[0];
        actual.data<float>().ToArray().Should().Equal(expected.data<float>().ToArray());
    }

    [Fact]
    public void Evaluation_without_gradients_computes_once()
    {
        using var scope = NewDisposeScope();
        using SupervisedNetwork network = Networks.Build(Gated(Networks.Small with { RecomputedLevels = 3 }));
        network.eval();
        using (no_grad()) network.Predict(Networks.Image(1, 2, 8, 8)).requires_grad.Should().BeFalse();
    }

    [Fact]
    public void Refuses_what_it_cannot_recompute()
    {
        using var scope = NewDisposeScope();
        using SupervisedNetwork network = Networks.Build(Networks.Small with { RecomputedLevels = 1 });
        Tensor loss = network.Predict(Networks.Image(2, 2, 8, 8)).sum();
        network.Invoking(n => loss.backward(create_graph: true)).Should().Throw<NotSupportedException>().WithMessage("A part of the network is recomputed*");
        loss = network.Predict(Networks.Image(2, 2, 8, 8)).sum();
        network.eval();
        network.Invoking(n => loss.backward()).Should().Throw<InvalidOperationException>().WithMessage("The network went from training to evaluation*");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void Refuses_levels_that_there_are_not(int levels) =>
        ((Action)(() => Networks.Build(Networks.Small with { RecomputedLevels = levels }))).Should().Throw<ArgumentException>()
            .WithMessage($"RecomputedLevels is {levels}; a network with 3 widths has 0 to 3 levels to recompute.");

    private static DeepSupervisedUNetOptions Gated(DeepSupervisedUNetOptions options) => options with
    {
        SkipGate = skip => new PixelAttentionGate(new()
        {
            SkipChannels = skip.SkipChannels,
            GateChannels = skip.GateChannels,
            ComputeType = skip.ComputeType,
            Recompute = skip.Recompute,
        }),
    };

    /// <summary>Two training passes, their losses, and the gradients and buffers they leave.</summary>
    private static Dictionary<string, double[]> Step(SupervisedNetwork network)
    {
        manual_seed(5);
        var found = new Dictionary<string, double[]>();
        for (int pass = 0; pass < 2; pass++)
        {
            Tensor loss = network.call((Networks.Image(2, 2, 14, 10) + pass).to(network.parameters().First().dtype)).Heads.Select(head => head!.square().mean()).Aggregate((a, b) => a + b);
            loss.backward();
            found[$"loss {pass}"] = [loss.ToDouble()];
        }
        foreach (var (name, parameter) in network.named_parameters())
            found[name] = parameter.grad is { } gradient ? Numbers(gradient) : [];
        foreach (var (name, buffer) in network.named_buffers())
            found[name] = Numbers(buffer);
        return found;

        static double[] Numbers(Tensor tensor) => tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }
}
