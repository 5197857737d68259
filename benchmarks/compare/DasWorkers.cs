using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Compare;

/// <summary>
/// What auto-weighting costs: an epoch with ten candidates against our own epoch with fixed weights, each at its fastest
/// setting, and the memory of such runs. In the number type that pays on this processor, batches of 16 x 2 x 128 x 128, one validation of
/// 16 images a network.
/// </summary>
internal static class DasWorkers
{
    private const int Steps = 5;
    private static readonly string[] Heads = ["head1", "head2", "head3", "head4"];

    internal static double? Cost(string name, int threads) => name switch
    {
        "fixed-epoch" => Seconds(threads, epochs: new() { FixedEpochs = 3, AutoEpochs = 0 }),
        "das-epoch-plain" => Seconds(threads, OneByOne(once: false)),
        "das-epoch-one-by-one" => Seconds(threads, OneByOne(once: true)),
        "das-epoch-side-by-side" => Seconds(threads, SideBySide(threads)),
        "fixed-run-memory" => Memory(threads, new() { FixedEpochs = 3, AutoEpochs = 0 }),
        "das-memory-one-by-one" => Memory(threads, OneByOne(once: true)),
        "das-memory-side-by-side" => Memory(threads, SideBySide(threads)),
        _ => null,
    };

    private static TrainingOptions OneByOne(bool once) =>
        new() { FixedEpochs = 1, AutoEpochs = 1, Search = new() { TrainEqualProposalsOnce = once } };

    private static TrainingOptions SideBySide(int threads) =>
        OneByOne(once: true) with { Search = new() { TrainEqualProposalsOnce = true, Parallelism = threads } };

    /// <summary>The last epoch of a run; the epochs before it warm it up.</summary>
    private static double Seconds(int threads, TrainingOptions epochs)
    {
        double last = 0;
        var clock = Stopwatch.StartNew();
        Run(threads, Steps, epochs, () =>
        {
            last = clock.Elapsed.TotalSeconds;
            clock.Restart();
        });
        return last;
    }

    private static double Memory(int threads, TrainingOptions epochs)
    {
        Run(threads, steps: 1, epochs, () => { });
        return Workers.PeakMemory();
    }

    private static void Run(int threads, int steps, TrainingOptions options, Action epochDone)
    {
        set_num_threads(threads);
        manual_seed(0);
        TensorBatch[] batches =
            [.. Enumerable.Range(0, steps).Select(_ => Workers.Sample()).Select(sample => new TensorBatch(sample.Image, sample.Target))];
        var loss = new DeepSupervisionLoss();
        var task = new TrainingTask<DeepSupervisedUNet, TensorBatch>
        {
            Network = () => Workers.AttentionUNet(CpuBackends.BFloat16Instructions is null ? null : ScalarType.BFloat16),
            LossNames = [.. Heads],
            BatchesPerEpoch = steps,
            Batches = _ => batches,
            DisposeBatches = false,
            Loss = (network, batch, weights) => loss.call(network.call(batch.Input).Heads, batch.Target, [.. weights.Values]),
            Evaluate = (network, _) => Agreement(network, batches[0]),
        };
        var controller = new ReinforceController(new WeightSpace(Heads), ReinforceOptions.PaperFaithful);
        using var training = new AutoWeightedTraining<DeepSupervisedUNet,
            TensorBatch>(task, options, options.AutoEpochs == 0 ? null : controller);
        training.Run(progress: new Told(progress =>
        {
            if (progress.Event == RunEvent.Epoch) epochDone();
        }));
    }

    private static double Agreement(DeepSupervisedUNet network, TensorBatch batch)
    {
        using var scope = NewDisposeScope();
        return network.Predict(batch.Input).argmax(1).eq(batch.Target).to(ScalarType.Float32).mean().item<float>();
    }

    private sealed class Told(Action<RunProgress> told) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => told(value);
    }
}
