namespace Awsnet.Components.Tests;

/// <summary>
/// Dropout draws from torch's one generator, so candidates side by side would take turns at it: refused for our own networks too.
/// </summary>
public sealed class DropoutTests
{
    private static readonly WeightSearchOptions SideBySide = new() { Candidates = 2, Parallelism = 2 };

    [Fact]
    public void A_network_with_dropout_is_refused_side_by_side_and_one_without_is_not()
    {
        using var dropping = Training(0.2, SideBySide);
        dropping.Invoking(training => training.Run()).Should().Throw<NotSupportedException>()
            .WithMessage("\"encoder.0.dropout\" is a Dropout2d*Parallelism 1*");
        using var plain = Training(0, SideBySide);
        plain.Run().Epochs.Should().Be(1);
    }

    [Fact]
    public void One_after_the_other_dropout_gives_the_same_bits_for_the_same_seed()
    {
        double[] losses = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using var training = Training(0.2, new() { Candidates = 2 });
            training.Run();
            return training.SearchedEpochs[0].Candidates[1].Losses[0];
        })];
        losses[0].Should().Be(losses[1]);
    }

    private static AutoWeightedTraining<DeepSupervisedUNet, TensorBatch> Training(double dropout, WeightSearchOptions search)
    {
        var task = new TrainingTask<DeepSupervisedUNet, TensorBatch>
        {
            Network = () => new DeepSupervisedUNet(new() { InputChannels = 3, Classes = 2, Widths = [4, 4, 4], Dropout = dropout }),
            LossNames = Asan.HeadWeights(2).Names,
            BatchesPerEpoch = 2,
            Batches = seed => Squares.Epoch(seed, 2),
            Loss = (network, batch, weights) => DeepSupervision.Sum(network.call(batch.Input).Heads, batch.Target, weights.Values.AsSpan()),
            Evaluate = Squares.Evaluate,
        };
        return new(task, new TrainingOptions { FixedEpochs = 0, AutoEpochs = 1, Search = search, Threads = 1 },
            Asan.CreateController(heads: 2));
    }
}
