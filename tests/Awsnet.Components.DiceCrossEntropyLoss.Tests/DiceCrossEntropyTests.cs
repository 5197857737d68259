namespace Awsnet.Components.Tests;

public class DiceCrossEntropyTests
{
    [Fact]
    public void Dice_on_two_pixels_worked_by_hand()
    {
        using var scope = NewDisposeScope();
        // One sample, two classes, two pixels; the logits ln 3 and 0 make p(class 0) = 3/4 at both. Truth: class 0, then class 1.
        // Class 0: 2 * 3/4 / (3/2 + 1) = 3/5; class 1: 2 * 1/4 / (1/2 + 1) = 1/3. Loss: 2/5 + 2/3 = 16/15 without smoothing.
        Tensor logits = tensor([Math.Log(3), Math.Log(3), 0, 0], [1, 2, 2]);
        Tensor labels = tensor([0L, 1L], [1, 2]);
        DiceOptions almostNoSmoothing = new() { Smoothing = 1e-15 };
        Data.Value(DiceCrossEntropy.Dice(logits, labels, almostNoSmoothing)).Should().BeApproximately(16.0 / 15, 1e-13);
        // Smoothing 1: (3/2 + 1) / (5/2 + 1) = 5/7 and (1/2 + 1) / (3/2 + 1) = 3/5, so 2/7 + 2/5 = 24/35.
        Data.Value(DiceCrossEntropy.Dice(logits, labels, new() { Smoothing = 1 })).Should().BeApproximately(24.0 / 35, 1e-13);
        // Cross-entropy: -(ln 3/4 + ln 1/4) / 2.
        Data.Value(DiceCrossEntropy.CrossEntropy(logits, labels)).Should().BeApproximately(-(Math.Log(0.75) + Math.Log(0.25)) / 2, 1e-14);
    }

    [Fact]
    public void A_perfect_prediction_costs_nothing_and_the_opposite_costs_everything()
    {
        using var scope = NewDisposeScope();
        Tensor labels = Data.Labels;
        Tensor right = 200 * nn.functional.one_hot(labels, 3).permute(0, 3, 1, 2).to(ScalarType.Float32);
        Data.Value(DiceCrossEntropy.Loss(right, labels)).Should().BeApproximately(0, 1e-6);
        // Every class occurs in both samples, so the wrong answer has no overlap anywhere: 1 for each of 3 classes.
        Tensor wrong = 200 * nn.functional.one_hot((labels + 1).remainder(3), 3).permute(0, 3, 1, 2).to(ScalarType.Float32);
        Data.Value(DiceCrossEntropy.Dice(wrong, labels)).Should().BeApproximately(3, 1e-4);
        Data.Value(DiceCrossEntropy.CrossEntropy(wrong, labels)).Should().BeApproximately(200, 1e-3);
    }

    [Fact]
    public void Renaming_the_classes_changes_nothing()
    {
        using var scope = NewDisposeScope();
        Tensor logits = Data.Logits, labels = Data.Labels;
        Tensor renamedLogits = logits.index_select(1, tensor(new[] { 2L, 0L, 1L }));   // new class 0 is old class 2, ...
        Tensor renamedLabels = (labels + 1).remainder(3);
        Data.Value(DiceCrossEntropy.Loss(renamedLogits, renamedLabels)).Should()
            .BeApproximately(Data.Value(DiceCrossEntropy.Loss(logits, labels)), 1e-13);
    }

    [Fact]
    public void Ignored_pixels_may_say_anything()
    {
        using var scope = NewDisposeScope();
        Tensor labels = Data.Labels.masked_fill(Data.Labels.eq(1), 255);
        Tensor ignored = labels.eq(255).unsqueeze(1);
        DiceCrossEntropyOptions options = new() { Dice = new() { IgnoreLabel = 255 } };
        Tensor first = Data.Logits.requires_grad_();
        Tensor other = Data.Logits.masked_fill(ignored, -17);
        Tensor loss = DiceCrossEntropy.Loss(first, labels, options);
        Data.Value(loss).Should().Be(Data.Value(DiceCrossEntropy.Loss(other, labels, options)));
        loss.backward();
        first.grad!.masked_fill(ignored.logical_not(), 0).abs().max().ToDouble().Should().Be(0);
        first.grad!.abs().max().ToDouble().Should().BePositive();
    }

    [Fact]
    public void Where_everything_is_ignored_the_loss_is_finite_and_teaches_nothing()
    {
        using var scope = NewDisposeScope();
        DiceCrossEntropyOptions options = new() { Dice = new() { IgnoreLabel = 9 } };
        foreach (long channels in new[] { 1L, 3L })
        {
            Tensor logits = ones([2, channels, 4], ScalarType.Float32, requires_grad: true);
            Tensor loss = DiceCrossEntropy.Loss(logits, full([2, 4], 9, ScalarType.Int64), options);
            loss.ToSingle().Should().Be(0);   // Dice of nothing against nothing is 1, cross-entropy over nothing 0
            loss.backward();
            logits.grad!.abs().max().ToSingle().Should().Be(0);
        }
    }

    [Fact]
    public void A_class_ruled_out_by_minus_infinity_costs_nothing_where_it_is_not_the_true_one()
    {
        using var scope = NewDisposeScope();
        // Two pixels with p = (3/4, 1/4, 0); the first is of class 0, the second is ignored.
        double never = double.NegativeInfinity;
        Tensor logits = tensor([Math.Log(3), Math.Log(3), 0, 0, never, never], [1, 3, 2]).requires_grad_();
        Tensor loss = DiceCrossEntropy.CrossEntropy(logits, tensor([0L, 9L], [1, 2]), new() { IgnoreLabel = 9 });
        Data.Value(loss).Should().BeApproximately(Math.Log(4.0 / 3), 1e-14);
        loss.backward();
        logits.grad!.isfinite().all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Where_every_pixel_has_a_class_of_weight_0_the_cross_entropy_is_0()
    {
        using var scope = NewDisposeScope();
        DiceOptions options = new() { ClassWeights = [0, 1] };
        Tensor logits = ones([1, 2, 4], ScalarType.Float32, requires_grad: true);
        Tensor loss = DiceCrossEntropy.CrossEntropy(logits, zeros([1, 4], ScalarType.Int64), options);
        loss.ToSingle().Should().Be(0);
        loss.backward();
        logits.grad!.abs().max().ToSingle().Should().Be(0);
    }

    [Fact]
    public void One_channel_is_never_silently_zero()
    {
        using var scope = NewDisposeScope();
        Tensor logits = zeros([1, 1, 2], requires_grad: true);
        Tensor loss = DiceCrossEntropy.Loss(logits, tensor(new[] { 1L, 1L }, [1, 2]));
        // p = 1/2 at both pixels of the object: Dice 2 * 1 / (1 + 2) = 2/3, cross-entropy ln 2.
        loss.ToSingle().Should().BeApproximately((float)(1.0 / 3 + 0.25 * Math.Log(2)), 1e-5f);
        loss.backward();
        logits.grad!.max().ToSingle().Should().BeNegative("more logit makes a smaller loss");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Gradients_match_finite_differences(long channels)
    {
        using var scope = NewDisposeScope();
        Tensor labels = channels == 1 ? Data.BinaryLabels : Data.Labels;
        DiceCrossEntropyOptions options = new()
        {
            Dice = new() { IgnoreLabel = channels, SquaredDenominator = true, ClassWeights = channels == 1 ? null : [0.5, 1, 2] },
        };
        if (channels == 1)
            labels = labels.masked_fill(tensor(new[] { 0L, 3, 1, 4, 2 }).eq(3), 1);
        Tensor logits = channels == 1 ? Data.BinaryLogits.detach() : Data.Logits.detach();
        Tensor varied = logits.clone().requires_grad_();
        DiceCrossEntropy.Loss(varied, labels, options).backward();
        double[] gradient = [.. varied.grad!.flatten().data<double>()];
        for (long i = 0; i < gradient.Length; i += 7)
        {
            // Central difference with step h = 1e-5: an error of h^2, about 1e-10.
            Tensor step = zeros_like(logits).flatten();
            step[i] = 1e-5;
            Tensor shift = step.view(logits.shape);
            double slope = (Data.Value(DiceCrossEntropy.Loss(logits + shift, labels, options))
                - Data.Value(DiceCrossEntropy.Loss(logits - shift, labels, options))) / 2e-5;
            gradient[i].Should().BeApproximately(slope, 1e-9);
        }
    }

    [Fact]
    public void Bfloat16_logits_are_summed_in_fp32()
    {
        using var scope = NewDisposeScope();
        // 65,536 pixels of probability 1/2: in bfloat16 the sum of the masses would stop growing at 256.
        Tensor logits = zeros([1, 2, 256, 256], ScalarType.BFloat16, requires_grad: true);
        Tensor labels = (arange(65536, ScalarType.Int64).view(1, 256, 256)).remainder(2);
        Tensor loss = DiceCrossEntropy.Loss(logits, labels);
        loss.dtype.Should().Be(ScalarType.Float32);
        // Half of the pixels each: Dice 2 * 16384 / (32768 + 32768) = 1/2 for both classes, cross-entropy ln 2.
        loss.ToSingle().Should().BeApproximately((float)(1 + 0.25 * Math.Log(2)), 1e-5f);
        loss.backward();
        logits.grad!.dtype.Should().Be(ScalarType.BFloat16);
        logits.grad!.to(ScalarType.Float32).isfinite().all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Extreme_logits_stay_finite()
    {
        using var scope = NewDisposeScope();
        foreach (long channels in new[] { 1L, 2L })
        {
            Tensor logits = (1e4f * (Formula(channels) - 0.5f)).requires_grad_();
            Tensor loss = DiceCrossEntropy.Loss(logits, ones([2, 8], ScalarType.Int64));
            loss.backward();
            float.IsFinite(loss.ToSingle()).Should().BeTrue();
            logits.grad!.isfinite().all().ToBoolean().Should().BeTrue();
        }

        static Tensor Formula(long channels) => TestKit.Formula.Tensor("extreme", 2, channels, 8).to(ScalarType.Float32);
    }

    [Fact]
    public void Any_number_of_spatial_axes_gives_the_same()
    {
        using var scope = NewDisposeScope();
        double flat = Data.Value(DiceCrossEntropy.Loss(Data.Logits.flatten(2), Data.Labels.flatten(1)));
        double volume = Data.Value(DiceCrossEntropy.Loss(Data.Logits.view(2, 3, 2, 2, 5), Data.Labels.view(2, 2, 2, 5)));
        flat.Should().Be(volume).And.Be(Data.Value(DiceCrossEntropy.Loss(Data.Logits, Data.Labels)));
    }
}
