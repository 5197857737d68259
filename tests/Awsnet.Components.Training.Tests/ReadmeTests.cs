using Awsnet.Components.TestKit;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Awsnet.Components.Tests;

/// <summary>The README's examples, compiled and run: two tasks, nothing is segmented.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void A_task_and_its_training()
    {
        using var temporary = new TemporaryFolder();
        string folder = temporary["run"];
        IProgress<RunProgress>? progress = null;
        CancellationToken cancellation = default;
        // <example>
        var task = new TrainingTask<TwoTasks, TensorBatch>
        {
            Network = () => new TwoTasks(),
            Optimizer = network => optim.Adam(network.parameters(), 0.01),
            LossNames = ["regression", "classification"],
            BatchesPerEpoch = 8,
            Batches = seed => Enumerable.Range(0, 8).Select(index => Points.Batch(seed + index)),
            Loss = (network, batch, weights) =>
            {
                var (value, side) = network.call(batch.Input);
                return LossTerms.Weighted(weights, mse_loss(value, batch.Target), cross_entropy(side, Points.Side(batch.Target)));
            },
            Evaluate = (network, cancellation) => Points.Accuracy(network),
        };
        // </example>
        // <example>
        var controller = new ReinforceController(new WeightSpace(task.LossNames), ReinforceOptions.Effective with { Seed = 1 });
        var options = new TrainingOptions { FixedEpochs = 5, AutoEpochs = 5, Search = new() { Candidates = 4 }, Schedule = LearningRateSchedule.Cosine() };
        using var training = new AutoWeightedTraining<TwoTasks, TensorBatch>(task, options, controller);
        var outcome = training.Run(folder, resume: true, progress, cancellation);
        Console.WriteLine($"{outcome.Best!.Reward:0.000} after epoch {outcome.BestEpoch + 1} of {outcome.Epochs}, weights {outcome.Weights}");
        // </example>
        outcome.Best.Reward.Should().BeGreaterThan(0.9);
        outcome.Epochs.Should().Be(10);
    }

    [Fact]
    public void The_examples_are_those_of_the_README() => ReadmeExamples.ShouldMatch("Awsnet.Components.Training");

    /// <summary>A point of the plane to the product of its coordinates and to that product's sign.</summary>
    private sealed class TwoTasks : nn.Module<Tensor, (Tensor Value, Tensor Side)>
    {
        private readonly Linear hidden = nn.Linear(2, 24);
        private readonly Linear value = nn.Linear(24, 1);
        private readonly Linear side = nn.Linear(24, 2);

        internal TwoTasks() : base(nameof(TwoTasks)) => RegisterComponents();

        public override (Tensor Value, Tensor Side) forward(Tensor input)
        {
            Tensor feature = tanh(hidden.call(input));
            return (value.call(feature).squeeze(1), side.call(feature));
        }
    }

    private static class Points
    {
        internal static TensorBatch Batch(long seed)
        {
            using var scope = NewDisposeScope();
            using var generator = new Generator((ulong)seed);
            Tensor points = rand([64, 2], generator: generator) * 2 - 1;
            Tensor product = points.select(1, 0) * points.select(1, 1);
            return new TensorBatch(points.MoveToOuterDisposeScope(), product.MoveToOuterDisposeScope());
        }

        internal static Tensor Side(Tensor product) => product.gt(0).to(ScalarType.Int64);

        internal static double Accuracy(TwoTasks network)
        {
            using var batch = Batch(-1);
            return network.call(batch.Input).Side.argmax(1).eq(Side(batch.Target)).to(ScalarType.Float64).mean().item<double>();
        }
    }
}
