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
    public void A_network_that_is_not_ours_learns_with_it()
    {
        using var scope = NewDisposeScope();
        const int steps = 40;
        manual_seed(1);
        Tensor images = Formula.Tensor("noise", 4, 1, 16, 16).to(ScalarType.Float32), labels = zeros([4, 16, 16], ScalarType.Int64);
        labels.narrow(1, 4, 7).narrow(2, 5, 6).fill_(1);
        images += labels.unsqueeze(1);
        // <example>
        using var network = new ForeignUNet();   // [N, 1, H, W] to logits [N, 2, H, W]
        using var optimizer = optim.Adam(network.parameters(), 0.01);
        for (int step = 0; step < steps; step++)
        {
            optimizer.zero_grad();
            Tensor loss = DiceCrossEntropy.Loss(network.call(images), labels);
            loss.backward();
            optimizer.step();
        }
        // </example>
        network.eval();
        Tensor found = network.call(images).argmax(1);
        (2.0 * found.mul(labels).sum().item<long>() / (found.sum() + labels.sum()).item<long>()).Should().BeGreaterThan(0.95);
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
