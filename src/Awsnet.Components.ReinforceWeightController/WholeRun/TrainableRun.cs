namespace Awsnet.Components;

/// <summary>A fresh trainable as a run of a <see cref="WholeRunSearch"/>.</summary>
/// <typeparam name="TSnapshot">The trainable's snapshot; none is taken.</typeparam>
/// <param name="trainable">In its initial state, of this run alone. Disposed with the run if it is <see cref="IDisposable"/>.</param>
/// <param name="trial">The weights and the seed.</param>
/// <param name="epochsDone">How many epochs the trainable's state has behind it: 0 or more.</param>
public sealed class TrainableRun<TSnapshot>(ITrainable<TSnapshot> trainable, WholeRunTrial trial, int epochsDone = 0) : IWholeRun
{
    private readonly ITrainable<TSnapshot> _trainable = trainable ?? throw new ArgumentNullException(nameof(trainable));
    private int _done = epochsDone;

    /// <inheritdoc/>
    public double TrainTo(int epochs, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        int first = _done;
        for (; _done < epochs; _done++)
        {
            long seed = SplitMix64.DeriveSeed(trial.Seed, (ulong)_done);
            var part = progress is null ? null : new PartOfWay(progress, _done - first, epochs - first);
            _trainable.TrainEpoch(trial.Weights, new EpochContext(_done, trial.Candidate, seed), part, cancellation);
        }
        return _trainable.Evaluate(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => (_trainable as IDisposable)?.Dispose();

    private sealed class PartOfWay(IProgress<TrainingProgress> whole, int before, int epochs) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => whole.Report(value with { Fraction = (before + value.Fraction) / epochs });
    }
}
