namespace Awsnet.Components.Tests;

public class LearningTests
{
    [Fact]
    public void A_foreign_network_learns_through_the_gate()
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(5);
        using var gated = new GatedForeignUNet();
        using var adam = optim.Adam(gated.parameters(), lr: 1e-2);
        Tensor image = Formula.Tensor("image", 2, 1, 16, 16).to(ScalarType.Float32);
        Tensor labels = image.squeeze(1).gt(0).to(ScalarType.Int64);
        var losses = new List<float>();
        for (int step = 0; step < 30; step++)
        {
            using var stepScope = NewDisposeScope();
            adam.zero_grad();
            Tensor loss = nn.functional.cross_entropy(gated.call(image), labels);
            loss.backward();
            adam.step();
            losses.Add(loss.ToSingle());
        }
        losses[^1].Should().BeLessThan(0.5f * losses[0]);
    }
}
