using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>Trains one stage, or goes on with it, and keeps its network.</summary>
internal sealed class StageRunner(RunFolder run, Device device)
{
    private const int ValidationBatch = 16;

    /// <summary>Trains to the end.</summary>
    /// <param name="stage">What to train.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Stops between steps; the state is saved first.</param>
    public StageSummary Run(Stage stage, IProgress<RunProgress> progress, CancellationToken cancellation) =>
        new FreshStarts(run.StageFolder(stage.Name)).Run(stage, progress, cancellation, Train);

    private StageSummary Train(Stage stage, IProgress<RunProgress> progress, CancellationToken cancellation) => stage.TrainedWeights is { } space
        ? Train(
            stage,
            () => new GradientWeighted<SupervisedNetwork>(NetworkOf(stage), space, device),
            weighted => weighted.Network,
            (weighted, batch, _) => weighted.Weigh([.. DeepSupervision.PerHead(
                [.. weighted.Network.ForwardHeads(batch.Input, HeadSelection.All).Heads.Select(head => head!)], batch.Target, stage.Loss).unbind()]),
            weighted => weighted.Weights,
            progress, cancellation)
        : Train(
            stage,
            () => NetworkOf(stage),
            network => network,
            (network, batch, weights) => Loss(network, batch, weights.Values.AsSpan(), stage.Loss),
            _ => null,
            progress, cancellation);

    /// <summary>Trains a network, alone or together with its losses' weights.</summary>
    private StageSummary Train<TNetwork>(
        Stage stage, Func<TNetwork> create, Func<TNetwork, SupervisedNetwork> inner, Func<TNetwork, TensorBatch, LossWeights, LossTerms> loss,
        Func<TNetwork, LossWeights?> trainedWeights, IProgress<RunProgress> progress, CancellationToken cancellation)
        where TNetwork : nn.Module
    {
        using var scope = NewDisposeScope();
        var validation = stage.Validation.InOrder(ValidationBatch, device).ToArray();
        var augmenter = new SampleAugmenter(stage.Augmentation);
        var task = new TrainingTask<TNetwork, TensorBatch>
        {
            Network = create,
            Optimizer = network => optim.Adam(network.parameters(), stage.LearningRate),
            LossNames = [.. LossNames(stage)],
            BatchesPerEpoch = stage.Training.Batches(stage.BatchSize),
            Batches = seed => stage.Training.Shuffled(seed, stage.BatchSize, augmenter, device),
            Loss = loss,
            Evaluate = (network, stop) => Evaluate(inner(network), validation, stage, stop),
        };
        using var training = new AutoWeightedTraining<TNetwork, TensorBatch>(task, stage.Options, stage.Controller?.Invoke());
        var outcome = training.Run(run.StageFolder(stage.Name), resume: true, progress, cancellation);
        Save(inner(training.Network), run.NetworkFile(stage.Name));
        return new StageSummary(
            stage.Name, outcome.Epochs, outcome.Best is { } best && double.IsFinite(best.Reward) ? best.Reward : null, outcome.BestEpoch,
            (trainedWeights(training.Network) ?? outcome.Weights).ToDictionary(StringComparer.Ordinal));
    }

    private SupervisedNetwork NetworkOf(Stage stage) => (SupervisedNetwork)stage.Network().to(device);

    private static IReadOnlyList<string> LossNames(Stage stage)
    {
        using var network = stage.Network();
        return Stage.HeadNames(network.Heads);
    }

    private static LossTerms Loss(SupervisedNetwork network, TensorBatch batch, ReadOnlySpan<double> weights, DiceCrossEntropyOptions options)
    {
        var logits = network.ForwardHeads(batch.Input, HeadSelection.NonZero(weights));
        var loss = DeepSupervision.Sum(logits.Heads, batch.Target, weights, options);
        return new LossTerms(loss.Total, loss.Heads);
    }

    private static Evaluation Evaluate(
        SupervisedNetwork network, IReadOnlyList<(TensorBatch Batch, long[] Groups)> validation, Stage stage, CancellationToken cancellation)
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
