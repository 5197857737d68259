using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Awsnet.Components.Samples;

/// <summary>
/// A network of two tasks on one hidden layer: of four numbers a value, small and exact, and the side of zero it lies on, which is noted
/// wrongly three times in ten. The side's loss is a hundred times the value's and mostly made of mistakes. Judged on readings without
/// mistakes: 1 minus the mean of the values' explained variance and the sides that are right.
/// </summary>
internal sealed class TwoTasks : IProblem
{
    private const int Inputs = 4, Count = 256, BatchSize = 32, FixedEpochs = 5, AutoEpochs = 40, Candidates = 6;
    private const double WrongSides = 0.3;

    public string Name => "two-tasks";

    public string Error => "error of both tasks";

    public IReadOnlyList<string> Methods => Finder.Names;

    public bool TryTrainCandidate(string method, long seed, out int exitCode) => CandidateProcess.TryRun(
        () => new TorchTrainable<Network, Readings>(Task(Training(seed), Validation(seed)), Plan(method, seed)), out exitCode);

    public Outcome Run(string method, long seed, Elsewhere? elsewhere, CancellationToken cancellation)
    {
        using Readings training = Training(seed), validation = Validation(seed);
        using Readings truth = Readings.Draw(3 * seed + 2, 2000, wrongSides: 0);
        var task = Task(training, validation);
        TrainingOptions plan = Plan(method, seed);
        if (!Finder.IsSearch(method))
            elsewhere = null;
        var controller = Finder.Create(method, new WeightSpace(task.LossNames), seed, maximize: true, step: 1);
        using var run = new AutoWeightedTraining<Network, Readings>(
            task, plan with { Search = plan.Search with { Parallelism = elsewhere?.Workers ?? 1 } }, controller,
            candidates: elsewhere is null ? null : elsewhere.Candidates);
        var outcome = run.Run(cancellation: cancellation);
        using var gradients = no_grad();
        double cost = (plan.FixedEpochs + plan.AutoEpochs * plan.Search.Candidates) / (double)(FixedEpochs + AutoEpochs);
        return new(1 - Score(run.Network, truth), cost, outcome.Weights);
    }

    private static Readings Training(long seed) => Readings.Draw(3 * seed, Count);

    private static Readings Validation(long seed) => Readings.Draw(3 * seed + 1, 1024);

    private static TrainingTask<Network, Readings> Task(Readings training, Readings validation) => new()
    {
        Network = () => new Network(),
        Optimizer = network => optim.Adam(network.parameters(), 0.02),
        LossNames = ["value", "side"],
        BatchesPerEpoch = Count / BatchSize,
        Batches = epochSeed => new Noise(epochSeed).Shuffled(Count).Chunk(BatchSize).Select(training.Pick),
        Loss = (network, batch, weights) =>
        {
            var (value, side) = network.call(batch.Input);
            return LossTerms.Weighted(weights, mse_loss(value, batch.Value), cross_entropy(side, batch.Side));
        },
        Evaluate = (network, _) => new Evaluation(Score(network, validation)),
    };

    /// <summary>Equal weights first, then weights that are found; the network that validated best is kept.</summary>
    private static TrainingOptions Plan(string method, long seed)
    {
        int candidates = Finder.IsSearch(method) ? Candidates : 1;
        int auto = method is "equal" or "equal-longer" ? 0 : AutoEpochs;
        int epochs = method == "equal-longer" ? FixedEpochs + AutoEpochs * Candidates : FixedEpochs + AutoEpochs;
        return new()
        {
            FixedEpochs = epochs - auto,
            AutoEpochs = auto,
            Seed = seed,
            Threads = 1,
            Search = new() { Candidates = candidates, TrainEqualProposalsOnce = true },
        };
    }

    /// <summary>Both tasks count alike: how much of the values' variance is explained, and how many sides are right.</summary>
    private static double Score(Network network, Readings readings)
    {
        using var scope = NewDisposeScope();
        var (value, side) = network.call(readings.Input);
        double explained = 1 - mse_loss(value, readings.Value).item<float>() / readings.Value.pow(2).mean().item<float>();
        return (explained + side.argmax(1).eq(readings.Side).to(float64).mean().item<double>()) / 2;
    }

    /// <summary>Four numbers in [−1, 1] each, [N, 4], their values [N] and sides [N], 0 or 1.</summary>
    private sealed record Readings(Tensor Input, Tensor Value, Tensor Side) : IDisposable
    {
        public static Readings Draw(long seed, int count, double wrongSides = WrongSides)
        {
            var noise = new Noise(seed);
            float[,] inputs = new float[count, Inputs];
            float[] values = new float[count];
            long[] sides = new long[count];
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < Inputs; j++)
                    inputs[i, j] = (float)(2 * noise.Uniform() - 1);
                values[i] = 0.1f * MathF.Sin(2 * inputs[i, 0] + 2 * inputs[i, 1] * inputs[i, 2] - inputs[i, 3]);
                sides[i] = values[i] > 0 != noise.Uniform() < wrongSides ? 1 : 0;
            }
            return new Readings(tensor(inputs), tensor(values), tensor(sides));
        }

        public Readings Pick(int[] rows)
        {
            using Tensor index = tensor(Array.ConvertAll(rows, row => (long)row));
            return new Readings(Input.index_select(0, index), Value.index_select(0, index), Side.index_select(0, index));
        }

        public void Dispose()
        {
            Input.Dispose();
            Value.Dispose();
            Side.Dispose();
        }
    }

    /// <summary>[N, 4] to a value [N] and to the logits of two sides [N, 2].</summary>
    private sealed class Network : nn.Module<Tensor, (Tensor Value, Tensor Side)>
    {
        private readonly Linear first = nn.Linear(Inputs, 16), second = nn.Linear(16, 16);
        private readonly Linear value = nn.Linear(16, 1), side = nn.Linear(16, 2);

        public Network() : base(nameof(Network)) => RegisterComponents();

        public override (Tensor Value, Tensor Side) forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            Tensor feature = tanh(second.call(tanh(first.call(input))));
            return (value.call(feature).squeeze(1).MoveToOuterDisposeScope(), side.call(feature).MoveToOuterDisposeScope());
        }
    }
}
