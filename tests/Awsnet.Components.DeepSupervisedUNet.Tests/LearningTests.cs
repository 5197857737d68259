namespace Awsnet.Components.Tests;

public class LearningTests
{
    [Fact]
    public void It_learns_with_every_head()
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(1);
        using var network = new DeepSupervisedUNet(Networks.Gated);
        using var adam = optim.Adam(network.parameters(), lr: 1e-2);
        // A bright disc of radius 5 in noise.
        Tensor place = arange(16, ScalarType.Float32) - 7.5f;
        Tensor disc = (place.square().view(16, 1) + place.square()).lt(25);
        Tensor image = Networks.Image(2, 2, 16, 16) + 2 * disc;
        Tensor labels = disc.to(ScalarType.Int64).expand(2, 16, 16);
        var losses = new List<float>();
        for (int step = 0; step < 25; step++)
        {
            using var stepScope = NewDisposeScope();
            adam.zero_grad();
            SupervisionLoss loss = DeepSupervision.Sum(network.call(image).Heads, labels, [0.3, 0.7]);
            loss.Total.backward();
            adam.step();
            losses.Add(loss.Total.ToSingle());
        }
        losses[^1].Should().BeLessThan(0.7f * losses[0]);
    }
}
