namespace Awsnet.Components.Tests;

public sealed class ValidationDiceTests
{
    /// <summary>Logits whose greatest channel is the label.</summary>
    private static Tensor Says(Tensor labels, long classes = 3) =>
        nn.functional.one_hot(labels, classes).transpose(1, -1).transpose(2, -1).to(ScalarType.Float32);

    [Fact]
    public void Dice_is_the_mean_over_images_by_hand()
    {
        using var scope = NewDisposeScope();
        Tensor truth = tensor(new long[] { 1, 1, 0, 0, 2, 2, 2, 0 }).reshape(2, 2, 2);
        Tensor predicted = tensor(new long[] { 1, 0, 0, 0, 2, 2, 1, 2 }).reshape(2, 2, 2);
        using var dice = new ValidationDice([("one", [1]), ("two", [2]), ("both", [1, 2])]);
        dice.Update(Says(predicted), truth);
        var evaluation = dice.Compute();

        // Image 1: label 1 has 1 hit, 1 predicted, 2 true: 2/3; label 2 is empty on both sides: 1.
        // Image 2: label 1 has 0 hits, 1 predicted, 0 true: 1e-5 / (1 + 1e-5); label 2 has 2 hits, 3 predicted, 3 true: 4/6.
        // Together: image 1 as label 1, 2/3; image 2 3 hits, 4 predicted, 3 true: 6/7.
        evaluation.Metrics["dice.one"].Should().BeApproximately((2.0 / 3 + 1e-5) / 2, 1e-5);
        evaluation.Metrics["dice.two"].Should().BeApproximately((1 + 4.0 / 6) / 2, 1e-5);
        evaluation.Metrics["dice.both"].Should().BeApproximately((2.0 / 3 + 6.0 / 7) / 2, 1e-5);
        evaluation.Reward.Should().BeApproximately(evaluation.Metrics.Values.Average(), 1e-12);
        evaluation.Warning.Should().BeNull();
    }

    [Theory]
    [InlineData(DiceAveraging.PerGroup, 0.5)]
    [InlineData(DiceAveraging.Pooled, 4.0 / 6)]
    public void Slices_of_a_patient_and_the_whole_set_are_pooled_over_batches(DiceAveraging averaging, double expected)
    {
        using var scope = NewDisposeScope();
        Tensor truth = tensor(new long[] { 1, 1, 0, 0, 0, 1 }).reshape(3, 2, 1);
        Tensor predicted = tensor(new long[] { 1, 1, 0, 0, 1, 0 }).reshape(3, 2, 1);
        using var dice = new ValidationDice([("one", [1])], averaging);
        // Patient 7 (images 1 and 2): 2 hits, 2 predicted, 2 true: 1. Patient 9 (image 3): 0 hits, 1 predicted, 1 true: 0.
        // All: 2 hits, 3 predicted, 3 true: 4/6.
        dice.Update(Says(predicted)[..2], truth[..2], [7, 7]);
        dice.Update(Says(predicted)[2..], truth[2..], [9]);

        dice.Compute().Reward.Should().BeApproximately(expected, 1e-5);
    }

    [Fact]
    public void A_structure_without_foreground_is_named()
    {
        using var scope = NewDisposeScope();
        using var dice = new ValidationDice([("scar", [2]), ("muscle", [1])]);
        Tensor labels = ones([1, 2, 2], ScalarType.Int64);
        dice.Update(Says(labels), labels);
        var evaluation = dice.Compute();

        evaluation.Reward.Should().Be(1);
        evaluation.Warning.Should().Contain("no pixel of scar").And.NotContain("muscle");
    }

    [Fact]
    public void Logits_of_NaN_have_no_Dice_though_their_greatest_is_the_background()
    {
        using var scope = NewDisposeScope();
        using var dice = new ValidationDice([("one", [1])]);
        Tensor empty = zeros([2, 2, 2], ScalarType.Int64), logits = Says(empty);
        logits[1, 2, 0, 1] = float.NaN;
        dice.Update(logits, empty);
        dice.Update(Says(empty), empty);
        var evaluation = dice.Compute();

        evaluation.Reward.Should().Be(double.NaN);
        evaluation.Metrics["dice.one"].Should().Be(double.NaN);
        evaluation.Warning.Should().StartWith("The network gives NaN in 1 of 4 validation images");
    }

    [Fact]
    public void Two_structures_of_one_name_are_refused() =>
        Refused(() => new ValidationDice([("scar", [1]), ("edema", [2]), ("scar", [3])]),
            "The structures are scar, edema, scar; give each a name of its own.*");

    [Fact]
    public void Batches_without_an_image_are_nothing_to_score()
    {
        using var scope = NewDisposeScope();
        using var dice = new ValidationDice([("scar", [1])]);
        dice.Update(zeros(0, 2, 1, 1), zeros([0, 1, 1], ScalarType.Int64));
        Refused<InvalidOperationException>(() => dice.Compute(), "The validation set is empty*");
    }

    [Fact]
    public void What_was_freed_is_no_longer_counted()
    {
        using var scope = NewDisposeScope();
        using var dice = new ValidationDice([("scar", [1])]);
        Tensor background = tensor(new float[] { 1, 0 }).view(1, 2, 1, 1);
        dice.Update(background, ones([1, 1, 1], ScalarType.Int64));
        dice.Dispose();
        dice.Update(background, zeros([1, 1, 1], ScalarType.Int64));

        // Empty against empty alone is left: 1.
        dice.Compute().Reward.Should().Be(1);
    }

    [Fact]
    public void Nothing_to_score_and_what_does_not_fit_are_refused()
    {
        using var scope = NewDisposeScope();
        using var dice = new ValidationDice([("one", [1])], DiceAveraging.PerGroup);
        Tensor labels = zeros([2, 2, 2], ScalarType.Int64);
        Refused<InvalidOperationException>(() => dice.Compute(), "*validation set is empty*");
        Refused(() => dice.Update(Says(labels), labels[..1], [1]), "*[2, 3, 2, 2]*[1, 2, 2]*");
        Refused(() => dice.Update(zeros(2, 1, 2, 2), labels, [1, 2]),
            "Logits are [2, 1, 2, 2], one class, which is the greatest everywhere.*");
        Refused(() => dice.Update(Says(labels), labels), "*2 images but 0 groups*");
        using var culture = new CommaCulture();
        Refused(() => new ValidationDice([("one", [1])], smoothing: -0.5), "The smoothing is -0.5; *");
    }
}
