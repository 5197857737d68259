using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>Trains one stage, or resumes it, and keeps its network.</summary>
internal sealed class StageRunner(RunFolder run, Device device, Place place)
{
    /// <summary>The folder of a stage's candidates that train in processes of their own.</summary>
    public const string CandidatesName = "candidates";

    private const int ValidationBatch = 16;

    /// <summary>Trains to the end.</summary>
    /// <param name="progress">Receives every step.</param>
    /// <param name="cancellation">Stops between steps; the state is saved first.</param>
    public StageSummary Run(Stage stage, IProgress<RunProgress> progress, CancellationToken cancellation) =>
        new Restarts(run.StageFolder(stage.Name)).Run(stage, progress, cancellation, Train);

    private StageSummary Train(Stage stage, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var task = TaskOf(stage);
        return stage.TrainedWeights is { } space
            ? Train(
                stage, WithTrainedWeights(task, space, stage.Loss), weighted => weighted.Network, weighted => weighted.Weights, progress,
                cancellation)
            : Train(stage, task, network => network, _ => null, progress, cancellation);
    }

    /// <summary>Trains the candidate that this process was started for.</summary>
    /// <returns>What the process is to return.</returns>
    public int RunCandidate(Stage stage)
    {
        using var scope = NewDisposeScope();
        var task = WithOptimizer(TaskOf(stage), stage);
        CandidateProcess.TryRun(
            () => new TorchTrainable<SupervisedNetwork, TensorBatch>(task, ForCandidates(stage.Options)), out int exitCode);
        return exitCode;
    }

    private TrainingTask<SupervisedNetwork, TensorBatch> TaskOf(Stage stage)
    {
        var validation = stage.Validation.InOrder(ValidationBatch, device).ToArray();
        var augmenter = new SampleAugmenter(stage.Augmentation);
        return Asan.CreateTask(
            () => NetworkOf(stage), stage.Heads,
            seed => stage.Training.Shuffled(seed, stage.BatchSize, augmenter, device), stage.Training.Batches(stage.BatchSize),
            (network, stop) => Evaluate(network, validation, stage, stop), stage.Loss);
    }

    private static TrainingTask<TNetwork, TensorBatch> WithOptimizer<TNetwork>(TrainingTask<TNetwork, TensorBatch> task, Stage stage)
        where TNetwork : nn.Module => task with { Optimizer = network => optim.Adam(network.parameters(), stage.LearningRate) };

    /// <summary>One thread each: there are as many processes as processors are wanted for.</summary>
    private static TrainingOptions ForCandidates(TrainingOptions options) => options with { ThreadsPerCandidate = 1 };

    private CandidateProcesses<TorchSnapshot> InProcesses(ISavableTrainable<TorchSnapshot> trainable, Stage stage) => new(
        trainable, Path.Combine(run.StageFolder(stage.Name), CandidatesName),
        new ClusterOptions { Command = [.. OwnProgram.Command(CandidateCommand.Name, Path.GetFullPath(run.Path), stage.Name)] },
        place.CreateLauncher());

    /// <summary>The same task, in which the heads' weights are trained together with the network.</summary>
    private TrainingTask<GradientWeighted<SupervisedNetwork>, TensorBatch> WithTrainedWeights(
        TrainingTask<SupervisedNetwork, TensorBatch> task, WeightSpace space, DiceCrossEntropyOptions loss) => new()
        {
            Network = () => new GradientWeighted<SupervisedNetwork>(task.Network(), space, device),
            LossNames = task.LossNames,
            BatchesPerEpoch = task.BatchesPerEpoch,
            Batches = task.Batches,
            Loss = (weighted, batch, _) =>
            {
                var heads = weighted.Network.ForwardHeads(batch.Input, HeadSelection.All).Heads;
                return weighted.Weigh([.. DeepSupervision.PerHead([.. heads.OfType<Tensor>()], batch.Target, loss).unbind()]);
            },
            Evaluate = (weighted, stop) => task.Evaluate(weighted.Network, stop),
        };

    private StageSummary Train<TNetwork>(
        Stage stage, TrainingTask<TNetwork, TensorBatch> task, Func<TNetwork, SupervisedNetwork> inner,
        Func<TNetwork, LossWeights?> trainedWeights,
        IProgress<RunProgress> progress, CancellationToken cancellation)
        where TNetwork : nn.Module
    {
        var options = place.Workers == 0
            ? stage.Options
            : ForCandidates(stage.Options) with { Search = stage.Options.Search with { Parallelism = place.Workers } };
        using var training = new AutoWeightedTraining<TNetwork, TensorBatch>(
            WithOptimizer(task, stage), options, stage.Controller?.Invoke(),
            candidates: place.Workers == 0 ? null : trainable => InProcesses(trainable, stage));
        var outcome = training.Run(run.StageFolder(stage.Name), resume: true, progress, cancellation);
        Save(inner(training.Network), run.NetworkFile(stage.Name));
        return new StageSummary(
            stage.Name, outcome.Epochs, outcome.Best is { } best && double.IsFinite(best.Reward) ? best.Reward : null, outcome.BestEpoch,
            (trainedWeights(training.Network) ?? outcome.Weights).ToDictionary(StringComparer.Ordinal));
    }

    private SupervisedNetwork NetworkOf(Stage stage) => (SupervisedNetwork)stage.Network().to(device);

    private static Evaluation Evaluate(
        SupervisedNetwork network, IReadOnlyList<(TensorBatch Batch, long[] Groups)> validation, Stage stage,
        CancellationToken cancellation)
    {
        using var dice = new ValidationDice(stage.Targets, DiceAveraging.PerGroup);
        foreach (var (batch, groups) in validation)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            dice.Update(network.Predict(batch.Input), batch.Target, groups);
        }

        return dice.Compute();
    }

    private static void Save(SupervisedNetwork network, string path)
    {
        using var scope = NewDisposeScope();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SafeTensors.Save(path, NetworkWeights.Export(network));
    }
}
