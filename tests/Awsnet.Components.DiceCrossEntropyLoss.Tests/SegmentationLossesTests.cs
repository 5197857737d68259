namespace Awsnet.Components.Tests;

/// <summary>
/// MONAI's numbers by <c>python3 Fixtures/supervision_peer.py</c>. Its mean is over samples and classes, as
/// <see cref="ClassReduction.Mean"/>.
/// </summary>
public class SegmentationLossesTests
{
    private static readonly DiceOptions Mean = new() { Reduction = ClassReduction.Mean };

    public static TheoryData<string, Func<Tensor>> Cases => new()
    {
        { "focal 0", () => SegmentationLosses.Focal(Data.Logits, Data.Labels, 0, options: Mean) },
        { "focal 0.5", () => SegmentationLosses.Focal(Data.Logits, Data.Labels, 0.5, options: Mean) },
        { "focal 2", () => SegmentationLosses.Focal(Data.Logits, Data.Labels, options: Mean) },
        { "focal 3.5", () => SegmentationLosses.Focal(Data.Logits, Data.Labels, 3.5, options: Mean) },
        { "focal binary 0", () => SegmentationLosses.Focal(Data.BinaryLogits, Data.BinaryLabels, 0) },
        { "focal binary 0.5", () => SegmentationLosses.Focal(Data.BinaryLogits, Data.BinaryLabels, 0.5) },
        { "focal binary 2", () => SegmentationLosses.Focal(Data.BinaryLogits, Data.BinaryLabels) },
        { "focal binary 3.5", () => SegmentationLosses.Focal(Data.BinaryLogits, Data.BinaryLabels, 3.5) },
        { "focal alpha", () => SegmentationLosses.Focal(Data.Logits, Data.Labels, alpha: 0.25, options: Mean) },
        { "focal binary alpha", () => SegmentationLosses.Focal(Data.BinaryLogits, Data.BinaryLabels, alpha: 0.25) },
        // Theirs sums over the 2 samples, ours takes their mean.
        { "focal weights, sum", () =>
            2 * SegmentationLosses.Focal(Data.Logits, Data.Labels, options: new() { ClassWeights = [0.5, 1, 2] }) },
        { "focal no background", () =>
            SegmentationLosses.Focal(Data.Logits, Data.Labels, options: Mean with { IncludeBackground = false }) },
        { "tversky 0.5 0.5", () => SegmentationLosses.Tversky(Data.Logits, Data.Labels, options: Mean) },
        { "tversky 0.3 0.7", () => SegmentationLosses.Tversky(Data.Logits, Data.Labels, 0.3, 0.7, Mean) },
        { "tversky 1 0", () => SegmentationLosses.Tversky(Data.Logits, Data.Labels, 1, 0, Mean) },
        { "tversky sum", () => 2 * SegmentationLosses.Tversky(Data.Logits, Data.Labels, 0.3, 0.7) },
        { "tversky batch", () => SegmentationLosses.Tversky(
            Data.Logits, Data.Labels, 0.3, 0.7, Mean with { Aggregation = DiceAggregation.Batch }) },
        { "tversky no background", () => SegmentationLosses.Tversky(
            Data.Logits, Few(), options: Mean with { IncludeBackground = false }) },
        { "tversky binary", () => SegmentationLosses.Tversky(Data.BinaryLogits, Data.BinaryLabels, 0.3, 0.7) },
        { "generalized square", () => SegmentationLosses.GeneralizedDice(Data.Logits, Data.Labels) },
        { "generalized simple", () => SegmentationLosses.GeneralizedDice(Data.Logits, Data.Labels, 1) },
        { "generalized uniform", () => SegmentationLosses.GeneralizedDice(Data.Logits, Data.Labels, 0) },
        { "generalized absent square", () => SegmentationLosses.GeneralizedDice(Data.Logits, Few()) },
        { "generalized absent simple", () => SegmentationLosses.GeneralizedDice(Data.Logits, Few(), 1) },
        { "generalized absent uniform", () => SegmentationLosses.GeneralizedDice(Data.Logits, Few(), 0) },
        { "generalized batch", () => SegmentationLosses.GeneralizedDice(
            Data.Logits, Data.Labels, options: new() { Aggregation = DiceAggregation.Batch }) },
        { "generalized no background", () => SegmentationLosses.GeneralizedDice(
            Data.Logits, Data.Labels, options: new() { IncludeBackground = false }) },
        { "generalized binary", () => SegmentationLosses.GeneralizedDice(Data.BinaryLogits, Data.BinaryLabels) },
    };

    public static TheoryData<string, Func<Tensor, Tensor, DiceOptions, Tensor>> All => new()
    {
        { "focal", (logits, target, options) => SegmentationLosses.Focal(logits, target, options: options) },
        { "focal 1/2", (logits, target, options) => SegmentationLosses.Focal(logits, target, 0.5, 0.3, options) },
        { "tversky", (logits, target, options) => SegmentationLosses.Tversky(logits, target, 0.3, 0.7, options) },
        { "generalized", (logits, target, options) => SegmentationLosses.GeneralizedDice(logits, target, options: options) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_the_peer(string name, Func<Tensor> loss)
    {
        using var scope = NewDisposeScope();
        Data.Value(loss()).Should().BeApproximately(Recorded.Number(name), 1e-6, name);
    }

    [Fact]
    public void Every_loss_of_one_pixel_by_hand()
    {
        using var scope = NewDisposeScope();
        // One pixel of class 0 with p = (3/4, 1/4).
        Tensor logits = tensor([Math.Log(3), 0], [1, 2, 1]), labels = zeros([1, 1], ScalarType.Int64);
        DiceOptions sharp = new() { Smoothing = 1e-15 };
        // (1/4)^2 ln(4/3).
        Value(SegmentationLosses.Focal(logits, labels)).Should().BeApproximately(Math.Log(4.0 / 3) / 16, 1e-14);
        // Class 0 misses 1/4: 3/4 / (3/4 + 0.7/4) = 30/37. Class 1 is found wrongly: 0 of 0.3/4. Loss 7/37 + 1.
        Value(SegmentationLosses.Tversky(logits, labels, 0.3, 0.7, sharp)).Should().BeApproximately(7.0 / 37 + 1, 1e-12);
        // Volumes 1 and 0, so both weigh 1: 1 - 2 (3/4) / (1 + 3/4 + 1/4) = 1/4.
        Value(SegmentationLosses.GeneralizedDice(logits, labels, options: sharp)).Should().BeApproximately(0.25, 1e-12);
        // The absent class alone: overlap 0 of mass 1/4; where nothing is there to weigh by, the loss is 0.
        Value(SegmentationLosses.GeneralizedDice(logits, labels, options: new() { IncludeBackground = false })).Should().Be(0);

        static double Value(Tensor scalar) => Data.Value(scalar);
    }

    [Theory]
    // One pixel of class 0 with p = (3/4, 1/4, 0): (1/4)^2 ln(4/3).
    [InlineData(3, new[] { 1.0986122886681098, 0, double.NegativeInfinity }, new[] { 0L }, 0.017980129528236)]
    // A pixel of background with p = 0, which costs nothing, and one of the object with p = 1/2: the mean of 0 and (1/2)^2 ln 2.
    [InlineData(1, new[] { double.NegativeInfinity, 0 }, new[] { 0L, 1L }, 0.086643397569993)]
    public void Minus_infinity_costs_the_focal_loss_nothing_where_it_is_right(int channels, double[] said, long[] truth, double expected)
    {
        using var scope = NewDisposeScope();
        Tensor logits = tensor(said, [1, channels, truth.Length]).requires_grad_();
        Tensor loss = SegmentationLosses.Focal(logits, tensor(truth, [1, truth.Length]));
        Data.Value(loss).Should().BeApproximately(expected, 1e-14);
        loss.backward();
        logits.grad!.isfinite().all().ToBoolean().Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Ignored_pixels_count_as_if_they_were_not_there(string name, Func<Tensor, Tensor, DiceOptions, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        foreach (bool isBinary in new[] { false, true })
        {
            // The last two columns are ignored; without them the same loss is left.
            Tensor logits = isBinary ? Data.BinaryLogits : Data.Logits, labels = isBinary ? Data.BinaryLabels : Data.Labels;
            Tensor holes = labels.clone();
            holes.narrow(2, 3, 2).fill_(255);
            DiceOptions options = new() { ClassWeights = isBinary ? null : [0.5, 1, 2] };
            double whole = Data.Value(loss(logits.narrow(3, 0, 3).contiguous(), labels.narrow(2, 0, 3).contiguous(), options));
            Data.Value(loss(logits, holes, options with { IgnoreLabel = 255 })).Should().BeApproximately(whole, 1e-12, name);

            Tensor nothing = full_like(labels, 255);
            Tensor learned = logits.detach().requires_grad_();
            Tensor none = loss(learned, nothing, options with { IgnoreLabel = 255 });
            none.backward();
            Data.Value(none).Should().BeApproximately(0, 1e-9, name);
            learned.grad!.abs().max().ToDouble().Should().BeLessThan(1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Gradients_match_finite_differences(string name, Func<Tensor, Tensor, DiceOptions, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        DiceOptions options = new() { IgnoreLabel = 1, ClassWeights = [0.5, 1, 2] };
        Tensor logits = Data.Logits.detach(), varied = logits.clone().requires_grad_();
        loss(varied, Data.Labels, options).backward();
        double[] gradient = [.. varied.grad!.flatten().data<double>()];
        for (int i = 0; i < gradient.Length; i += 7)
        {
            Tensor step = zeros_like(logits).flatten();
            step[i] = 1e-5;
            Tensor shift = step.view(logits.shape);
            double slope = (Data.Value(loss(logits + shift, Data.Labels, options)) - Data.Value(loss(logits - shift, Data.Labels, options)))
                / 2e-5;
            gradient[i].Should().BeApproximately(slope, 1e-9, name);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Extreme_narrow_and_soft_ones_stay_finite(string name, Func<Tensor, Tensor, DiceOptions, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        foreach (Tensor target in new[] { Data.Labels, Data.Probabilities })
        {
            Tensor logits = (1e4 * Data.Logits).to(ScalarType.BFloat16).requires_grad_();
            Tensor value = loss(logits, target, new());
            value.dtype.Should().Be(ScalarType.Float32);
            value.backward();
            double.IsFinite(Data.Value(value)).Should().BeTrue(name);
            logits.grad!.to(ScalarType.Float32).isfinite().all().item<bool>().Should().BeTrue(name);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_perfect_prediction_costs_nothing(string name, Func<Tensor, Tensor, DiceOptions, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        Tensor right = 200 * nn.functional.one_hot(Data.Labels, 3).permute(0, 3, 1, 2).to(ScalarType.Float64);
        Data.Value(loss(right, Data.Labels, new())).Should().BeApproximately(0, 1e-9, name);
        Data.Value(loss(-right, Data.Labels, new())).Should().BeGreaterThan(0.3, name);
    }

    [Fact]
    public void Modules_are_the_functions()
    {
        using var scope = NewDisposeScope();
        using var focal = new FocalLoss(1.5, 0.3, Mean);
        using var tversky = new TverskyLoss(0.2, 0.9, Mean);
        using var generalized = new GeneralizedDiceLoss(1, Mean);
        Data.Value(focal.call(Data.Logits, Data.Labels)).Should().Be(
            Data.Value(SegmentationLosses.Focal(Data.Logits, Data.Labels, 1.5, 0.3, Mean)));
        Data.Value(tversky.call(Data.Logits, Data.Labels)).Should().Be(
            Data.Value(SegmentationLosses.Tversky(Data.Logits, Data.Labels, 0.2, 0.9, Mean)));
        Data.Value(generalized.call(Data.Logits, Data.Labels)).Should().Be(
            Data.Value(SegmentationLosses.GeneralizedDice(Data.Logits, Data.Labels, 1, Mean)));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        using var scope = NewDisposeScope();
        Refused(() => SegmentationLosses.Focal(Data.Logits, Data.Labels, -1), "gamma is -1;*");
        Refused(() => new FocalLoss(alpha: 1.5), "alpha is 1.5; give a number from 0 to 1, or none.");
        Refused(() => SegmentationLosses.Tversky(Data.Logits, Data.Labels, 0, 0), "alpha is 0 and beta 0;*not both 0.");
        Refused(() => new TverskyLoss(-1), "alpha is -1 and beta 0.5;*");
        Refused(() => new GeneralizedDiceLoss(double.NaN), "power is NaN;*");
        Refused(() => new GeneralizedDiceLoss(options: new() { Smoothing = 0 }), "Smoothing is 0;*");
        Refused(() => SegmentationLosses.Focal(Data.Logits, Data.Labels + 1), "The labels go from 1 to 3;*");
        Refused(() => SegmentationLosses.Tversky(Data.Logits, Data.Labels.unsqueeze(1)), "Logits are [2, 3, 4, 5] and the target is*");
    }

    /// <summary>Class 2 does not occur, nor class 1 in the second sample.</summary>
    private static Tensor Few()
    {
        Tensor few = Data.Labels.masked_fill(Data.Labels.eq(2), 1);
        few[1] = 0;
        return few;
    }
}
