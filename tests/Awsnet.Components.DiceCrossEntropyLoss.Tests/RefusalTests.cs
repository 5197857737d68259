namespace Awsnet.Components.Tests;

/// <summary>Errors say what was given, what was expected and what to do.</summary>
public class RefusalTests
{
    [Fact]
    public void Shapes_that_do_not_fit()
    {
        using var scope = NewDisposeScope();
        Refused(() => DiceCrossEntropy.Loss(Data.Logits, Data.Labels.unsqueeze(1)),
            "Logits are [2, 3, 4, 5] and the target is Int64 [2, 1, 4, 5]; expected logits [N, C, …] with integer labels [N, …] or with " +
                "probabilities [N, C, …].");
        Refused(() => DiceCrossEntropy.Loss(Data.Logits, Data.Probabilities.narrow(1, 0, 2)),
            "Logits are [2, 3, 4, 5] and the target is Float64 [2, 2, 4, 5]*");
        Refused(() => DiceCrossEntropy.Loss(zeros(2, 3), zeros([2], ScalarType.Int64)), "Logits are [2, 3] and the target is Int64 [2]*");
    }

    [Fact]
    public void Labels_outside_the_classes()
    {
        using var scope = NewDisposeScope();
        Refused(() => DiceCrossEntropy.Loss(Data.Logits, Data.Labels + 1),
            "The labels go from 1 to 3; expected 0 to 2 for 3 classes. Map them, or set IgnoreLabel*");
        Refused(() => DiceCrossEntropy.Loss(Data.BinaryLogits, Data.BinaryLabels * 255),
            "The labels go from 0 to 255; expected 0 to 1 for 2 classes*");
    }

    [Fact]
    public void Probabilities_that_are_none()
    {
        using var scope = NewDisposeScope();
        foreach (double wrong in new[] { -0.5, double.NaN, 1.5 })
        {
            Tensor target = Data.Probabilities.index_fill(0, tensor(new long[] { 1 }), wrong);
            Refused(() => DiceCrossEntropy.Loss(Data.Logits, target), "The target's probabilities go from * to *; expected 0 to 1*");
            Refused(() => SegmentationLosses.Focal(Data.Logits, target), "The target's probabilities go from *");
            DiceCrossEntropy.Dice(Data.Logits, target, new() { CheckLabels = false }).Dimensions.Should().Be(0);
        }
        // What is left of 1 may come out a little below 0.
        Tensor rounded = Data.Probabilities.index_fill(0, tensor(new long[] { 1 }), -1.2e-7);
        DiceCrossEntropy.Loss(Data.Logits, rounded).Dimensions.Should().Be(0);
        using var culture = new CommaCulture();
        Refused(() => DiceCrossEntropy.Loss(Data.Logits, Data.Probabilities * 0 - 0.5),
            "The target's probabilities go from -0.5 to -0.5; expected 0 to 1, each class's part of a pixel. Give such parts, or labels *");
        Data.Value(DiceCrossEntropy.Loss(Data.Logits, Data.Probabilities.to(ScalarType.BFloat16))).Should().BeGreaterThan(0);
    }

    [Fact]
    public void Batches_without_a_pixel()
    {
        using var scope = NewDisposeScope();
        foreach (long[] shape in new long[][] { [0, 3, 4, 5], [2, 3, 0, 5] })
        {
            Tensor logits = zeros(shape), labels = zeros([shape[0], shape[2], shape[3]], ScalarType.Int64);
            string message = $"Logits are [{string.Join(", ", shape)}], which have no pixel*leave such a batch out.";
            Refused(() => DiceCrossEntropy.Loss(logits, labels), message);
            Refused(() => DiceCrossEntropy.CrossEntropy(logits, logits), message);
            Refused(() => SegmentationLosses.Tversky(logits, labels), message);
            Refused(() => DeepSupervision.Sum([logits, logits], labels, [0.5, 0.5]), message);
        }
    }

    [Fact]
    public void Options_out_of_range()
    {
        using var scope = NewDisposeScope();
        Refused(() => Loss(new() { Dice = new() { Smoothing = 0 } }), "Smoothing is 0; give a finite number above 0*");
        Refused(() => Loss(new() { CrossEntropyWeight = -1 }), "DiceWeight is 1 and CrossEntropyWeight -1; give finite factors*");
        Refused(() => Loss(new() { DiceWeight = 0, CrossEntropyWeight = 0 }), "*not both 0.");
        Refused(() => Loss(new() { CrossEntropyWeight = double.NaN }), "*CrossEntropyWeight NaN;*");
        Refused(() => Loss(new() { Dice = new() { ClassWeights = [1, -1, 1] } }),
            "ClassWeights is [1, -1, 1]; give finite weights of 0 or more*");
        Refused(() => Loss(new() { Dice = new() { ClassWeights = [0, 0, 0] } }), "*not all 0.");
        Refused(() => Loss(new() { Dice = new() { ClassWeights = [1, 1] } }), "ClassWeights has 2 entries and the logits 3 channels;*");
        Refused(() => Loss(new() { Dice = new() { ClassWeights = [1, 0, 0], IncludeBackground = false } }),
            "ClassWeights is [1, 0, 0] and the background is not counted;*");
        Refused(() => DiceCrossEntropy.Loss(Data.Logits, Data.Probabilities, new() { Dice = new() { IgnoreLabel = 1 } }),
            "IgnoreLabel is 1 but the target holds probabilities;*");
        Refused(() => new DiceLoss(new() { Smoothing = -1 }), "Smoothing is -1;*");
        Refused(() => new DiceCrossEntropyLoss(new() { DiceWeight = -1 }), "DiceWeight is -1*");
        Refused(() => new DeepSupervisionLoss(new() { DiceWeight = -1 }), "DiceWeight is -1*");

        static Tensor Loss(DiceCrossEntropyOptions options) => DiceCrossEntropy.Loss(Data.Logits, Data.Labels, options);
    }

    [Fact]
    public void Weights_of_the_heads()
    {
        using var scope = NewDisposeScope();
        Tensor?[] heads = [Data.Logits, Data.Logits];
        Refused(() => DeepSupervision.Sum(heads, Data.Labels, [1.0]),
            "Got 1 weights for 2 heads; give one weight per head, deepest first.*");
        Refused(() => DeepSupervision.Sum(heads, Data.Labels, [1, double.NaN]), "Weight 1 is NaN; weights must be finite and 0 or more.*");
        Refused(() => DeepSupervision.Sum(heads, Data.Labels, [double.PositiveInfinity, 1]),
            "Weight 0 is *; weights must be finite and 0 or more.*");
        Refused(() => DeepSupervision.Sum(heads, Data.Labels, [-0.1, 1]), "Weight 0 is -0.1;*");
        Refused(() => DeepSupervision.Sum(heads, Data.Labels, [0.0, 0.0]), "Every weight is 0; at least one head must count.*");
        Refused(() => DeepSupervision.Sum([null, Data.Logits], Data.Labels, [0.5, 0.5]), "Weight 0 is 0.5 but head 0 was not computed;*");
        Refused(() => DeepSupervision.Sum([Data.Logits, Data.Logits.narrow(1, 0, 2)], Data.Labels, [0.5, 0.5]),
            "Logits are [2, 2, 4, 5]; expected [2, 3, …], like the first.");
    }
}
