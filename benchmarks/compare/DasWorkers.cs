using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Compare;

/// <summary>
/// What auto-weighting costs: an epoch with ten candidates against our own epoch with fixed weights, each at its fastest
/// setting, and the memory of such runs. In the compute type that pays on this processor, batches of 16 x 2 x 128 x 128, one validation of
/// 16 images a network.
/// </summary>
internal static class DasWorkers
{
    private const int Steps = 5;
    private static readonly string[] Heads = ["head1", "head2", "head3", "head4"];

    internal static double? Cost(string name, int threads) => name switch
    {
        "fixed-epoch" => Seconds(threads, epochs: new() { FixedEpochs = 3, AutoEpochs = 0 }),
        "das-epoch-one-by-one" => Seconds(threads, OneByOne(once: true)),
        "das-epoch-side-by-side" => Seconds(threads, SideBySide(threads)),
        "das-epoch-processes" => InProcesses(folder => Seconds(threads, SideBySide(threads), folder)),
        "das-second-epoch" => Seconds(threads, SideBySide(threads) with { AutoEpochs = 2 }),
        "das-second-epoch-processes" => InProcesses(folder => Seconds(threads, SideBySide(threads) with { AutoEpochs = 2 }, folder)),
        "candidate-in-process" => Overhead(threads, null),
        "candidate-process" => InProcesses(folder => Overhead(threads, folder)),
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
    private static double Seconds(int threads, TrainingOptions epochs, string? processes = null, int steps = Steps, long side = 128)
    {
        double last = 0;
        var clock = Stopwatch.StartNew();
        Run(threads, steps, epochs, () =>
        {
            last = clock.Elapsed.TotalSeconds;
            clock.Restart();
        }, processes, side);
        return last;
    }

    /// <summary>An epoch of one candidate with one step of 16 x 2 x 32 x 32: all but nothing is trained.</summary>
    private static double Overhead(int threads, string? processes) => Seconds(
        threads, OneByOne(once: false) with { ThreadsPerCandidate = 1, Search = new() { Candidates = 1 } }, processes, steps: 1, side: 32);

    /// <summary>Candidates in processes of this program: on this machine, or in the Slurm allocation that it runs in.</summary>
    private static double InProcesses(Func<string, double> seconds)
    {
        // A worker ends within, and knows its own folder.
        if (CandidateProcess.IsOne) return seconds("");
        string folder = Directory.CreateTempSubdirectory("awsnet-compare-").FullName;
        try
        {
            return seconds(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CandidateProcesses<TorchSnapshot> Processes(ISavableTrainable<TorchSnapshot> trainable, string folder) => new(
        trainable, folder,
        launcher: Environment.GetEnvironmentVariable("SLURM_JOB_ID") is null ? new ProcessLauncher() : new SlurmStepLauncher());

    private static double Memory(int threads, TrainingOptions epochs)
    {
        Run(threads, steps: 1, epochs, () => { });
        return Workers.PeakMemory();
    }

    private static void Run(
        int threads, int steps, TrainingOptions options, Action epochDone, string? processes = null, long side = 128)
    {
        set_num_threads(threads);
        manual_seed(0);
        TensorBatch[] batches =
            [.. Enumerable.Range(0, steps).Select(_ => Workers.Sample()).Select(sample => new TensorBatch(
                sample.Image[.., .., ..(int)side, ..(int)side], sample.Target[.., ..(int)side, ..(int)side]))];
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
        if (CandidateProcess.TryRun(
            () => new TorchTrainable<DeepSupervisedUNet, TensorBatch>(task, options with { ThreadsPerCandidate = 1 }), out int exitCode))
            Environment.Exit(exitCode);
        var controller = new ReinforceController(new WeightSpace(Heads), ReinforceOptions.PaperFaithful);
        using var training = new AutoWeightedTraining<DeepSupervisedUNet, TensorBatch>(
            task, options, options.AutoEpochs == 0 ? null : controller,
            candidates: processes is null ? null : trainable => Processes(trainable, processes));
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
