using Awsnet.Components.TestKit;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

/// <summary>The README's examples, compiled and run.</summary>
public class ReadmeTests
{
    [Fact]
    public void One_head()
    {
        using var scope = NewDisposeScope();
        Tensor logits = Data.Logits.requires_grad_(), labels = Data.Labels, labelsWithHoles = labels.masked_fill(labels.eq(1), 255);
        // <example>
        Tensor loss = DiceCrossEntropy.Loss(logits, labels);   // Dice summed over the classes + 0.25 cross-entropy, as in the paper
        loss.backward();
        // </example>
        logits.grad.Should().NotBeNull();
        Data.Value(loss).Should().BeApproximately(2.179859396074236 + 0.25 * 2.181624936966344, 1e-13, "those are the peer's numbers");
        // <example>
        var criterion = new DiceCrossEntropyLoss(new()
        {
            CrossEntropyWeight = 1,
            Dice = new() { Reduction = ClassReduction.Mean, IncludeBackground = false, IgnoreLabel = 255, Aggregation = DiceAggregation.Batch },
        });
        Tensor other = criterion.call(logits, labelsWithHoles);
        // </example>
        Data.Value(other).Should().BePositive().And.NotBe(Data.Value(loss));
    }

    [Fact]
    public void Several_heads()
    {
        using var scope = NewDisposeScope();
        Tensor deepHead = (Data.Logits * 0.5).detach().requires_grad_(), finalHead = Data.Logits.requires_grad_(), labels = Data.Labels;
        // <example>
        SupervisionLoss supervised = DeepSupervision.Sum([deepHead, finalHead], labels, [0.3, 0.7]);
        supervised.Total.backward();
        double[] each = supervised.ReadHeads();   // each head's own loss; the one place that waits for the device
        // </example>
        Data.Value(supervised.Total).Should().BeApproximately(0.3 * each[0] + 0.7 * each[1], 1e-13);
        deepHead.grad.Should().NotBeNull();
    }

    [Fact]
    public void The_examples_are_those_of_the_README() => ReadmeExamples.ShouldMatch("Awsnet.Components.DiceCrossEntropyLoss");
}
