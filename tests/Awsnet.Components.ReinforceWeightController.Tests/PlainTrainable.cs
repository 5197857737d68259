using System.Collections.Immutable;

namespace Awsnet.Components.Tests;

/// <summary>The least that a trainable can be.</summary>
internal sealed class PlainTrainable : ITrainable<int>
{
    private int _state;

    public int Snapshot() => _state;

    public void Restore(int snapshot) => _state = snapshot;

    public void Release(int snapshot)
    {
    }

    public ImmutableArray<double> TrainEpoch(
        LossWeights weights, EpochContext context, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        _state++;
        return [];
    }

    public double Evaluate(CancellationToken cancellation) => _state;
}
