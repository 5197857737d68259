namespace Awsnet.Components.Tests;

public class PixelAttentionGateTests
{
    private static readonly PixelAttentionGateOptions Small = new() { SkipChannels = 4, GateChannels = 6, IntermediateChannels = 3 };

    private static readonly string[] Keys =
    [
        "gateProjection.weight", "gateProjection.bias",
        "gateNormalization.weight", "gateNormalization.bias",
        "gateNormalization.running_mean", "gateNormalization.running_var", "gateNormalization.num_batches_tracked",
        "skipProjection.weight", "skipProjection.bias",
        "skipNormalization.weight", "skipNormalization.bias",
        "skipNormalization.running_mean", "skipNormalization.running_var", "skipNormalization.num_batches_tracked",
        "attentionProjection.weight", "attentionProjection.bias",
        "attentionNormalization.weight", "attentionNormalization.bias",
        "attentionNormalization.running_mean", "attentionNormalization.running_var", "attentionNormalization.num_batches_tracked",
    ];

    public static TheoryData<AttentionChannels, GateNormalization, GateResampling, int> Choices
    {
        get
        {
            var data = new TheoryData<AttentionChannels, GateNormalization, GateResampling, int>();
            foreach (AttentionChannels attention in Enum.GetValues<AttentionChannels>())
            {
                foreach (GateNormalization normalization in Enum.GetValues<GateNormalization>())
                {
                    foreach (GateResampling resampling in Enum.GetValues<GateResampling>())
                    {
                        data.Add(attention, normalization, resampling, 2);
                        data.Add(attention, normalization, resampling, 3);
                    }
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void Keeps_the_module_contract(AttentionChannels attention, GateNormalization normalization, GateResampling resampling, int axes)
    {
        PixelAttentionGateOptions options = Small with
        {
            Attention = attention,
            Normalization = normalization,
            Resampling = resampling,
            SpatialDimensions = axes,
        };
        long[] even = [.. Enumerable.Repeat(6L, axes)], half = [.. Enumerable.Repeat(3L, axes)];
        long[] odd = [.. Enumerable.Repeat(7L, axes)], other = [.. Enumerable.Repeat(4L, axes)];
        ModuleContract.Check(new ModuleCase<PixelAttentionGate>
        {
            Create = () => new PixelAttentionGate(options),
            Inputs = () => [Floats("skip", [2, 4, .. even]), Floats("gate", [2, 6, .. half])],
            Run = (gate, inputs) => [gate.call(inputs[0], inputs[1])],
            OutputShapes = [[2, 4, .. even]],
            Keys = [.. Keys.Where(key => IsKept(key, normalization))],
            OddInputs = () => [Floats("skip", [2, 4, .. odd]), Floats("gate", [2, 6, .. other])],
            OddOutputShapes = [[2, 4, .. odd]],
        });
    }

    [Fact]
    public void Follows_the_equation_on_numbers_worked_by_hand()
    {
        using var scope = NewDisposeScope();
        using var gate = new PixelAttentionGate(new() { SkipChannels = 1, GateChannels = 1, IntermediateChannels = 1 });
        SetWeights(gate, ("gateProjection.weight", 2), ("gateProjection.bias", 1), ("skipProjection.weight", -1),
            ("skipProjection.bias", 0.5),
            ("attentionProjection.weight", 3), ("attentionProjection.bias", -4));
        gate.eval();
        // Fresh running statistics (mean 0, variance 1) divide by s = sqrt(1 + 1e-5) at each normalization. With gate 2 and skip 3:
        // ((2*2 + 1) + (-1*3 + 0.5)) / s = 2.5 / s, times 3, minus 4, over s: (7.5 / s - 4) / s = 3.49994500..., and its
        // sigmoid is 0.9706861...; without the division it would be sigmoid(3.5) = 0.9706878.
        double s = Math.Sqrt(1 + 1e-5);
        double expected = 1 / (1 + Math.Exp(-((7.5 / s - 4) / s)));
        GatedSkip result = gate.Attend(full([1, 1, 1, 1], 3.0f), full([1, 1, 1, 1], 2.0f));
        result.Attention.ToSingle().Should().BeApproximately((float)expected, 1e-6f);
        result.Gated.ToSingle().Should().BeApproximately((float)(3 * expected), 1e-6f);
        // Negative agreement is rectified away: gate -9 gives relu(-17 - 2.5) = 0, so alpha = sigmoid(-4 / s).
        GatedSkip closed = gate.Attend(full([1, 1, 1, 1], 3.0f), full([1, 1, 1, 1], -9.0f));
        closed.Attention.ToSingle().Should().BeApproximately((float)(1 / (1 + Math.Exp(4 / s))), 1e-6f);
    }

    [Fact]
    public void The_attention_map_explains_the_gated_skip()
    {
        using var scope = NewDisposeScope();
        using var one = new PixelAttentionGate(Small);
        using var perFeature = new PixelAttentionGate(Small with { Attention = AttentionChannels.PerFeature });
        Tensor skip = Floats("skip", [2, 4, 5, 7]), feature = Floats("gate", [2, 6, 5, 7]);
        foreach ((PixelAttentionGate gate, long channels) in new[] { (one, 1L), (perFeature, 4L) })
        {
            gate.eval();
            GatedSkip result = gate.Attend(skip, feature);
            result.Attention.shape.Should().Equal(2, channels, 5, 7);
            result.Attention.min().ToSingle().Should().BePositive();
            result.Attention.max().ToSingle().Should().BeLessThan(1);
            (result.Attention * skip).allclose(result.Gated, rtol: 0, atol: 0).Should().BeTrue();
            gate.call(skip, feature).allclose(result.Gated, rtol: 0, atol: 0).Should().BeTrue();
        }
    }

    [Theory]
    [InlineData(GateResampling.Linear)]
    [InlineData(GateResampling.Nearest)]
    public void A_constant_gate_says_the_same_at_any_size(GateResampling resampling)
    {
        using var scope = NewDisposeScope();
        using var gate = new PixelAttentionGate(Small with { Resampling = resampling });
        gate.eval();
        Tensor skip = Floats("skip", [1, 4, 8, 8]);
        Tensor full = gate.call(skip, ones(1, 6, 8, 8)), small = gate.call(skip, ones(1, 6, 2, 3)),
            large = gate.call(skip, ones(1, 6, 16, 9));
        small.allclose(full, rtol: 0, atol: 1e-6).Should().BeTrue();
        large.allclose(full, rtol: 0, atol: 1e-6).Should().BeTrue();
    }

    [Fact]
    public void Bfloat16_stays_near_fp32_and_keeps_the_skips_type()
    {
        using var scope = NewDisposeScope();
        foreach (GateNormalization normalization in Enum.GetValues<GateNormalization>())
        {
            using var wide = new PixelAttentionGate(Small with { Normalization = normalization });
            using var narrow = new PixelAttentionGate(Small with { Normalization = normalization, ComputeType = ScalarType.BFloat16 });
            narrow.load_state_dict(wide.state_dict());
            Tensor skip = Floats("skip", [2, 4, 8, 8]), feature = Floats("gate", [2, 6, 4, 4]);
            Tensor expected = wide.call(skip, feature), actual = narrow.call(skip, feature);
            actual.dtype.Should().Be(ScalarType.Float32);
            // bfloat16 keeps 8 bits: 2^-8 of each of a few roundings.
            (actual - expected).abs().max().ToSingle().Should().BeInRange(1e-7f, 0.03f);
            actual.sum().backward();
            narrow.parameters().Should().OnlyContain(parameter => parameter.grad!.dtype == ScalarType.Float32);
        }
    }

    [Theory]
    [InlineData(new long[] { 2, 5, 8, 8 }, new long[] { 2, 6, 8, 8 })]
    [InlineData(new long[] { 2, 4, 8, 8 }, new long[] { 2, 4, 8, 8 })]
    [InlineData(new long[] { 2, 4, 8, 8 }, new long[] { 3, 6, 8, 8 })]
    [InlineData(new long[] { 4, 8, 8 }, new long[] { 2, 6, 8, 8 })]
    public void Refuses_shapes_that_do_not_fit_and_says_which(long[] skip, long[] feature)
    {
        using var scope = NewDisposeScope();
        using var gate = new PixelAttentionGate(Small);
        Refused(() => gate.call(zeros(skip), zeros(feature)),
            $"Skip is [{string.Join(", ", skip)}] and gate is [{string.Join(", ", feature)}]; expected 4 axes each*4 skip channels and " +
            "6 gate channels*skip comes first*");
    }

    [Fact]
    public void Refuses_a_skip_of_whole_numbers_of_which_nothing_would_be_left()
    {
        using var scope = NewDisposeScope();
        using var gate = new PixelAttentionGate(Small);
        Refused(() => gate.call(ones([2, 4, 8, 8], ScalarType.Int64), zeros(2, 6, 8, 8)),
            "Skip is Int64; give a feature of a floating type.");
    }

    [Fact]
    public void Refuses_options_out_of_range()
    {
        Build(Small with { SkipChannels = 0 }).Should().Throw<ArgumentException>()
            .WithMessage("SkipChannels is 0; give the number of channels*");
        Build(Small with { GateChannels = -1 }).Should().Throw<ArgumentException>().WithMessage("GateChannels is -1;*");
        Build(Small with { IntermediateChannels = 0 }).Should().Throw<ArgumentException>().WithMessage("IntermediateChannels is 0;*");
        Build(Small with { SpatialDimensions = 1 }).Should().Throw<ArgumentException>().WithMessage("SpatialDimensions is 1; give 2*or 3*");
        Build(Small with { ComputeType = ScalarType.Int32 }).Should().Throw<ArgumentException>()
            .WithMessage("ComputeType is Int32; give BFloat16*");
        Build(Small with { Normalization = (GateNormalization)9 }).Should().Throw<ArgumentException>().WithMessage("Normalization is 9;*");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_fused_gate_says_the_same(int axes)
    {
        using var scope = NewDisposeScope();
        using var gate = new PixelAttentionGate(Small with { SpatialDimensions = axes, Attention = AttentionChannels.PerFeature });
        long[] size = [.. Enumerable.Repeat(5L, axes)];
        Tensor skip = Floats("skip", [2, 4, .. size]), feature = Floats("gate", [2, 6, .. size]);
        gate.call(skip, feature);   // moves the running statistics
        gate.eval();
        using PixelAttentionGate fused = gate.FuseNormalization();
        fused.state_dict().Should().HaveCount(6, "three convolutions remain");
        (fused.call(skip, feature) - gate.call(skip, feature)).abs().max().ToSingle().Should().BeLessThan(1e-6f);
        using var instance = new PixelAttentionGate(Small with { Normalization = GateNormalization.Instance });
        Refused<NotSupportedException>(() => instance.FuseNormalization(), "Only batch normalization can be fused*");
    }

    [Fact]
    public void Intermediate_channels_default_to_half_of_the_skips()
    {
        using var gate = new PixelAttentionGate(new() { SkipChannels = 10, GateChannels = 4 });
        using var least = new PixelAttentionGate(new() { SkipChannels = 1, GateChannels = 4 });
        gate.get_parameter("gateProjection.weight")!.shape.Should().Equal(5, 4, 1, 1);
        least.get_parameter("gateProjection.weight")!.shape.Should().Equal(1, 4, 1, 1);
    }

    private static Action Build(PixelAttentionGateOptions options) => () => new PixelAttentionGate(options).Dispose();

    private static bool IsKept(string key, GateNormalization normalization) => normalization switch
    {
        GateNormalization.Batch => true,
        GateNormalization.Instance => !key.Contains("running") && !key.Contains("tracked"),
        _ => !key.Contains("Normalization"),
    };

    private static Tensor Floats(string name, long[] shape)
    {
        using Tensor exact = Formula.Tensor(name, shape);
        return exact.to(ScalarType.Float32);
    }

    private static void SetWeights(nn.Module module, params (string Key, double Value)[] weights)
    {
        using var frozen = no_grad();
        foreach ((string key, double value) in weights)
            module.state_dict()[key].fill_(value);
    }
}
