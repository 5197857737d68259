using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

public sealed class AsanTests
{
    private static readonly AsanOptions small = new() { InputChannels = 3, Classes = 2, Widths = [4, 6, 8], Heads = 2 };

    [Fact]
    public void The_papers_network_has_gates_four_heads_and_the_papers_widths()
    {
        using var scope = NewDisposeScope();
        using var network = Asan.CreateNetwork();
        network.Heads.Should().Be(4);
        var gates = network.named_modules().Select(entry => entry.module).OfType<PixelAttentionGate>().Select(gate => gate.Options)
            .ToArray();
        // The authors' gates, deepest first: F_int is half of F_l but for the top one, whose F_int is 32 of 32.
        gates.Select(gate => (gate.SkipChannels, gate.IntermediateChannels ?? gate.SkipChannels / 2)).Should()
            .Equal((256, 128), (128, 64), (64, 32), (32, 32));
        // Its parameters by hand: a block of two 3x3 convolutions with biases and BN, i to o, has 9io + 9oo + 2o + 4o.
        // Encoder 2-32-64-128-256-512 and decoder blocks (2w to w), up-convolutions (9 · 2w · w + 3w), gates (w to F, twice: 2(wF + F +
        // 2F), psi: F + 1 + 2), heads (3w + 3).
        static long Block(long i, long o) => 9 * i * o + 9 * o * o + 6 * o;
        static long Gate(long w, long f) => 2 * (w * f + 3 * f) + f + 3;
        long expected = Block(2, 32) + Block(32, 64) + Block(64, 128) + Block(128, 256) + Block(256, 512)
            + new (long W, long F)[] { (256, 128), (128, 64), (64, 32), (32, 32) }.Sum(level =>
                Block(2 * level.W, level.W) + 9 * 2 * level.W * level.W + 3 * level.W + Gate(level.W, level.F) + 3 * level.W + 3);
        network.parameters().Sum(parameter => parameter.numel()).Should().Be(expected);
    }

    [Fact]
    public void The_heads_begin_at_the_papers_weights()
    {
        var controller = Asan.CreateController();
        // softmax of [0.5, 0.5, 0.5, 1]: e^0.5 = 1.648721, e = 2.718282, sum 7.664446.
        controller.Weights.Values.Should().Equal([0.215113, 0.215113, 0.215113, 0.354661], (one, other) => Math.Abs(one - other) < 1e-6);
        controller.LossNames.Should().Equal("stride 8", "stride 4", "stride 2", "stride 1");
        using var network = Asan.CreateNetwork(new() { Widths = [16, 16, 16, 16, 16] });
        network.HeadNames.Should().Equal(controller.LossNames);
        Asan.HeadWeights().InitialLogits.Should().Equal(WeightSpace.PaperHeads.InitialLogits);
        Asan.PaperTraining.Epochs.Should().Be(200);
    }

    [Fact]
    public void Initial_logits_may_be_given()
    {
        Asan.HeadWeights(2, finalLogit: 3).InitialLogits.Should().Equal(1.5, 3);
        // softmax of [0, ln 3].
        Asan.CreateController(heads: 2, initialLogits: [0, Math.Log(3)]).Weights.Values
            .Should().Equal([0.25, 0.75], (one, other) => Math.Abs(one - other) < 1e-12);
        var act = () => Asan.CreateController(heads: 2, initialLogits: [1]);
        act.Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData(UNetNormalization.Batch)]
    [InlineData(UNetNormalization.Instance)]
    public void Fused_it_gives_the_same_probabilities(UNetNormalization normalization)
    {
        using var scope = NewDisposeScope();
        using var network = Asan.CreateNetwork(small with { Normalization = normalization });
        Tensor images = randn(2, 3, 16, 16);
        network.call(images);
        DeepSupervisedUNet fused = Asan.Fuse(network);
        Tensor expected = Asan.Probabilities(network, images), probabilities = Asan.Probabilities(fused, images);
        (probabilities - expected).abs().max().item<float>().Should().BeLessThan(1e-5f);
        (probabilities.sum(1) - 1).abs().max().item<float>().Should().BeLessThan(1e-6f);
        ReferenceEquals(fused, network).Should().Be(normalization != UNetNormalization.Batch);
        network.training.Should().BeTrue("its mode is put back");
    }

    [Fact]
    public void Of_one_channel_the_probability_is_the_sigmoids_and_an_asan_has_two_or_more()
    {
        using var scope = NewDisposeScope();
        using var network = new DeepSupervisedUNet(new() { InputChannels = 1, Classes = 1, Widths = [4, 4, 4], Heads = 1 });
        using (no_grad())
        {
            network.get_parameter("heads.0.weight")!.zero_();
            network.get_parameter("heads.0.bias")!.fill_(Math.Log(3));
        }
        // σ(ln 3) = 3 / (3 + 1).
        foreach (bool mirrored in new[] { false, true })
            Asan.Probabilities(network, zeros(1, 1, 8, 8), mirrored).Should().Match<Tensor>(
                found => (found - 0.75).abs().max().item<float>() < 1e-6f);
        FluentActions.Invoking(() => Asan.CreateNetwork(small with { Classes = 1 })).Should().Throw<ArgumentException>()
            .WithMessage("Classes is 1; give 2 or more, background included.");
    }

    [Fact]
    public void Mirrored_the_probabilities_of_a_mirror_image_are_mirror_images()
    {
        using var scope = NewDisposeScope();
        using var network = Asan.CreateNetwork(small);
        Tensor images = randn(1, 3, 16, 16), probabilities = Asan.Probabilities(network, images, mirrored: true);
        Tensor mirrored = Asan.Probabilities(network, images.flip(3), mirrored: true).flip(3);
        (mirrored - probabilities).abs().max().item<float>().Should().BeLessThan(1e-6f);
        probabilities.requires_grad.Should().BeFalse();
    }

    [Fact]
    public void Mirror_images_are_mirrored_back_before_their_mean_is_taken()
    {
        using var scope = NewDisposeScope();
        Tensor images = randn(2, 1, 6, 10);
        // What sees nothing of where it is keeps its value; a sum from the left and one from the right make the whole row.
        (Asan.MirrorMean(seen => seen * 2, images) - (images * 2)).abs().max().item<float>().Should().BeLessThan(1e-6f);
        Tensor expected = (images + images.sum(3, keepdim: true)) / 2;
        (Asan.MirrorMean(seen => seen.cumsum(3), images) - expected).abs().max().item<float>().Should().BeLessThan(1e-5f);
    }

    [Fact]
    public void Another_network_trains_by_the_same_task()
    {
        var task = Asan.CreateTask(
            () => new NestedUNet(new() { InputChannels = 3, Classes = 2, Widths = [16, 16, 16], Heads = 2 }), heads: 2,
            seed => Squares.Epoch(seed, 2), 2, (network, stop) => new Evaluation(0.5));
        using var training = new AutoWeightedTraining<NestedUNet,
            TensorBatch>(task, new() { FixedEpochs = 1, AutoEpochs = 0, Threads = 1 });
        training.Run().Weights.Names.Should().Equal("stride 2", "stride 1");
    }

    [Fact]
    public void Without_gates_it_is_the_plain_network()
    {
        using var network = Asan.CreateNetwork(small with { Gated = false });
        network.named_modules().Should().NotContain(entry => entry.module is PixelAttentionGate);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void It_trains_with_heads_whose_weights_are_found(bool bfloat, bool channelsLast)
    {
        var options = small with { ComputeType = bfloat ? ScalarType.BFloat16 : null, ChannelsLast = channelsLast };
        var task = Asan.CreateTask(seed => Squares.Epoch(seed, 6), 6, Squares.Evaluate, options) with
        {
            Optimizer = network => optim.Adam(network.parameters(), 0.01),
        };
        using var training = new AutoWeightedTraining<DeepSupervisedUNet, TensorBatch>(
            task, new() { FixedEpochs = 4, AutoEpochs = 2, Search = new() { Candidates = 3 }, Threads = 1, EmaDecay = 0.8 },
                Asan.CreateController(heads: 2));
        var outcome = training.Run();

        outcome.Best!.Reward.Should().BeGreaterThan(0.8);
        outcome.Weights.Names.Should().Equal("stride 2", "stride 1");
        training.Network.state_dict().Values.Should()
            .OnlyContain(tensor => tensor.dtype == ScalarType.Float32 || tensor.dtype == ScalarType.Int64);
    }

    [Fact]
    public void Its_heads_are_weighed_step_by_step_by_their_gradients()
    {
        var task = Asan.CreateTask(seed => Squares.Epoch(seed, 3), 3, Squares.Evaluate, small);
        using var training = new AutoWeightedTraining<DeepSupervisedUNet, TensorBatch>(
            task, new() { FixedEpochs = 1, AutoEpochs = 0, Threads = 1 }, weighting: new NashMtl(task.LossNames));

        LossWeights weights = training.Run().Weights;

        weights.Names.Should().Equal("stride 2", "stride 1");
        weights.Values.Should().OnlyContain(weight => weight > 0).And.NotContain(0.5);
    }

    [Fact]
    public void What_either_network_found_is_pathology_and_scar_wins()
    {
        using var scope = NewDisposeScope();
        // background, muscle, scar of the one against the other: 2 in the second is edema unless the first has 2.
        Tensor scar = tensor(new long[] { 0, 1, 2, 0, 1, 2, 0, 1, 2 }), both = tensor(new long[] { 0, 0, 0, 1, 1, 1, 2, 2, 2 });
        Asan.Merge(scar, both).data<long>().Should().Equal(0, 0, 2, 0, 0, 2, 1, 1, 2);
        var act = () => Asan.Merge(scar, both[..3]);
        act.Should().Throw<ArgumentException>().WithMessage("*[9]*[3]*same region*");
    }
}
