using System.Collections.Immutable;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Awsnet.Components.Samples;

/// <summary>The same network and the same readings with equal weights and with weights that are found while it trains; each run keeps its best network.</summary>
internal sealed class Study(long seed) : IDisposable
{
    private const int Count = 256, ValidationCount = 1024, BatchSize = 32, Batches = Count / BatchSize, FixedEpochs = 5, AutoEpochs = 40, Candidates = 6;
    private readonly Readings _training = Readings.Draw(Seed(seed, 0), Count);
    private readonly Readings _validation = Readings.Draw(Seed(seed, 1), ValidationCount);
    private readonly Readings _truth = Readings.Draw(Seed(seed, 2), 2000, wrongSides: 0);

    /// <summary>What the losses are called.</summary>
    internal static ImmutableArray<string> Losses { get; } = ["value", "side"];

    /// <summary>How many epochs an auto-weighted run trains, the candidates that are not adopted included.</summary>
    internal static int EpochsTrained => FixedEpochs + AutoEpochs * Candidates;

    /// <summary>Equal weights for as many epochs as the other run has.</summary>
    internal Result Equal() => Train(new() { FixedEpochs = FixedEpochs + AutoEpochs, AutoEpochs = 0 });

    /// <summary>Equal weights for as many epochs as the other run trains in all.</summary>
    internal Result EqualForLonger() => Train(new() { FixedEpochs = EpochsTrained, AutoEpochs = 0 });

    /// <summary>Equal weights at first, then weights that are found.</summary>
    internal Result Auto() => Train(new() { FixedEpochs = FixedEpochs, AutoEpochs = AutoEpochs });

    public void Dispose()
    {
        _training.Dispose();
        _validation.Dispose();
        _truth.Dispose();
    }

    private Result Train(TrainingOptions plan)
    {
        var task = new TrainingTask<TwoTaskNet, Readings>
        {
            Network = () => new TwoTaskNet(),
            Optimizer = network => optim.Adam(network.parameters(), 0.02),
            LossNames = Losses,
            BatchesPerEpoch = Batches,
            Batches = Shuffled,
            Loss = (network, batch, weights) =>
            {
                var (value, side) = network.call(batch.Input);
                return LossTerms.Weighted(weights, mse_loss(value, batch.Value), cross_entropy(side, batch.Side));
            },
            Evaluate = (network, _) => Score(network, _validation),
        };
        var controller = new ReinforceController(new WeightSpace(Losses), ReinforceOptions.Effective with { Seed = seed, Actions = [-1, 0, 1] });
        var options = plan with { Seed = seed, Threads = 1, Search = new() { Candidates = Candidates, TrainEqualProposalsOnce = true } };
        using var training = new AutoWeightedTraining<TwoTaskNet, Readings>(task, options, controller);
        var outcome = training.Run();
        using var gradients = no_grad();
        var score = Score(training.Network, _truth);
        return new Result(score.Reward, score.Metrics["explained"], score.Metrics["right"], outcome.Weights);
    }

    /// <summary>All training readings in an order that is the seed's.</summary>
    private IEnumerable<Readings> Shuffled(long epochSeed)
    {
        long[] order = [.. Enumerable.Range(0, Count).Select(row => (long)row)];
        var noise = new Noise(epochSeed);
        for (int i = Count - 1; i > 0; i--)
        {
            int j = (int)(noise.Uniform() * (i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order.Chunk(BatchSize).Select(_training.Pick);
    }

    /// <summary>Both tasks count alike: how much of the values' variance is explained, and how many sides are right.</summary>
    private static Evaluation Score(TwoTaskNet network, Readings readings)
    {
        using var scope = NewDisposeScope();
        var (value, side) = network.call(readings.Input);
        double explained = 1 - mse_loss(value, readings.Value).item<float>() / readings.Value.pow(2).mean().item<float>();
        double right = side.argmax(1).eq(readings.Side).to(ScalarType.Float64).mean().item<double>();
        return new Evaluation((explained + right) / 2)
        {
            Metrics = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [new("explained", explained), new KeyValuePair<string, double>("right", right)]),
        };
    }

    private static long Seed(long seed, int part) => seed * 3 + part;
}
