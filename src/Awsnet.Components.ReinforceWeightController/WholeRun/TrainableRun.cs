namespace Awsnet.Components;

/// <summary>A fresh trainable as a run of a <see cref="WholeRunSearch"/>.</summary>
/// <typeparam name="TSnapshot">The trainable's snapshot; none is taken.</typeparam>
/// <param name="trainable">In its initial state, of this run alone. Disposed with the run if it is <see cref="IDisposable"/>.</param>
/// <param name="trial">The weights and the seed.</param>
public sealed class TrainableRun<TSnapshot>(ITrainable<TSnapshot> trainable, WholeRunTrial trial) : IWholeRun
{
    private readonly ITrainable<TSnapshot> _trainable = trainable ?? throw new ArgumentNullException(nameof(trainable));
    private int _done;

    /// <inheritdoc/>
    public double TrainTo(int epochs, CancellationToken cancellation)
    {
        for (; _done < epochs; _done++)
        {
            long seed = SplitMix64.DeriveSeed(trial.Seed, (ulong)_done);
            _trainable.TrainEpoch(trial.Weights, new EpochContext(_done, trial.Candidate, seed), null, cancellation);
        }
        return _trainable.Evaluate(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => (_trainable as IDisposable)?.Dispose();
}
