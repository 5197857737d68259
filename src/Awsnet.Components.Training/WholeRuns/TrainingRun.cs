using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>A plain training with the weights of a trial.</summary>
internal sealed class TrainingRun<TNetwork, TBatch>(AutoWeightedTraining<TNetwork, TBatch> training, string? folder) : IWholeRun
    where TNetwork : nn.Module
{
    public double TrainTo(int epochs, CancellationToken cancellation) => training.TrainTo(epochs, folder, cancellation);

    public void Dispose() => training.Dispose();
}
