using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components.Tests;

/// <summary>What both networks have in common.</summary>
public class SupervisedNetworkTests
{
    public static TheoryData<SupervisedNetworkOptions> Both => new()
    {
        Networks.Gated, Networks.Nested, Networks.GatedStack, Networks.NestedStack,
    };

    [Theory]
    [MemberData(nameof(Both))]
    public void Training_gives_all_heads_and_evaluation_the_final_one(SupervisedNetworkOptions options)
    {
        using var scope = NewDisposeScope();
        using SupervisedNetwork network = Networks.Build(options);
        Tensor image = Networks.ImageFor(options, 2, 8, 8);
        network.Heads.Should().Be(2);
        network.call(image).Heads.Should().HaveCount(2).And.NotContainNulls();
        network.eval();
        SupervisedLogits evaluated = network.call(image);
        evaluated.Heads.Should().HaveCount(2);
        evaluated.Heads[0].Should().BeNull();
        network.Predict(image).allclose(evaluated.Final, rtol: 0, atol: 0).Should().BeTrue();
        SupervisedLogits all = network.ForwardHeads(image, HeadSelection.All);
        all.Final.allclose(evaluated.Final, rtol: 0, atol: 0).Should().BeTrue();
        all.Heads[0]!.allclose(all.Final).Should().BeFalse("the deep head is another one");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Heads_that_are_not_selected_are_not_computed(SupervisedNetworkOptions options)
    {
        using var scope = NewDisposeScope();
        using SupervisedNetwork network = Networks.Build(options);
        SupervisedLogits logits = network.ForwardHeads(Networks.ImageFor(options, 2, 8, 8), HeadSelection.NonZero([0, 0.5]));
        logits.Heads[0].Should().BeNull();
        logits.Final.sum().backward();
        network.get_parameter("heads.0.weight")!.grad.Should().BeNull();
        network.get_parameter("heads.1.weight")!.grad.Should().NotBeNull();

        SupervisedLogits deepOnly = network.ForwardHeads(Networks.ImageFor(options, 2, 8, 8), HeadSelection.NonZero([1, 0]));
        deepOnly.Invoking(result => result.Final).Should().Throw<InvalidOperationException>()
            .WithMessage("The final head was not computed; ask for it*");
        Refused(() => network.ForwardHeads(Networks.ImageFor(options, 2, 8, 8), HeadSelection.NonZero([0, 0])),
            "No head is selected; select at least one of the 2 heads*");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Heads_are_listed_deepest_first(SupervisedNetworkOptions options)
    {
        using var scope = NewDisposeScope();
        using SupervisedNetwork network = Networks.Build(options);
        string deep = options is NestedUNetOptions ? "nodes.1.1." : "decoder.0.", final = options is NestedUNetOptions ? "nodes.0.2."
            : "decoder.1.";
        Tensor image = Networks.ImageFor(options, 2, 8, 8);
        network.ForwardHeads(image, HeadSelection.All).Heads[0]!.square().sum().backward();
        Gradient(deep).Should().NotBeNull();
        Gradient(final).Should().BeNull("the deep head is taken before it");
        network.ForwardHeads(image, HeadSelection.All).Heads[^1]!.square().sum().backward();
        Gradient(final).Should().NotBeNull();

        Tensor? Gradient(string block) => network.get_parameter(block + "convolution2.weight")!.grad;
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Other_sizes_are_padded_with_zeros_below_and_right_and_cropped_back(SupervisedNetworkOptions options)
    {
        using var scope = NewDisposeScope();
        using SupervisedNetwork network = Networks.Build(options);
        network.eval();
        Tensor image = Networks.ImageFor(options, 1, 9, 14);
        Tensor padded = F.pad(image, [0, 2, 0, 3]);   // depth 2: to multiples of 4, 12 x 16
        SupervisedLogits odd = network.ForwardHeads(image, HeadSelection.All), even = network.ForwardHeads(padded, HeadSelection.All);
        for (int head = 0; head < 2; head++)
            odd.Heads[head]!.allclose(even.Heads[head]!.narrow(-2, 0, 9).narrow(-1, 0, 14), rtol: 0, atol: 0).Should().BeTrue();
    }

    [Fact]
    public void Each_axis_is_padded_to_its_own_multiple()
    {
        using var scope = NewDisposeScope();
        using SupervisedNetwork network = Networks.Build(Networks.Stack);
        network.eval();
        Tensor image = Networks.Image(1, 2, 3, 9, 8);
        Tensor padded = F.pad(image, [0, 0, 0, 3, 0, 1]);   // poolings (1, 2, 2) and (2, 2, 2): to multiples of 2, 4 and 4
        network.Predict(image).allclose(network.Predict(padded).narrow(2, 0, 3).narrow(3, 0, 9), rtol: 0, atol: 0).Should().BeTrue();
    }

    [Fact]
    public void Heads_are_named_by_their_strides()
    {
        Names(Networks.Small).Should().Equal("stride 2", "stride 1");
        Names(Networks.Volume).Should().Equal("stride 2", "stride 1");
        SupervisedNetworkOptions deep = Networks.Volume with
        {
            Widths = [4, 4, 4, 4, 4],
            Pooling = [(1, 2, 2), (1, 2, 2), (2, 2, 2), (2, 2, 2)],
        };
        Names(deep).Should().Equal("stride 2x8x8", "stride 1x4x4", "stride 1x2x2", "stride 1");
        Names(Networks.Small with { Pooling = [(1, 2, 3), (1, 3, 2)], Widths = [4, 4, 4] }).Should().Equal("stride 2x3", "stride 1");
        SupervisedNetwork.NamesOf(deep).Should().Equal(Names(deep));
        SupervisedNetwork.NamesOf(4).Should().Equal("stride 8", "stride 4", "stride 2", "stride 1");

        static IEnumerable<string> Names(SupervisedNetworkOptions options)
        {
            using SupervisedNetwork network = Networks.Build(options);
            return [.. network.HeadNames];
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Channels_last_changes_the_memory_and_not_the_numbers(SupervisedNetworkOptions options)
    {
        using var scope = NewDisposeScope();
        (SupervisedNetwork plain, SupervisedNetwork last) = Networks.Twins(options, options with { ChannelsLast = true });
        using (plain)
        using (last)
        {
            Tensor image = Networks.ImageFor(options, 2, 16, 16);
            SupervisedLogits expected = plain.call(image), actual = last.call(image);
            for (int head = 0; head < 2; head++)
                (actual.Heads[head]! - expected.Heads[head]!).abs().max().ToSingle().Should().BeLessThan(1e-5f);
            // libtorch's 1x1x1 convolutions of the heads go back to the usual layout in 3-D.
            if (options.SpatialDimensions == 2)
                actual.Final.stride().Should().NotEqual(expected.Final.stride());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Features_in_3D_lie_channels_last_too(bool channelsLast)
    {
        using var scope = NewDisposeScope();
        List<long> strides = [];
        using SupervisedNetwork network = Networks.Build(
            Networks.Stack with { ChannelsLast = channelsLast, SkipGate = _ => new Watch(strides) });
        network.call(Networks.ImageFor(Networks.Stack, 2, 16, 16));
        strides.Should().HaveCount(4).And.OnlyContain(stride => stride == 1 == channelsLast);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Bfloat16_stays_near_fp32_with_wide_parameters_statistics_and_logits(SupervisedNetworkOptions options)
    {
        using var scope = NewDisposeScope();
        foreach (UNetNormalization normalization in Enum.GetValues<UNetNormalization>())
        {
            SupervisedNetworkOptions chosen = options with { Normalization = normalization };
            (SupervisedNetwork wide, SupervisedNetwork narrow) = Networks.Twins(chosen, chosen with { ComputeType = ScalarType.BFloat16 });
            using (wide)
            using (narrow)
            {
                Tensor image = Networks.ImageFor(options, 2, 16, 16);
                Tensor expected = wide.call(image).Final, actual = narrow.call(image).Final;
                actual.dtype.Should().Be(ScalarType.Float32);
                // bfloat16 has 8 significant bits, so a rounding errs by up to 2^-8 of the value. On the longest path of a network of depth
                // 2 there are
                // 13 convolutions, each with its input, weight and result rounded. If every error were the largest and all added up:
                const float bound = 3 * 13 / 256f;
                float error = (actual - expected).abs().mean().ToSingle(), spread = (expected - expected.mean()).abs().mean().ToSingle();
                error.Should().BeInRange(1e-6f, bound * spread, normalization.ToString());
                actual.square().sum().backward();
                narrow.state_dict().Values.Where(value => value.is_floating_point()).Should()
                    .OnlyContain(value => value.dtype == ScalarType.Float32);
                narrow.get_parameter("heads.1.weight")!.grad!.dtype.Should().Be(ScalarType.Float32);
            }
        }
    }

    [Fact]
    public void Refuses_inputs_of_another_shape()
    {
        using var scope = NewDisposeScope();
        using SupervisedNetwork network = Networks.Build(Networks.Small);
        Refused(() => network.call(zeros(1, 3, 8, 8)), "Input is [1, 3, 8, 8]; expected [N, 2, H, W] with at least one pixel.*");
        Refused(() => network.call(zeros(2, 8, 8)), "Input is [2, 8, 8]; expected [N, 2, H, W] with at least one pixel.*");
        using SupervisedNetwork volume = Networks.Build(Networks.Volume);
        Refused(() => volume.call(zeros(1, 2, 8, 8)), "Input is [1, 2, 8, 8]; expected [N, 2, D, H, W] with at least one voxel.*");
    }

    [Fact]
    public void Refuses_options_out_of_range()
    {
        Refused(Networks.Small with { InputChannels = 0 }, "InputChannels is 0;*");
        Refused(Networks.Small with { Classes = 0 }, "Classes is 0;*");
        Refused(Networks.Small with { Widths = [4, 8] }, "Widths has 2 entries; give 3 to 7, full resolution first.");
        Refused(Networks.Small with { Widths = [1, 1, 1, 1, 1, 1, 1, 1] }, "Widths has 8 entries;*");
        Refused(Networks.Nested with { Widths = [4, 0, 8] }, "Widths is [4, 0, 8]; every width must be 1 or more.");
        Refused(Networks.Nested with { Heads = 3 }, "Heads is 3; a network of depth 2 has 1 to 2 heads.");
        Refused(Networks.Small with { Heads = 0 }, "Heads is 0;*");
        Refused(Networks.Small with { Dropout = 1 }, "Dropout is 1; give 0 to below 1.");
        Refused(Networks.Small with { ComputeType = ScalarType.Int64 }, "ComputeType is Int64;*");
        Refused(Networks.Small with { UpSampling = (UNetUpSampling)7 }, "UpSampling is 7;*");
        Refused(Networks.Small with { Normalization = (UNetNormalization)7 }, "Normalization is 7;*");

        Refused(Networks.Small with { SpatialDimensions = 1 }, "SpatialDimensions is 1; give 2 for [N, C, H, W] or 3 for [N, C, D, H, W].");
        Refused(Networks.Volume with { Pooling = [(2, 2, 2)] },
            "Pooling has 1 entries; give one (depth, height, width) for each pooling, 2 for 3 widths.");
        Refused(Networks.Volume with { Pooling = [(2, 2, 2), (0, 2, 2)] },
            "Pooling[1] is (0, 2, 2); give factors of 1 or more, and more than 1 on at least one axis.");
        Refused(Networks.NestedStack with { Pooling = [(1, 1, 1), (2, 2, 2)] }, "Pooling[0] is (1, 1, 1); give factors*");
        Refused(Networks.Volume with { Kernels = [(3, 3, 3), (3, 3, 3)] },
            "Kernels has 2 entries; give one (depth, height, width) for each level, 3 for 3 widths.");
        Refused(Networks.Volume with { Kernels = [(1, 3, 3), (3, 2, 3), (3, 3, 3)] },
            "Kernels[1] is (3, 2, 3); give odd numbers of 1 or more.");
        Refused(Networks.Small with { Pooling = [(2, 2, 2), (2, 2, 2)] },
            "Pooling[0] is (2, 2, 2), and the network is 2-D; give a depth of 1, or set SpatialDimensions to 3.");

        static void Refused(SupervisedNetworkOptions options, string message) =>
            Refusal.Refused(() => Networks.Build(options), message);
    }

    /// <summary>Notes how far apart the channels of what a gate is given lie.</summary>
    private sealed class Watch(List<long> strides) : nn.Module<Tensor, Tensor, Tensor>(nameof(Watch))
    {
        public override Tensor forward(Tensor skip, Tensor feature)
        {
            strides.AddRange([skip.stride(1), feature.stride(1)]);
            return skip.alias();
        }
    }
}
