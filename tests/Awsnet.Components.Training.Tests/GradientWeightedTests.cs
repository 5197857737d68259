namespace Awsnet.Components.Tests;

public sealed class GradientWeightedTests
{
    [Fact]
    public void The_sum_and_the_gradient_of_the_logits_are_those_of_softmax()
    {
        using var scope = NewDisposeScope();
        using var weighted = new GradientWeighted<TwoHeadNet>(
            new TwoHeadNet(), new WeightSpace("a", "b") { InitialLogits = [0, Math.Log(3)] });
        // α = (1/4, 3/4); L = 2/4 + 3·6/4 = 5; ∂L/∂β_a = α_a (L_a − L) = (2 − 5)/4 = −0.75, ∂L/∂β_b = 3/4 (6 − 5) = +0.75.
        var terms = weighted.Weigh(tensor(2f), tensor(6f));
        terms.Total.item<float>().Should().BeApproximately(5, 1e-6f);
        terms.Total.backward();

        weighted.get_parameter("logits")!.grad!.data<float>().Should()
            .BeEquivalentTo([-0.75f, 0.75f], options =>
            options.WithStrictOrdering().Using<float>(pair => pair.Subject.Should().BeApproximately(pair.Expectation, 1e-6f))
            .WhenTypeIs<float>());
        weighted.Weights["b"].Should().BeApproximately(0.75, 1e-6);
    }

    [Fact]
    public void It_trains_as_a_network_and_moves_its_weights_to_the_smaller_loss()
    {
        var space = new WeightSpace(Blobs.LossNames);
        var plain = Blobs.Task();
        var task = new TrainingTask<GradientWeighted<TwoHeadNet>, TensorBatch>
        {
            Network = () => new GradientWeighted<TwoHeadNet>(new TwoHeadNet(), space),
            Optimizer = network => optim.Adam(network.parameters(), 0.01),
            LossNames = Blobs.LossNames,
            BatchesPerEpoch = plain.BatchesPerEpoch,
            Batches = plain.Batches,
            Loss = (weighted, batch, _) =>
            {
                var (coarse, fine) = weighted.Network.call(batch.Input);
                return weighted.Weigh(
                    nn.functional.cross_entropy(coarse, batch.Target) * 0.1, nn.functional.cross_entropy(fine, batch.Target));
            },
            Evaluate = (weighted, cancellation) => Blobs.Evaluate(weighted.Network, cancellation),
        };
        using var training = new AutoWeightedTraining<GradientWeighted<TwoHeadNet>, TensorBatch>(
            task, new() { FixedEpochs = 3, AutoEpochs = 0, Threads = 1, KeepBest = false });
        training.Run();

        training.Network.Weights["coarse"].Should().BeGreaterThan(0.51);
        training.Network.state_dict().Keys.Should().Contain(["network.first.weight", "logits"]);
    }

    [Fact]
    public void A_training_outlives_the_scope_that_it_was_made_in()
    {
        // The logits are a plain parameter, which belongs to the scope that it is made in.
        var task = new TrainingTask<GradientWeighted<TwoHeadNet>, TensorBatch>
        {
            Network = () => new GradientWeighted<TwoHeadNet>(new TwoHeadNet(), new WeightSpace(Blobs.LossNames)),
            LossNames = Blobs.LossNames,
            BatchesPerEpoch = 1,
            Batches = seed => Blobs.Epoch(seed, 1),
            Loss = (network, batch, _) =>
            {
                var (coarse, fine) = network.Network.call(batch.Input);
                return network.Weigh(nn.functional.cross_entropy(coarse, batch.Target), nn.functional.cross_entropy(fine, batch.Target));
            },
            Evaluate = (network, _) => network.Weights["fine"],
        };
        AutoWeightedTraining<GradientWeighted<TwoHeadNet>, TensorBatch> training;
        using (NewDisposeScope())
            training = new(task, new() { FixedEpochs = 1, AutoEpochs = 0, Threads = 1 });
        using var owner = training;

        training.Run().Epochs.Should().Be(1);
    }

    [Fact]
    public void A_missing_term_is_refused()
    {
        using var weighted = new GradientWeighted<TwoHeadNet>(new TwoHeadNet(), new WeightSpace("a", "b"));
        using var one = tensor(1f);
        Refused(() => weighted.Weigh(one), "*2 losses but 1 terms*");
        Refused(() => weighted.Weigh(one, null!), "*2 losses but 1 terms*");
    }
}
