using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components.Tests;

/// <summary>Heads of their own sizes; numbers of MONAI and nnU-Net by <c>python3 Fixtures/supervision_peer.py</c>.</summary>
public class HeadResolutionTests
{
    private static readonly DiceCrossEntropyOptions Mean = new() { Dice = new() { Reduction = ClassReduction.Mean } };

    public static TheoryData<string> Ranks => ["2d", "3d"];

    [Theory]
    [MemberData(nameof(Ranks))]
    public void Equals_MONAI_in_every_weight_mode(string rank)
    {
        using var scope = NewDisposeScope();
        Check("same", HeadWeights.Equal(3));
        Check("exp", HeadWeights.Halving(3));
        Check("two", HeadWeights.FinalFirst(3));
        SupervisionLoss focal = DeepSupervision.Sum(
            Recorded.Heads(rank), Recorded.Labels(rank), HeadWeights.Halving(3),
            (logits, target) => SegmentationLosses.Focal(logits, target, options: Mean.Dice));
        Data.Value(focal.Total).Should().BeApproximately(Recorded.Number($"monai {rank} focal"), 1e-6);

        void Check(string mode, double[] weights) =>
            Data.Value(DeepSupervision.Sum(Recorded.Heads(rank), Recorded.Labels(rank), weights, Mean).Total).Should()
                .BeApproximately(Recorded.Number($"monai {rank} {mode}"), 1e-6, mode);
    }

    [Theory]
    [MemberData(nameof(Ranks))]
    public void Equals_nnUNet_with_the_targets_of_its_loader(string rank)
    {
        using var scope = NewDisposeScope();
        Check("sample", DiceAggregation.PerSample, HeadWeights.NnUNet(3));
        Check("batch", DiceAggregation.Batch, HeadWeights.NnUNet(3));
        Check("all heads", DiceAggregation.Batch, [0.25, 0.5, 1]);

        void Check(string name, DiceAggregation aggregation, double[] weights)
        {
            DiceCrossEntropyOptions options = new()
            {
                CrossEntropyWeight = 1,
                Dice = Mean.Dice with { IncludeBackground = false, Aggregation = aggregation },
            };
            // Its Dice loss is −Dice where ours is 1 − Dice: the weights' sum less. Single precision: 1e-6 of a number of 3.
            Data.Value(DeepSupervision.Sum(Recorded.Heads(rank), Recorded.Labels(rank), weights, options).Total).Should()
                .BeApproximately(Recorded.Number($"nnunet {rank} {name}") + weights.Sum(), 1e-6, name);
        }
    }

    [Theory]
    [MemberData(nameof(Ranks))]
    public void The_scaled_labels_are_those_of_the_loader(string rank)
    {
        using var scope = NewDisposeScope();
        double sum = 0;
        DeepSupervision.Sum(Recorded.Heads(rank), Recorded.Labels(rank), HeadWeights.Equal(3), (logits, target) =>
        {
            // The peer's number: every label times its place, counted from 1.
            Tensor places = arange(1, target.NumberOfElements + 1, ScalarType.Float64);
            sum += (target.flatten().to(ScalarType.Float64) * places).sum().item<double>();
            target.shape.Should().Equal([logits.shape[0], .. logits.shape[2..]]);
            return logits.sum();
        });
        sum.Should().Be(Recorded.Number($"labels {rank}"));
    }

    [Theory]
    [InlineData(10, 3)]
    [InlineData(3, 10)]
    [InlineData(7, 7)]
    [InlineData(258, 237)]
    public void Nearest_takes_the_pixel_under_the_middle(long from, long to)
    {
        using var scope = NewDisposeScope();
        Tensor labels = arange(from, ScalarType.Int64).unsqueeze(0);
        long[] taken = [];
        DeepSupervision.Sum([zeros(1, 1, to)], labels, [1], (logits, target) =>
        {
            taken = [.. target.data<long>()];
            return logits.sum();
        });
        // On an edge between two pixels rounding decides.
        for (int i = 0; i < to; i++)
        {
            double place = (i + 0.5) * from / to;
            taken[i].Should().BeInRange((long)Math.Floor(place - 1e-4), (long)Math.Floor(place + 1e-4));
        }
    }

    [Fact]
    public void Heads_may_be_brought_to_the_target()
    {
        using var scope = NewDisposeScope();
        Tensor target = Formula.Labels("truth", 3, 2, 8, 6), head = Formula.Tensor("head", 2, 3, 4, 3).requires_grad_();
        Tensor linear = F.interpolate(head, [8, 6], mode: InterpolationMode.Bilinear, align_corners: false);
        Tensor nearest = F.interpolate(head, [8, 6], mode: InterpolationMode.Nearest);   // by whole factors every rule is the same
        Value(HeadResolution.HeadToTargetLinear).Should().Be(Data.Value(DiceCrossEntropy.Loss(linear, target)));
        Value(HeadResolution.HeadToTargetNearest).Should().Be(Data.Value(DiceCrossEntropy.Loss(nearest, target)));
        using var module = new DeepSupervisionLoss(resolution: HeadResolution.HeadToTargetLinear);
        SupervisionLoss loss = module.call([head], target, [1.0]);
        Data.Value(loss.Total).Should().Be(Value(HeadResolution.HeadToTargetLinear));
        loss.Total.backward();
        head.grad!.abs().min().item<double>().Should().BePositive();

        Tensor volume = Formula.Tensor("volume", 1, 3, 2, 3, 4), labels = Formula.Labels("labels", 3, 1, 4, 6, 8);
        Tensor trilinear = F.interpolate(volume, [4, 6, 8], mode: InterpolationMode.Trilinear, align_corners: false);
        Data.Value(DeepSupervision.PerHead([volume], labels, resolution: HeadResolution.HeadToTargetLinear)[0]).Should()
            .Be(Data.Value(DiceCrossEntropy.Loss(trilinear, labels)));

        double Value(HeadResolution resolution) =>
            Data.Value(DeepSupervision.Sum([head], target, [1], resolution: resolution).Total);
    }

    [Fact]
    public void Probabilities_and_ignored_labels_are_scaled_alike()
    {
        using var scope = NewDisposeScope();
        Tensor labels = Formula.Labels("truth", 3, 2, 8, 6), head = Formula.Tensor("head", 2, 3, 4, 3);
        Tensor probabilities = F.one_hot(labels, 3).permute(0, 3, 1, 2).to(ScalarType.Float64);
        Data.Value(DeepSupervision.Sum([head], probabilities, [1]).Total).Should()
            .BeApproximately(Data.Value(DeepSupervision.Sum([head], labels, [1]).Total), 1e-14);
        DiceCrossEntropyOptions ignore = new() { Dice = new() { IgnoreLabel = 2 } };
        Tensor scaled = labels.index_select(1, tensor([1L, 3, 5, 7])).index_select(2, tensor([1L, 3, 5]));   // middles of two pixels
        Data.Value(DeepSupervision.Sum([head], labels, [1], ignore).Total).Should()
            .Be(Data.Value(DiceCrossEntropy.Loss(head, scaled, ignore)));
    }

    [Fact]
    public void Weights_by_name_find_their_heads()
    {
        using var scope = NewDisposeScope();
        Tensor[] heads = Recorded.Heads("2d");
        Tensor labels = Recorded.Labels("2d");
        string[] names = ["stride 4", "stride 2", "stride 1"];
        Dictionary<string, double> weights = new() { ["stride 1"] = 0.5, ["stride 4"] = 0.2, ["stride 2"] = 0.3 };
        Data.Value(DeepSupervision.Sum(heads, names, labels, weights).Total).Should()
            .Be(Data.Value(DeepSupervision.Sum(heads, labels, [0.2, 0.3, 0.5]).Total));
        HeadWeights.ByName(names, weights).Should().Equal(0.2, 0.3, 0.5);

        weights.Remove("stride 2");
        Refused(() => HeadWeights.ByName(names, weights),
            "The weights are of [stride 1, stride 4] but the heads are [stride 4, stride 2, stride 1]; give each head its own name and " +
            "one weight.*");
        weights["stride 3"] = 1;
        Refused(() => HeadWeights.ByName(names, weights), "*[stride 1, stride 4, stride 3]*");
        Refused(() => HeadWeights.ByName(["a", "a"], new Dictionary<string, double> { ["a"] = 1, ["b"] = 1 }), "*its own name*");
    }

    [Fact]
    public void Weights_by_hand()
    {
        HeadWeights.Equal(2).Should().Equal(1, 1);
        HeadWeights.Halving(6).Should().Equal(0.0625, 0.0625, 0.125, 0.25, 0.5, 1);
        HeadWeights.FinalFirst(3).Should().Equal(0.5, 0.5, 1);
        HeadWeights.NnUNet(3).Should().Equal(0, 1.0 / 3, 2.0 / 3);
        HeadWeights.NnUNet(1).Should().Equal(1);
        FluentActions.Invoking(() => HeadWeights.Equal(0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void What_differs_in_more_than_size_is_refused()
    {
        using var scope = NewDisposeScope();
        Tensor labels = Recorded.Labels("2d");
        Refused(() => DeepSupervision.Sum([zeros(2, 4, 4, 3), zeros(2, 3, 8, 6)], labels, [1, 1]),
            "Logits are [2, 3, 8, 6]; expected [2, 4, …], like the first.");
        Refused(() => DeepSupervision.Sum([zeros(1, 3, 4, 3)], labels, [1]), "Logits are [1, 3, 4, 3] and the target is Int64 [2, 4, 3];*");
        Refused(() => DeepSupervision.Sum([zeros(2, 3, 4)], labels, [1]), "Logits are [2, 3, 4] and the target is*");
        Refused(() => DeepSupervision.Sum([zeros(2, 3, 4, 3)], labels, [1], resolution: (HeadResolution)7), "The resolution is 7;*");
    }
}
