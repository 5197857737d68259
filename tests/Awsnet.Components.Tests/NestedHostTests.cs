using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

public class NestedHostTests
{
    [Fact]
    public void U_Net_plus_plus_takes_the_same_loss_controller_and_trainer()
    {
        var task = new TrainingTask<NestedUNet, TensorBatch>
        {
            Network = () => new NestedUNet(new() { InputChannels = 3, Classes = 2, Widths = [6, 8, 12] }),
            Optimizer = network => optim.Adam(network.parameters(), 0.01),
            LossNames = Asan.HeadWeights(2).Names,
            BatchesPerEpoch = 6,
            Batches = seed => Squares.Epoch(seed, 6),
            Loss = (network, batch, weights) =>
                DeepSupervision.Sum(network.ForwardHeads(batch.Input, HeadSelection.NonZero(weights.Values.AsSpan())).Heads, batch.Target,
                    weights.Values.AsSpan()),
            Evaluate = Squares.Evaluate,
        };
        var options = new TrainingOptions { FixedEpochs = 3, AutoEpochs = 2, Search = new() { Candidates = 3 }, Threads = 1 };
        using var training = new AutoWeightedTraining<NestedUNet, TensorBatch>(task, options, Asan.CreateController(heads: 2));
        var outcome = training.Run();

        outcome.Best!.Reward.Should().BeGreaterThan(0.8);
        outcome.Weights.Names.Should().Equal("stride 2", "stride 1");
        training.SearchedEpochs.Should().HaveCount(2);
    }
}
