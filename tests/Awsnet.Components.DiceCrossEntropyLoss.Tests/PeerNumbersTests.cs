namespace Awsnet.Components.Tests;

/// <summary>
/// Numbers of torch 1.13 in float64, printed by <c>python3 Fixtures/loss_peer.py</c>; the names in the comments are its lines.
/// </summary>
public class PeerNumbersTests
{
    private static readonly double[] ClassWeights = [0.5, 1, 2];

    public static TheoryData<string, DiceOptions, double> DiceCases => new()
    {
        { "dice per class, sum (the authors' MultiDiceLoss gives the same)", new(), 2.179859396074236 },
        { "dice per class, mean", new() { Reduction = ClassReduction.Mean }, 0.726619798691412 },
        { "dice no bg sum", new() { IncludeBackground = false }, 1.491231464472206 },
        { "batch sum", new() { Aggregation = DiceAggregation.Batch }, 2.1530953843527736 },
        { "squared", new() { SquaredDenominator = true }, 1.9901386294777947 },
        { "weighted sum", new() { ClassWeights = ClassWeights }, 2.628529152689133 },
        { "weighted mean", new() { ClassWeights = ClassWeights, Reduction = ClassReduction.Mean }, 0.7510083293397523 },
        { "ignore dice", new() { IgnoreLabel = 2 }, 2.3093486679208413 },
    };

    public static TheoryData<string, DiceOptions, double> CrossEntropyCases => new()
    {
        { "ce", new(), 2.181624936966344 },
        { "ce weighted", new() { ClassWeights = ClassWeights }, 2.206423600072072 },
        { "ce ignore 2", new() { IgnoreLabel = 2 }, 2.0852108560976497 },
        { "ce weighted ignore 2", new() { ClassWeights = ClassWeights, IgnoreLabel = 2 }, 1.955001005619531 },
    };

    [Theory]
    [MemberData(nameof(DiceCases))]
    public void Dice(string line, DiceOptions options, double expected)
    {
        using var scope = NewDisposeScope();
        Data.Value(DiceCrossEntropy.Dice(Data.Logits, Data.Labels, options)).Should().BeApproximately(expected, 1e-13, line);
        Tensor narrow = Data.Logits.to(ScalarType.Float32);
        Data.Value(DiceCrossEntropy.Dice(narrow, Data.Labels, options)).Should().BeApproximately(expected, 1e-5, line);
    }

    [Theory]
    [MemberData(nameof(CrossEntropyCases))]
    public void Cross_entropy(string line, DiceOptions options, double expected)
    {
        using var scope = NewDisposeScope();
        Data.Value(DiceCrossEntropy.CrossEntropy(Data.Logits, Data.Labels, options)).Should().BeApproximately(expected, 1e-13, line);
        Tensor narrow = Data.Logits.to(ScalarType.Float32);
        Data.Value(DiceCrossEntropy.CrossEntropy(narrow, Data.Labels, options)).Should().BeApproximately(expected, 1e-5, line);
    }

    [Fact]
    public void Probabilities_as_target()
    {
        using var scope = NewDisposeScope();
        Data.Value(DiceCrossEntropy.CrossEntropy(Data.Logits, Data.Probabilities)).Should()
            .BeApproximately(1.9593131380267828, 1e-13, "ce soft");
        Data.Value(DiceCrossEntropy.CrossEntropy(Data.Logits, Data.Probabilities, new() { ClassWeights = ClassWeights }))
            .Should().BeApproximately(2.293684437760496, 1e-13, "ce soft weighted");
        Data.Value(DiceCrossEntropy.Dice(Data.Logits, Data.Probabilities)).Should().BeApproximately(2.054266477127918, 1e-13, "soft dice");
    }

    [Fact]
    public void One_channel()
    {
        using var scope = NewDisposeScope();
        Data.Value(DiceCrossEntropy.CrossEntropy(Data.BinaryLogits, Data.BinaryLabels)).Should()
            .BeApproximately(0.892284285767697, 1e-13, "bce");
        Data.Value(DiceCrossEntropy.Dice(Data.BinaryLogits, Data.BinaryLabels)).Should()
            .BeApproximately(0.5295694808892495, 1e-13, "binary dice");
        Tensor soft = Data.BinaryLabels.unsqueeze(1).to(ScalarType.Float64);
        Data.Value(DiceCrossEntropy.Loss(Data.BinaryLogits, soft)).Should()
            .BeApproximately(0.5295694808892495 + 0.25 * 0.892284285767697, 1e-13);
    }

    [Fact]
    public void The_sum_of_both_with_the_papers_factor()
    {
        using var scope = NewDisposeScope();
        const double dice = 2.179859396074236, crossEntropy = 2.181624936966344;
        Data.Value(DiceCrossEntropy.Loss(Data.Logits, Data.Labels)).Should().BeApproximately(dice + 0.25 * crossEntropy, 1e-13);
        DiceCrossEntropyOptions other = new() { DiceWeight = 0.5, CrossEntropyWeight = 2 };
        Data.Value(DiceCrossEntropy.Loss(Data.Logits, Data.Labels, other)).Should().BeApproximately(0.5 * dice + 2 * crossEntropy, 1e-13);
    }
}
